"""Issue 10, point 6: `ops check` finds out whether anybody gets past CloudFront."""

import json
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any, cast

import pytest

from jour.front import HEADER
from ops.checks.front import FRONT, header
from ops.place import Deployed, Place
from tests.ops.test_check_deployment import Reply, answering

NEW, OLD = "n" * 64, "o" * 64
REFUSED: Reply = (403, {}, '{"code": "front_door_only"}')
API, SOCKET = "GET /_aws/execute-api/api1/$default/api/session", "GET /_aws/execute-api/api2/ws"
IDS = Deployed({"HttpApiId": "api1", "SocketApiId": "api2"}, {})


def verdicts(replies: dict[str, Reply]) -> list[str]:
    with answering(replies) as there:
        edge = there.stack("JourEdge")
        assert edge is not None
        address = edge.outputs["Address"]
        behind = SimpleNamespace(endpoint=address, core=IDS, stack=there.stack)
        return [check.run(cast(Place, behind)).state for check in FRONT[:2]]


def test_apis_that_refuse_whoever_comes_by_themselves_pass() -> None:
    """The API says why; the gateway answers for a socket's authorizer."""
    assert verdicts({API: REFUSED, SOCKET: (403, {}, "")}) == ["ok", "ok"]


@pytest.mark.parametrize(
    "answer", [(401, {}, '{"code": "not_logged_in"}'), (500, {}, ""), (200, {}, "{}")]
)
def test_apis_that_answer_strangers_are_found_out(answer: Reply) -> None:
    """Functions of a version before this one, say; and silence is no refusal."""
    assert verdicts({API: answer, SOCKET: answer}) == ["failed", "failed"]


@dataclass
class Cloud:
    """CloudFront and Secrets Manager."""

    values: list[str]

    def stack(self, name: str) -> Deployed:
        return Deployed({"DistributionId": "E1"}, {})

    @property
    def services(self) -> Any:
        return SimpleNamespace(settings=SimpleNamespace(front_secret="arn"))

    def client(self, service: str) -> "Cloud":
        return self

    def get_secret_value(self, SecretId: str) -> dict[str, str]:
        return {"SecretString": json.dumps({"current": NEW, "previous": OLD})}

    def get_distribution_config(self, Id: str) -> dict[str, Any]:
        shown = [
            {"CustomHeaders": {"Items": [{"HeaderName": HEADER, "HeaderValue": value}]}}
            for value in self.values
        ]
        return {"DistributionConfig": {"Origins": {"Items": [*shown, {}]}}, "ETag": "t"}


@pytest.mark.parametrize(
    ("values", "state"),
    [
        ([NEW, NEW], "ok"),
        ([NEW, OLD], "unknown"),
        ([OLD, OLD], "unknown"),
        ([NEW], "failed"),
        ([NEW, "{{resolve:secretsmanager:arn:SecretString:current::}}"], "failed"),
    ],
)
def test_what_cloudfront_shows_is_compared_and_not_told(values: list[str], state: str) -> None:
    """One API forgotten, a rotation half way, a reference that nobody resolved."""
    verdict = header(cast(Place, Cloud(values)))
    assert verdict.state == state
    assert not any(value in verdict.says for value in values)
