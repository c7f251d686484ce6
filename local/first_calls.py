"""The first call of each function that a person waits for, made before anybody does.

A function's first call starts it. While everything starts at once this takes seconds, and Amazon
Connect waits for eight. What is asked here changes nothing, and the answer shows that it works.
"""

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any, Final

from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from jour.front import HEADER
from local import cloud
from local.failure import Failure
from local.front_header import read_secret
from local.settings import Settings
from local.stack import Deployed

_LONGEST_S: Final = 60
_NOBODY: Final = {
    "org": "nobody",
    "user": "nobody",
    "session_id": "none",
    "channel": "desktop",
    "language": "sv",
}
_LEFT: Final = {
    "requestContext": {"routeKey": "$disconnect", "connectionId": "none", "authorizer": _NOBODY}
}


def _call(operation: str) -> dict[str, Any]:
    """A call from a withheld number, which is nobody's (F6)."""
    contact = {"ContactId": "first-call", "CustomerEndpoint": {"Address": "anonymous"}}
    return {"Details": {"ContactData": contact, "Parameters": {"op": operation}}}


INVOKED: Final[Mapping[str, dict[str, Any]]] = {
    "DistanceToggleFunction": _call("toggle"),
    "CallRoutingFunction": _call("poll"),
    "WsPresenceFunction": _LEFT,
}
"""What is not reached without a login or a telephone, by its name in the stack."""


def answer(settings: Settings, deployed: Deployed) -> None:
    """Return once all answer; raise a Failure that names the one that does not."""
    calls: list[Callable[[], None]] = [
        lambda: _refused(settings, deployed, "login", b"{}"),
        lambda: _refused(settings, deployed, "calls", None),
        lambda: _refused(settings, deployed, "chats/current", None),
        lambda: _socket(settings, deployed),
        lambda: _invoke(settings),
    ]
    with ThreadPoolExecutor(len(calls)) as pool:
        for call in [pool.submit(call) for call in calls]:
            call.result()


def _refused(settings: Settings, deployed: Deployed, path: str, body: bytes | None) -> None:
    """Nobody is logged in, and nobody asks for a chat."""
    url = f"{settings.aws_endpoint}/_aws/execute-api/{deployed.http_api}/$default/api/{path}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    asked = urllib.request.Request(url, body, headers=_front(settings, deployed))
    try:
        with opener.open(asked, timeout=_LONGEST_S) as answer:
            status = answer.status
    except urllib.error.HTTPError as refusal:
        with refusal:
            status = refusal.code
    if not 400 <= status < 500:
        raise _failure(settings, f"/api/{path} answered {status} instead of refusing")


def _socket(settings: Settings, deployed: Deployed) -> None:
    stage = settings.connections_url(deployed.socket_api).replace("http://", "ws://", 1)
    headers = _front(settings, deployed)
    try:
        with connect(stage, additional_headers=headers, open_timeout=_LONGEST_S, proxy=None):
            status = 101
    except InvalidStatus as refusal:
        status = refusal.response.status_code
    if status not in (401, 403):
        raise _failure(settings, f"the socket answered {status} instead of refusing")


def _front(settings: Settings, deployed: Deployed) -> dict[str, str]:
    """Without it a request is not looked at."""
    return {HEADER: read_secret(settings.aws_endpoint, deployed.front_secret)["current"]}


def _invoke(settings: Settings) -> None:
    with closing(cloud.client("lambda", settings.aws_endpoint)) as functions:
        names = [
            one["FunctionName"]
            for page in functions.get_paginator("list_functions").paginate()
            for one in page["Functions"]
        ]
        for title, event in INVOKED.items():
            (name,) = [name for name in names if f"-{title}" in name]
            answer = functions.invoke(FunctionName=name, Payload=json.dumps(event))
            if "FunctionError" in answer:
                raise _failure(settings, f"{title} raised an error")


def _failure(settings: Settings, what: str) -> Failure:
    return Failure(f"A function does not work ({what}): read {settings.logs / 'aws.log'}.")
