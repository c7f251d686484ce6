"""Issue 10, point 2: what docs/deploy.md asks to be verified, judged on answers good and bad."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, cast

import pytest

from infra.security_headers import ASK_EVERY_TIME, CHAT_HEADERS, KEEP_A_WHILE, KEEP_FOR_EVER
from ops.checks import site, telephony
from ops.checks.check import Verdict
from ops.place import Deployed, Place

ID = "12345678-1234-1234-1234-123456789012"
Reply = tuple[int, Mapping[str, str], str]
SECURE = {
    "Content-Security-Policy": "default-src 'none'",
    "Strict-Transport-Security": "max-age=1",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": ASK_EVERY_TIME,
}
PAGE = '<script src="/assets/main-1.js"></script>'
GOOD: dict[str, Reply] = {
    "GET /": (200, SECURE, PAGE),
    "GET /assets/main-1.js": (200, {"Cache-Control": KEEP_FOR_EVER}, "1"),
    "GET /api/session": (401, {}, '{"code": "not_logged_in"}'),
    "POST /api/login https://elsewhere.example": (403, {}, '{"code": "origin_not_allowed"}'),
    "POST /api/login own": (422, {}, '{"code": "invalid_request"}'),
    "GET /ws": (403, {}, ""),
    "GET /chat/jour-chat.js": (200, {**CHAT_HEADERS, "Cache-Control": KEEP_A_WHILE}, "1"),
    "GET /chat/": (200, CHAT_HEADERS, "<!doctype html>"),
    "GET /api/chats/groups/nobody/none": (404, {}, '{"code": "unknown_group"}'),
}


@contextmanager
def answering(replies: Mapping[str, Reply]) -> Iterator[Place]:
    """A front door that answers so; a POST's origin is part of what is asked."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._reply(f"GET {self.path}")

        def do_POST(self) -> None:
            origin = self.headers["Origin"]
            own = origin == f"http://127.0.0.1:{self.server.server_port}"  # type: ignore[attr-defined] # of HTTPServer
            self._reply(f"POST {self.path} {'own' if own else origin}")

        def _reply(self, asked: str) -> None:
            status, headers, body = replies.get(asked, (500, {}, ""))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body.encode())))
            self.send_header("Connection", "close")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            address = f"http://127.0.0.1:{server.server_port}"
            yield place(JourEdge=Deployed({"Address": address}, {}))
        finally:
            server.shutdown()
            thread.join()


@dataclass
class FakePlace:
    """A deployment whose AWS answers from a table, by operation."""

    stacks: Mapping[str, Deployed]
    pages: dict[str, Any] = field(default_factory=dict)

    @property
    def core(self) -> Deployed:
        return self.stacks["JourCore"]

    def stack(self, name: str = "JourCore") -> Deployed | None:
        return self.stacks.get(name)

    def client(self, service: str, region: str | None = None) -> "FakePlace":
        return self

    def get_paginator(self, operation: str) -> "Paginator":
        return Paginator(self.pages[operation])


@dataclass
class Paginator:
    page: Any

    def paginate(self, **request: Any) -> list[Any]:
        return [self.page(request) if callable(self.page) else self.page]


def place(pages: dict[str, Any] | None = None, **stacks: Deployed) -> Place:
    return cast(Place, FakePlace(stacks, pages or {}))


@pytest.mark.parametrize("check", site.SITE, ids=lambda check: check.name)
def test_a_front_door_that_is_right_passes(check: Any) -> None:
    """Page, files, API, origins, socket: asked as a browser without a login would."""
    with answering(GOOD) as there:
        assert check.run(there).state == "ok"


