"""Functions over the local AWS with a boundary in between (`boundary.py`)."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.session import get_session

from jour.clock import system_clock
from jour.front import FrontDoor, FrontSecret
from jour.kept_secret import KeptSecret
from jour.password import CHEAPEST, Passwords
from jour.push import Pusher
from jour.settings import Settings
from jour.store.expression import Item
from jour.wiring import Services
from local.settings import Settings as LocalSettings
from tests.builders import ALVA, ANNA, DEMO, PEPPERS, colleague
from tests.dynamodb import create_table
from tests.faults.actions import Action
from tests.faults.boundary import Boundary
from tests.faults.courses import Course, course_of
from tests.faults.gateway import Gateway, listening
from tests.faults.site import Site
from tests.handlers.conftest import ENVIRONMENT, FRONT, VARIABLES, FakeClock, logs, rewire

__all__ = ["logs"]
QUEUES = ("ROTATION", "SMS", "PUSH", "CHAT_MAIL", "SWEEP")


@dataclass
class Aws:
    """boto3's clients of the local AWS; their connections outlive a test, their retries do not."""

    endpoint: str
    make: Any
    connections: dict[str, Any] = field(default_factory=dict)
    queues: dict[str, str] = field(default_factory=dict)
    people: list[Item] = field(default_factory=list)

    def client(self, service: str, boundary: Boundary, config: Config | None) -> Any:
        """As the product asks for it, behind the boundary."""
        # A proxy of the machine's own has no say here.
        deaf = (config or Config()).merge(Config(proxies={}))
        client = self.make(service, endpoint_url=self.endpoint, config=deaf)
        endpoint = client._endpoint
        real = self.connections.setdefault(service, endpoint.http_session)
        endpoint.http_session = boundary.wire(service, real)
        return client


@pytest.fixture(scope="session")
def aws(emulator: LocalSettings) -> Iterator[Aws]:
    """The local AWS, with queues and a sender."""
    os.environ.update(ENVIRONMENT)
    aws = Aws(emulator.aws_endpoint, boto3.client)
    well = Boundary()
    queue = aws.client("sqs", well, None)
    for name in QUEUES:
        aws.queues[name] = queue.create_queue(QueueName=name.lower())["QueueUrl"]
    mail = aws.client("sesv2", well, None)
    mail.create_email_identity(EmailIdentity=VARIABLES["JOUR_SENDER"])
    mail.create_configuration_set(ConfigurationSetName=VARIABLES["JOUR_CONFIGURATION_SET"])
    yield aws
    for connection in aws.connections.values():
        connection.close()


@pytest.fixture(scope="session")
def endpoint() -> Iterator[tuple[Gateway, Pusher]]:
    """Where clients are posted to, and who posts."""
    with listening() as gateway:
        pusher = Pusher(gateway.url, get_session())
        yield gateway, pusher
        pusher._http.close()


Open = Callable[[], Site]


@pytest.fixture
def open_site(
    aws: Aws,
    endpoint: tuple[Gateway, Pusher],
    dynamodb: Any,
    cloud_assembly: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Open]:
    """Opens installations; the functions are those of the newest one."""
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    sites: list[Site] = []

    def opened() -> Site:
        table = create_table(dynamodb, cloud_assembly).name
        site = _furnished(aws, endpoint, table, monkeypatch)
        sites.append(site)
        return site

    yield opened
    for site in sites:
        site.boundary.is_well()
        dynamodb.delete_table(TableName=site.services.settings.table)


@pytest.fixture
def site(open_site: Open) -> Site:
    """The demo organisation with Anna, Bo and the administrator Alva; nothing goes wrong yet."""
    return open_site()


@pytest.fixture(scope="session")
def known() -> dict[str, Course]:
    """Of the actions that have been done without faults."""
    return {}


@pytest.fixture
def course(action: Action, open_site: Open, known: dict[str, Course]) -> Course:
    """Of the test's action; done once for all tests of it."""
    if action.name not in known:
        known[action.name] = course_of(action, open_site())
    return known[action.name]


def _furnished(
    aws: Aws, endpoint: tuple[Gateway, Pusher], table: str, monkeypatch: pytest.MonkeyPatch
) -> Site:
    boundary, clock, (gateway, pusher) = Boundary(), FakeClock(system_clock()), endpoint

    def client(service: str, config: Config | None = None) -> Any:
        return aws.client(service, boundary, config)

    monkeypatch.setattr("jour.aws.client", client)
    monkeypatch.setattr(boto3, "client", client)
    # One `sleep` for all: botocore's before another try, the storage's, and the pusher's.
    monkeypatch.setattr("time.sleep", boundary.nap)
    gateway.reset()
    queues = {f"JOUR_{name}_QUEUE": url for name, url in aws.queues.items()}
    services = Services(Settings(VARIABLES | queues | {"JOUR_TABLE": table}), clock)
    services.secrets.__dict__["passwords"] = Passwords(PEPPERS, CHEAPEST)
    services.secrets.__dict__["front"] = FrontDoor(KeptSecret.of(FrontSecret((FRONT,))))
    services.__dict__["pusher"] = pusher
    _people(services, aws.people)
    rewire(monkeypatch, lambda: services)
    return Site(services, clock, boundary, gateway)


def _people(services: Services, known: list[Item]) -> None:
    """The demo organisation and its users; from the second table on copied."""
    if known:
        services.table.put_all(known)
        return
    services.organisations.add(DEMO)
    for user in (ANNA, ALVA, colleague("bo")):
        services.users.add(user)
    known.extend(services.table.scan())
