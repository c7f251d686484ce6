"""Reads a simulator request's body: a small JSON object."""

import json
from typing import Any, Final

from starlette.requests import Request

from local.connect.problems import Refused

_LARGEST: Final = 4096


async def text_field(request: Request, name: str) -> str:
    """One field of the request's body; raises Refused."""
    found = (await json_object(request)).get(name)
    if not isinstance(found, str):
        raise Refused(422, "invalid_request")
    return found


async def json_object(request: Request) -> dict[str, Any]:
    """The request's body; raises Refused."""
    if int(request.headers.get("content-length") or 0) > _LARGEST:
        raise Refused(422, "invalid_request")
    try:
        found = json.loads(await request.body())
    except (ValueError, RecursionError) as error:
        raise Refused(422, "invalid_request") from error
    if not isinstance(found, dict):
        raise Refused(422, "invalid_request")
    return found