@pytest.mark.parametrize(
    ("judge", "asked", "reply", "says"),
    [
        (site.page, "GET /", (403, {}, ""), "the page answers 403"),
        (site.page, "GET /", (200, {}, PAGE), "without Content-Security-Policy"),
        (site.page, "GET /", (200, SECURE | {"Cache-Control": "max-age=9"}, PAGE), "may keep"),
        (site.page, "GET /", (200, SECURE, "empty"), "names no files"),
        (site.page, "GET /assets/main-1.js", (404, {}, ""), "names /assets/main-1.js"),
        (site.page, "GET /assets/main-1.js", (200, {}, ""), "files are not kept"),
        (site.api, "GET /api/session", (200, {}, PAGE), "200"),
        (
            site.foreign_origin,
            "POST /api/login https://elsewhere.example",
            (401, {}, '{"code": "invalid_credentials"}'),
            "401 invalid_credentials",
        ),
        (
            site.own_origin,
            "POST /api/login own",
            (403, {}, '{"code": "origin_not_allowed"}'),
            "403 origin_not_allowed",
        ),
        (site.socket, "GET /ws", (200, {}, ""), "200"),
        (site.chat, "GET /chat/jour-chat.js", (404, {}, ""), "the script answers 404"),
        (site.chat, "GET /chat/jour-chat.js", (200, SECURE, "1"), "may not load"),
        (site.chat, "GET /chat/jour-chat.js", (200, CHAT_HEADERS, "1"), "five minutes"),
        (site.chat, "GET /chat/", (200, SECURE, "page"), "no site may frame"),
        (site.chat_api, "GET /api/chats/groups/nobody/none", (200, {}, PAGE), "200"),
    ],
)
def test_a_front_door_that_is_wrong_is_found_out(
    judge: Callable[[Place], Verdict], asked: str, reply: Reply, says: str
) -> None:
    """And told what came instead."""
    with answering(GOOD | {asked: reply}) as there:
        verdict = judge(there)
    assert verdict.state == "failed"
    assert says in verdict.says


def test_an_address_that_is_silent_has_failed() -> None:
    """A domain whose record is missing is no reason to stop checking the rest."""
    silent = place(JourEdge=Deployed({"Address": "http://127.0.0.1:9"}, {}))
    assert site.api(silent).state == "failed"
    assert site.api(place()).state == "not used"


CORE = Deployed({}, {"ConnectInstanceId": ID, "InviteFlowId": "i", "CallbackFlowId": "c"})
NUMBERS = {"ServiceNumber": "+46846500401", "CustomerNumbers": "+46846500410"}
FLOWS = {
    "ContactFlowSummaryList": [
        {"Id": "toggle", "Arn": "x/toggle", "Name": "Jour: distance toggle"},
        {"Id": "call", "Arn": "x/call", "Name": "Jour: customer call"},
        {"Id": "own", "Arn": "x/own", "Name": "Sample inbound flow"},
    ]
}
CLAIMED = {
    "ListPhoneNumbersSummaryList": [
        {"PhoneNumberId": "n1", "PhoneNumber": "+46846500401"},
        {"PhoneNumberId": "n2", "PhoneNumber": "+46846500410"},
    ]
}


def _tied(customers: str) -> dict[str, Any]:
    return {
        "FlowAssociationSummaryList": [
            {"ResourceId": "arn:x:phone-number/n1", "FlowId": "arn:x/contact-flow/toggle"},
            {"ResourceId": "arn:x:phone-number/n2", "FlowId": customers},
        ]
    }


@pytest.mark.parametrize(("flow", "state"), [("call", "ok"), ("own", "failed")])
def test_numbers_lead_to_jours_flows(flow: str, state: str) -> None:
    """A flow that was chosen in the console since is found out, by the number's last digits."""
    pages = {
        "list_flow_associations": _tied(flow),
        "list_contact_flows": FLOWS,
        "list_phone_numbers_v2": CLAIMED,
    }
    there = place(pages, JourCore=CORE, JourTelephony=Deployed({}, NUMBERS))
    verdict = telephony.own_flows(there)
    assert verdict.state == state
    assert ("…10" in verdict.says) is (state == "failed")


@pytest.mark.parametrize(("callback", "state"), [("c", "ok"), ("other", "failed")])
def test_core_rings_through_the_flows_that_are_there(callback: str, state: str) -> None:
    """Ids that are no longer right are named."""
    told = {"InviteFlowId": "i", "CallbackFlowId": callback}
    there = place(JourCore=CORE, JourTelephony=Deployed(told, {}))
    assert telephony.flow_ids(there).state == state


@pytest.mark.parametrize(("queue", "state"), [("Support", "ok"), ("Jour: holding", "failed")])
def test_nobody_serves_the_holding_queue(queue: str, state: str) -> None:
    """Connect would hand waiting callers out by itself."""
    pages = {
        "list_routing_profiles": {"RoutingProfileSummaryList": [{"Id": "p", "Name": "Basic"}]},
        "list_routing_profile_queues": {
            "RoutingProfileQueueConfigSummaryList": [{"QueueName": queue}]
        },
    }
    assert telephony.holding(place(pages, JourCore=CORE)).state == state
