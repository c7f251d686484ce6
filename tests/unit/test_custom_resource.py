"""What CloudFormation is told about its custom resources, over a real HTTP connection."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from jour.custom_resource import NOTHING_MADE, Failed, told


@dataclass
class CloudFormation:
    """The address where answers are expected, with a secret in it."""

    url: str = ""
    answers: list[dict[str, Any]] = field(default_factory=list)
    content_types: list[str | None] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """What it says to the next requests; 200 to all further ones."""

    def event(self, kind: str, **more: str) -> dict[str, Any]:
        """A request of CloudFormation."""
        return {
            "RequestType": kind,
            "ResponseURL": self.url,
            "StackId": "stack",
            "RequestId": "request",
            "LogicalResourceId": "Numbers",
            **more,
        }


@pytest.fixture
def formation() -> Iterator[CloudFormation]:
    """A server that remembers what it was told."""
    cloud = CloudFormation()

    class Handler(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = cloud.statuses.pop(0) if cloud.statuses else 200
            if status == 200:
                cloud.answers.append(json.loads(body))
                cloud.content_types.append(self.headers["Content-Type"])
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Silence: the address holds a secret."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    cloud.url = f"http://127.0.0.1:{server.server_port}/answer?Signature=secret"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield cloud
    server.shutdown()
    thread.join()
    server.server_close()


def _raise(error: Exception) -> Callable[[], None]:
    def do() -> None:
        raise error

    return do


class _Untouched(Failed):
    changed_nothing = True


def test_success_is_told(formation: CloudFormation) -> None:
    """With the ids that CloudFormation recognises, and no content type: the address is signed."""
    told(formation.event("Create"), lambda: None)
    (answer,) = formation.answers
    assert answer == {
        "Status": "SUCCESS",
        "Reason": "",
        "PhysicalResourceId": "Numbers",
        "StackId": "stack",
        "RequestId": "request",
        "LogicalResourceId": "Numbers",
    }
    assert formation.content_types == [""]


def test_an_updated_resource_keeps_its_id(formation: CloudFormation) -> None:
    """Another id would make CloudFormation delete the old one, and so untie the numbers."""
    told(formation.event("Update", PhysicalResourceId="older"), lambda: None)
    assert formation.answers[0]["PhysicalResourceId"] == "older"


def test_failure_is_told_in_a_sentence(formation: CloudFormation) -> None:
    """The operator reads it among the stack's events."""
    told(formation.event("Create"), _raise(Failed("There is no number ending in 01.")))
    (answer,) = formation.answers
    assert (answer["Status"], answer["Reason"]) == ("FAILED", "There is no number ending in 01.")
    assert answer["PhysicalResourceId"] == "Numbers"


def test_an_unexpected_error_is_told_without_its_text(formation: CloudFormation) -> None:
    """Untold, it would keep the deployment waiting; its text may hold anything."""
    told(formation.event("Delete"), _raise(KeyError("+46846500401")))
    (answer,) = formation.answers
    assert answer["Status"] == "FAILED"
    assert "+46846500401" not in answer["Reason"]


def test_what_was_never_made_is_deleted_without_touching_anything(
    formation: CloudFormation,
) -> None:
    """The numbers may lead to somebody else's flow: a failed creation must not untie them."""
    told(formation.event("Create"), _raise(_Untouched("missing")))
    assert formation.answers[0]["PhysicalResourceId"] == NOTHING_MADE
    deleting = formation.event("Delete", PhysicalResourceId=NOTHING_MADE)
    told(deleting, _raise(AssertionError("touched")))
    assert formation.answers[1]["Status"] == "SUCCESS"


def test_a_failed_update_stays_the_same_resource(formation: CloudFormation) -> None:
    """It is rolled back, and must still be deleted with the stack."""
    event = formation.event("Update", PhysicalResourceId="Numbers")
    told(event, _raise(_Untouched("missing")))
    assert formation.answers[0]["PhysicalResourceId"] == "Numbers"


def test_a_passing_refusal_is_tried_again(formation: CloudFormation) -> None:
    """S3, which takes the answer, may be busy."""
    formation.statuses = [503]
    told(formation.event("Create"), lambda: None)
    assert [answer["Status"] for answer in formation.answers] == ["SUCCESS"]


@pytest.mark.parametrize("statuses", [[403], [503] * 9], ids=["refused", "busy"])
def test_not_being_heard_is_an_error_without_the_address(
    statuses: list[int], formation: CloudFormation
) -> None:
    """Lambda tries the whole again; the presigned address is not logged with the error."""
    formation.statuses = statuses
    with pytest.raises(RuntimeError, match="CloudFormation was not told") as caught:
        told(formation.event("Create"), lambda: None)
    assert "secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
