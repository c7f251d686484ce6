"""The part of Amazon Connect's own API that functions use: DescribeContact, SearchUsers and
StartOutboundVoiceContact."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.connect.agents import agent_id
from local.connect.call import Call
from local.connect.contact import INSTANCE_ARN, INSTANCE_ID, contact_arn
from local.connect.flow import Flow
from local.connect.switchboard import Switchboard, UnknownCall
from local.settings import CONNECT_PATH

_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_RING_S = 60
"""How long it rings unless told otherwise."""


class ConnectApi:
    """Answers as the service does, in the form that its SDKs read."""

    def __init__(
        self,
        switchboard: Switchboard,
        user_names: Callable[[], Iterable[str]],
        flows: Mapping[str, Flow],
    ) -> None:
        """`user_names`: of the instance's users at this moment; `flows`: its own, by ARN."""
        self._switchboard = switchboard
        self._user_names = user_names
        self._flows = flows
        self._started: dict[str, str] = {}
        """The contact that each client token has started."""

    def routes(self) -> list[Route]:
        """Every operation at its address."""
        contact = f"{CONNECT_PATH}/contacts/{{instance}}/{{contact}}"
        return [
            Route(contact, self._describe_contact, methods=["GET"]),
            Route(f"{CONNECT_PATH}/search-users", self._search_users, methods=["POST"]),
            Route(f"{CONNECT_PATH}/contact/outbound-voice", self._start, methods=["PUT"]),
        ]

    async def _describe_contact(self, request: Request) -> JSONResponse:
        instance, id = request.path_params["instance"], request.path_params["contact"]
        try:
            call = self._switchboard.call_of(id)
        except UnknownCall:
            return _not_found()
        if instance != INSTANCE_ID or not call.in_service:
            return _not_found()
        return JSONResponse({"Contact": _contact(call, id)})

    async def _search_users(self, request: Request) -> JSONResponse:
        asked = await request.json()
        condition = asked["SearchCriteria"]["StringCondition"]
        exact = (condition["FieldName"], condition["ComparisonType"]) == ("Username", "EXACT")
        if asked["InstanceId"] != INSTANCE_ID or not exact:
            return JSONResponse(
                {"Message": "Only an exact user name of the instance is searched for here."},
                400,
                headers={"X-Amzn-ErrorType": "InvalidParameterException"},
            )
        names = await run_in_threadpool(self._user_names)
        found = [name for name in names if name.casefold() == condition["Value"].casefold()]
        users = [{"Id": agent_id(name), "Username": name} for name in found]
        return JSONResponse({"Users": users, "ApproximateTotalCount": len(users)})

    async def _start(self, request: Request) -> JSONResponse:
        """StartOutboundVoiceContact; the same token again is the same contact."""
        asked = await request.json()
        flow = self._flows.get(f"{INSTANCE_ARN}/contact-flow/{asked['ContactFlowId']}")
        if asked["InstanceId"] != INSTANCE_ID or flow is None:
            return _not_found()
        if not _E164.fullmatch(asked["DestinationPhoneNumber"]):
            return _refused(403, "DestinationNotAllowedException")
        token = asked.get("ClientToken")
        if token is None or token not in self._started:
            call = self._switchboard.ring_out(
                asked["DestinationPhoneNumber"],
                asked["SourcePhoneNumber"],
                flow,
                dict(asked.get("Attributes", {})),
                float(asked.get("RingTimeoutInSeconds", _RING_S)),
            )
            if token is None:
                return JSONResponse({"ContactId": call.id})
            self._started[token] = call.id
        return JSONResponse({"ContactId": self._started[token]})


def _contact(call: Call, segment: str) -> dict[str, Any]:
    # Times in seconds, which is how the service writes them.
    contact: dict[str, Any] = {
        "Id": segment,
        "Arn": contact_arn(segment),
        "Channel": "VOICE",
        "InitiationMethod": call.method,
        "InitiationTimestamp": call.began.timestamp(),
    }
    if segment != call.id:
        contact["InitialContactId"] = call.id
    over = call.ended
    if over is None and segment != call.segment:
        over = call.began  # it went on in another queue; when is nobody's question
    if over is not None:
        contact["DisconnectTimestamp"] = over.timestamp()
    return contact


def _not_found() -> JSONResponse:
    return _refused(404, "ResourceNotFoundException")


def _refused(status: int, kind: str) -> JSONResponse:
    return JSONResponse(
        {"Message": "As the simulated instance sees it."},
        status,
        headers={"X-Amzn-ErrorType": kind},
    )
