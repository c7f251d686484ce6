"""The stream's filter and the storage mean the same: what is news to one is news to the other."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from jour.session import Ending, EndReason, Status
from jour.store import keys
from jour.store.sessions import Sessions
from jour.store.table import Table
from tests.builders import identity, new_session
from tests.infra.template import Template
from tests.infra.test_stream_filter import on_aws, on_the_local_aws

WHO = identity("s1")
LEASE_PASSED = 10**9
END = Ending(EndReason.USER, "anna", 1)

Write = Callable[[Sessions], object]

NEWS: dict[str, Write] = {
    "log_in": lambda s: s.log_in(new_session("s2", at=1), 1),
    "set_status": lambda s: s.set_status(WHO, Status.PAUSED, "lunch", 1),
    "set_groups": lambda s: s.set_groups(WHO, ("vaxel",), 1),
    "end": lambda s: s.end(WHO, END),
    "expire": lambda s: s.expire(WHO, END, LEASE_PASSED),
}
NO_NEWS: dict[str, Write] = {
    "connect": lambda s: s.connect(WHO, "c2", 1),
    "disconnect": lambda s: s.disconnect(WHO, "c1", 1),
    "heartbeat": lambda s: s.heartbeat(WHO, "c1", 1),
    "set_view": lambda s: s.set_view(WHO, ("vaxel",), 1),
}


class Storage:
    """A table that remembers nothing but one login, and the image that a write leaves in it."""

    def __init__(self, core: Template) -> None:
        schema = core.one("AWS::DynamoDB::Table")
        wanted = ("KeySchema", "AttributeDefinitions", "GlobalSecondaryIndexes", "BillingMode")
        self.client = boto3.client("dynamodb", region_name="eu-central-1")
        self.client.create_table(TableName="jour", **{name: schema[name] for name in wanted})
        self.sessions = Sessions(Table(self.client, "jour"))

    def record(self, write: Write) -> dict[str, Any]:
        """The stream's record of this write."""
        write(self.sessions)
        item = self.client.get_item(TableName="jour", Key=_key())["Item"]
        return {"eventName": "MODIFY", "dynamodb": {"Keys": _key(), "NewImage": item}}


def _key() -> dict[str, Any]:
    return {name: {"S": value} for name, value in keys.session("demo", "anna").items()}


@pytest.fixture
def storage(core: Template, monkeypatch: pytest.MonkeyPatch) -> Iterator[Storage]:
    """Anna is logged in, connected, and her client has just given a sign of life."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    with mock_aws():
        storage = Storage(core)
        storage.sessions.log_in(new_session("s1"), 0)
        storage.sessions.connect(WHO, "c1", 0)
        storage.sessions.heartbeat(WHO, "c1", 0)
        yield storage
        storage.client.close()


@pytest.fixture(params=["FanoutStreamMapping", "LogStreamMapping"])
def criteria(request: pytest.FixtureRequest, core: Template) -> dict[str, Any]:
    mapping = core.all("AWS::Lambda::EventSourceMapping")[request.param]
    found: dict[str, Any] = mapping["FilterCriteria"]
    return found


@pytest.mark.parametrize("name", NEWS)
def test_news_wakes(storage: Storage, criteria: dict[str, Any], name: str) -> None:
    """Issue 3: every change reaches fan-out and log, straight after a heartbeat too."""
    record = storage.record(NEWS[name])
    assert (on_aws(record, criteria), on_the_local_aws(record, criteria)) == (True, True)


@pytest.mark.parametrize("name", NO_NEWS)
def test_the_rest_does_not(storage: Storage, criteria: dict[str, Any], name: str) -> None:
    """Issue 3: a heartbeat wakes no one, nor does a connection that comes or goes."""
    storage.sessions.set_status(WHO, Status.PAUSED, "lunch", 0)
    record = storage.record(NO_NEWS[name])
    assert (on_aws(record, criteria), on_the_local_aws(record, criteria)) == (False, False)
