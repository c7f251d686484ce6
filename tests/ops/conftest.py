"""The operator's commands over an emulated AWS: one table, the demo data, the real command line."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from typer.testing import CliRunner

from jour.clock import Millis, system_clock
from jour.settings import Settings
from jour.wiring import Services
from ops.app import app
from ops.place import Deployed, Place
from tests.builders import ALVA, ANNA, DEMO
from tests.connect import SERVICE_NUMBER
from tests.emulated_aws import emulated_aws
from tests.handlers.conftest import create_table


@dataclass(frozen=True)
class Ran:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Desk:
    """The operator's terminal, and what lies behind it."""

    services: Services
    queue: Any
    queue_url: str

    def run(self, *arguments: str) -> Ran:
        """Type a command; a traceback fails the test."""
        result = CliRunner().invoke(app, list(arguments))
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Ran(result.exit_code, result.stdout, result.stderr)

    @property
    def now(self) -> Millis:
        return system_clock()

    def messages(self) -> list[Any]:
        """What has been announced to the mailing function, and taken from its queue."""
        told = self.queue.receive_message(QueueUrl=self.queue_url, MaxNumberOfMessages=10)
        return [json.loads(message["Body"]) for message in told.get("Messages", ())]

    def dump(self) -> str:
        """Every item of the table, as text."""
        items = list(self.services.table.scan())
        return json.dumps(items, ensure_ascii=False, default=_as_text)


def _as_text(value: Any) -> Any:
    return sorted(value) if isinstance(value, set) else repr(value)


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.delenv("JOUR_ENV", raising=False)
    with emulated_aws():
        create_table()
        queue = boto3.client("sqs")
        url = queue.create_queue(QueueName="rotation")["QueueUrl"]
        deployed = Deployed(
            {"TableName": "jour", "RotationQueueUrl": url, "SmsQueueUrl": url},
            {"ServiceNumber": SERVICE_NUMBER, "AllowedOrigins": "https://jour.example.se"},
            "CREATE_COMPLETE",
        )
        monkeypatch.setattr(Place, "stack", lambda self, name="JourCore": deployed)
        services = Services(
            Settings({"JOUR_TABLE": "jour", "JOUR_ROTATION_QUEUE": url, "JOUR_SMS_QUEUE": url})
        )
        services.organisations.add(DEMO)
        for user in (ANNA, ALVA):
            services.users.add(user)
        yield Desk(services, queue, url)
