"""The part of Amazon Connect's own API that functions ask: DescribeContact, for simulated calls."""

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.connect.call import Call
from local.connect.contact import INSTANCE_ID, contact_arn
from local.connect.switchboard import Switchboard, UnknownCall
from local.settings import CONNECT_PATH


class ConnectApi:
    """Answers as the service does, in the form that its SDKs read."""

    def __init__(self, switchboard: Switchboard) -> None:
        self._switchboard = switchboard

    def routes(self) -> list[Route]:
        """Every operation at its address."""
        contact = f"{CONNECT_PATH}/contacts/{{instance}}/{{contact}}"
        return [Route(contact, self._describe_contact, methods=["GET"])]

    async def _describe_contact(self, request: Request) -> JSONResponse:
        instance, id = request.path_params["instance"], request.path_params["contact"]
        try:
            call = self._switchboard.call(id)
        except UnknownCall:
            return _not_found()
        if instance != INSTANCE_ID or not call.in_service:
            return _not_found()
        return JSONResponse({"Contact": _contact(call)})


def _contact(call: Call) -> dict[str, Any]:
    # Times in seconds, which is how the service writes them.
    contact: dict[str, Any] = {
        "Id": call.id,
        "Arn": contact_arn(call.id),
        "Channel": "VOICE",
        "InitiationMethod": "INBOUND",
        "InitiationTimestamp": call.began.timestamp(),
    }
    if call.ended is not None:
        contact["DisconnectTimestamp"] = call.ended.timestamp()
    return contact


def _not_found() -> JSONResponse:
    return JSONResponse(
        {"Message": "The contact does not exist."},
        404,
        headers={"X-Amzn-ErrorType": "ResourceNotFoundException"},
    )
