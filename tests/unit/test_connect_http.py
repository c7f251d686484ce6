"""/sim/*: ringing, pressing, answering and watching over HTTP."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from local.connect.flow import Flow
from local.connect.functions import FunctionFailed
from local.connect.lambda_api import LambdaApi
from local.connect.simulator import Simulator
from tests.telephony import AGENT, ARN, CALLER, NUMBER, Exchange, action, flow, say
from tests.virtual_time import run

OWN = "http://localhost:8080"
NUMBERS: dict[str, list[Any]] = {"system": [], "phones": []}
Visit = Callable[[httpx.AsyncClient], Awaitable[Any]]


def menu() -> Flow:
    """Asks for a digit, then dials the agent on a 1."""
    ask = action(
        "ask",
        "GetParticipantInput",
        "end",
        {
            kind: "end"
            for kind in ("NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded")
        },
        {"1": "dial"},
        Text="Tryck 1.",
        StoreInput="False",
        InputTimeLimitSeconds="60",
    )
    dial = action(
        "dial",
        "TransferParticipantToThirdParty",
        "end",
        {kind: "end" for kind in ("NoMatchingError", "CallFailed", "ConnectionTimeLimitExceeded")},
        ThirdPartyPhoneNumber=AGENT,
        ThirdPartyConnectionTimeLimitSeconds="60",
        ContinueFlowExecution="True",
        CallerId={"Number": "$.SystemEndpoint.Address"},
    )
    return flow(ask, dial)


def visited(visit: Visit, made: Flow | None = None) -> Any:
    """What a visitor of the simulator sees; every call ends with the visit."""

    async def meet() -> Any:
        exchange = Exchange(made or menu())
        simulator = Simulator(
            exchange.board, exchange.phones, exchange.events, lambda: NUMBERS, [OWN]
        )
        transport = httpx.ASGITransport(Starlette(routes=simulator.routes()))
        async with httpx.AsyncClient(transport=transport, base_url=OWN) as client:
            seen = await visit(client)
        await exchange.board.close()
        return seen

    return run(meet())


async def rung(client: httpx.AsyncClient) -> str:
    answer = await client.post("/sim/calls", json={"from": CALLER, "to": NUMBER})
    assert answer.status_code == 201
    body = answer.json()
    assert body.keys() == {"id"}
    return f"/sim/calls/{body['id']}"


def test_a_whole_call() -> None:
    """Contract: ring, press, answer, hang up, each seen in the call and at the phone."""

    async def visit(client: httpx.AsyncClient) -> None:
        call = await rung(client)
        await asyncio.sleep(1)
        seen = (await client.get(call)).json()
        assert seen | {"id": "", "transcript": []} == {
            "id": "",
            "from": CALLER,
            "to": NUMBER,
            "state": "in_flow",
            "transcript": [],
            "ringing": None,
            "bridged_to": None,
            "wants_digits": True,
            "ended_by": None,
        }
        ((said),) = seen["transcript"]
        assert said.keys() == {"say", "language", "at"}
        assert said["say"] == "Tryck 1."
        assert said["at"].endswith("Z")
        assert (await client.post(f"{call}/dtmf", json={"digits": "1"})).status_code == 200
        await asyncio.sleep(1)
        assert (await client.get(call)).json()["ringing"] == AGENT
        (phone,) = (await client.get("/sim/phones")).json()["phones"]
        assert phone == {
            "number": AGENT,
            "state": "ringing",
            "from": NUMBER,
            "call": seen["id"],
        }
        answered = await client.post(f"/sim/phones/{AGENT}/answer")
        assert answered.json()["state"] == "in_call"
        await asyncio.sleep(1)
        assert (await client.get(call)).json()["bridged_to"] == AGENT
        assert (await client.post(f"{call}/hangup")).json()["ended_by"] == "caller"
        assert (await client.get(f"/sim/phones/{AGENT}")).json()["state"] == "idle"

    visited(visit)


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({}, {"delay_s": 0, "copies": 1, "shuffled": False}),
        ({"delay_s": 20}, {"delay_s": 20, "copies": 1, "shuffled": False}),
        ({"copies": 0}, {"delay_s": 0, "copies": 0, "shuffled": False}),
        (
            {"delay_s": 60, "copies": 3, "shuffled": True},
            {"delay_s": 60, "copies": 3, "shuffled": True},
        ),
        ({"delay_s": 0.5}, {"delay_s": 0.5, "copies": 1, "shuffled": False}),
    ],
)
def test_events_are_sent_as_told(asked: dict[str, Any], seen: dict[str, Any]) -> None:
    """Issue 6.10: what is not said is as usual; anybody can see how it stands."""

    async def visit(client: httpx.AsyncClient) -> list[Any]:
        before = (await client.get("/sim/events")).json()
        answer = await client.post("/sim/events", json=asked)
        return [before, answer.json(), (await client.get("/sim/events")).json()]

    assert visited(visit) == [{"delay_s": 0, "copies": 1, "shuffled": False}, seen, seen]


def test_numbers_are_listed() -> None:
    """Contract: what the table holds is asked anew each time and never kept."""

    async def visit(client: httpx.AsyncClient) -> httpx.Response:
        return await client.get("/sim/numbers")

    answer = visited(visit)
    assert answer.json() == NUMBERS
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("caller", ["anonymous", "+46701740605", "0701-74 06 05", "x" * 40, "☎"])
def test_callers_may_be_odd(caller: str) -> None:
    """Issue 5: malformed numbers can be tried out."""

    async def visit(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post("/sim/calls", json={"from": caller, "to": NUMBER})

    assert visited(visit).status_code == 201


@pytest.mark.parametrize(
    ("path", "content", "status", "code"),
    [
        ("/sim/calls", b"", 422, "invalid_request"),
        ("/sim/calls", b"[]", 422, "invalid_request"),
        ("/sim/calls", b"\xff", 422, "invalid_request"),
        ("/sim/calls", b"[" * 100_000, 422, "invalid_request"),
        ("/sim/calls", b'{"from": "+46701740605"}', 422, "invalid_request"),
        ("/sim/calls", b'{"from": 1, "to": "+46846500401"}', 422, "invalid_request"),
        ("/sim/calls", b'{"from": "", "to": "+46846500401"}', 422, "invalid_caller"),
        ("/sim/calls", b'{"from": "\\ud800", "to": "+46846500401"}', 422, "invalid_caller"),
        ("/sim/calls", b'{"from": "a\\u0000", "to": "+46846500401"}', 422, "invalid_caller"),
        (
            "/sim/calls",
            b'{"from": "%s", "to": "+46846500401"}' % (b"x" * 41),
            422,
            "invalid_caller",
        ),
        ("/sim/calls", b'{"from": "anonymous", "to": "08-465 004 01"}', 422, "invalid_number"),
        ("/sim/calls", b'{"from": "anonymous", "to": "+46846500401\\n"}', 422, "invalid_number"),
        ("/sim/events", b"[]", 422, "invalid_request"),
        ("/sim/events", b'{"delay_s": 61}', 422, "invalid_events"),
        ("/sim/events", b'{"delay_s": -1}', 422, "invalid_events"),
        ("/sim/events", b'{"delay_s": NaN}', 422, "invalid_events"),
        ("/sim/events", b'{"delay_s": true}', 422, "invalid_events"),
        ("/sim/events", b'{"copies": 4}', 422, "invalid_events"),
        ("/sim/events", b'{"copies": 1.5}', 422, "invalid_events"),
        ("/sim/events", b'{"shuffled": 1}', 422, "invalid_events"),
        ("/sim/events", b'{"late": true}', 422, "invalid_events"),
        ("/sim/calls/none/hangup", b"", 404, "unknown_call"),
        ("/sim/calls/none/dtmf", b'{"digits": "1"}', 404, "unknown_call"),
        ("/sim/calls/none/dtmf", b'{"digits": "A"}', 422, "invalid_digits"),
        ("/sim/calls/none/dtmf", b'{"digits": ""}', 422, "invalid_digits"),
        ("/sim/phones/+46701740606/answer", b"", 409, "phone_not_ringing"),
        ("/sim/phones/+46701740606/reject", b"", 409, "phone_not_ringing"),
        ("/sim/phones/+46701740606/hangup", b"", 409, "phone_not_in_call"),
        ("/sim/phones/%2B46701740606/hangup", b"", 409, "phone_not_in_call"),
        ("/sim/phones/anna/answer", b"", 422, "invalid_number"),
    ],
)
def test_refusals_have_a_code_and_a_sentence(
    path: str, content: bytes, status: int, code: str
) -> None:
    """RFC 9457, in Swedish, or in English for who reads that."""

    async def visit(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [
            await client.post(path, content=content, headers={"Accept-Language": language})
            for language in ("sv", "en")
        ]

    swedish, english = visited(visit)
    assert (swedish.status_code, swedish.json()["code"]) == (status, code)
    assert swedish.headers["content-type"] == "application/problem+json"
    assert swedish.json()["detail"] != english.json()["detail"]


def test_an_unknown_call_is_not_found() -> None:
    """So the page can tell it from a call that goes on."""

    async def visit(client: httpx.AsyncClient) -> httpx.Response:
        return await client.get("/sim/calls/none")

    assert visited(visit).status_code == 404


def test_a_call_that_has_ended_takes_no_keys() -> None:
    """409, for the page to say that the call is over."""

    async def visit(client: httpx.AsyncClient) -> httpx.Response:
        call = await rung(client)
        await asyncio.sleep(1)
        return await client.post(f"{call}/dtmf", json={"digits": "1"})

    answer = visited(visit, flow(say("x", "Hej.")))
    assert (answer.status_code, answer.json()["code"]) == (409, "call_ended")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 201),
        ({"Origin": OWN}, 201),
        ({"Origin": OWN, "Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ],
)
def test_only_our_own_pages_may_ring(headers: dict[str, str], status: int) -> None:
    """As the API: another site cannot have a visitor's browser place calls."""

    async def visit(client: httpx.AsyncClient) -> httpx.Response:
        body = {"from": CALLER, "to": NUMBER}
        return await client.post("/sim/calls", json=body, headers=headers)

    assert visited(visit).status_code == status


