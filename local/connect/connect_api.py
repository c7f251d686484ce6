"""The part of Amazon Connect's own API that functions ask: DescribeContact and SearchUsers."""

from collections.abc import Callable, Iterable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.connect.agents import agent_id
from local.connect.call import Call
from local.connect.contact import INSTANCE_ID, contact_arn
from local.connect.switchboard import Switchboard, UnknownCall
from local.settings import CONNECT_PATH


class ConnectApi:
    """Answers as the service does, in the form that its SDKs read."""

    def __init__(self, switchboard: Switchboard, user_names: Callable[[], Iterable[str]]) -> None:
        """`user_names`: of the instance's users at this moment."""
        self._switchboard = switchboard
        self._user_names = user_names

    def routes(self) -> list[Route]:
        """Every operation at its address."""
        contact = f"{CONNECT_PATH}/contacts/{{instance}}/{{contact}}"
        return [
            Route(contact, self._describe_contact, methods=["GET"]),
            Route(f"{CONNECT_PATH}/search-users", self._search_users, methods=["POST"]),
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


def _contact(call: Call, segment: str) -> dict[str, Any]:
    # Times in seconds, which is how the service writes them.
    contact: dict[str, Any] = {
        "Id": segment,
        "Arn": contact_arn(segment),
        "Channel": "VOICE",
        "InitiationMethod": "INBOUND",
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
    return JSONResponse(
        {"Message": "The contact does not exist."},
        404,
        headers={"X-Amzn-ErrorType": "ResourceNotFoundException"},
    )