def invoked(answer: Response) -> tuple[bytes, Request]:
    """What the Lambda API's client makes of an answer, and what it asked."""
    asked: list[Request] = []

    async def lambda_(request: Request) -> Response:
        await request.body()
        asked.append(request)
        return answer

    async def meet() -> bytes:
        path = "/2015-03-31/functions/{arn}/invocations"
        far_side = Starlette(routes=[Route(path, lambda_, methods=["POST"])])
        async with httpx.AsyncClient(transport=httpx.ASGITransport(far_side)) as client:
            return await LambdaApi(client, "http://127.0.0.1:1").invoke(ARN, b'{"a": 1}')

    return run(meet()), asked[0]


def test_functions_are_invoked_by_their_arn() -> None:
    """The payload as it is, and an answer that is waited for."""
    answer, asked = invoked(Response(b'{"say": "Hej"}'))
    assert json.loads(answer) == {"say": "Hej"}
    assert asked.path_params == {"arn": ARN}
    assert asked.headers["x-amz-invocation-type"] == "RequestResponse"


@pytest.mark.parametrize(
    "answer",
    [
        Response(b"{}", headers={"X-Amz-Function-Error": "Unhandled"}),
        Response(b"{}", 429),
        Response(b"{}", 404),
    ],
)
def test_a_function_that_raises_has_failed(answer: Response) -> None:
    """So have one that is throttled and one that is not there."""
    with pytest.raises(FunctionFailed):
        invoked(answer)
