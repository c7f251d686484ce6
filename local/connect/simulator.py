"""/sim/calls, /sim/phones, /sim/numbers, /sim/events: the simulated telephone network over HTTP."""

import re
from collections.abc import Callable, Collection
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from local.connect import event_settings
from local.connect.body import json_object, text_field
from local.connect.contact_events import ContactEvents
from local.connect.guard import Endpoint, Guard
from local.connect.phones import Phones
from local.connect.problems import Refused
from local.connect.switchboard import Switchboard

_E164: Final = re.compile(r"\+[1-9][0-9]{6,14}")
_DIGITS: Final = re.compile(r"[0-9*#]{1,40}")
_LONGEST_CALLER: Final = 40


class Simulator:
    """The endpoints of the simulated telephone network."""

    def __init__(
        self,
        switchboard: Switchboard,
        phones: Phones,
        events: ContactEvents,
        directory: Callable[[], dict[str, Any]],
        origins: Collection[str],
    ) -> None:
        self._switchboard = switchboard
        self._phones = phones
        self._events = events
        self._directory = directory
        self._guard = Guard(origins)

    def routes(self) -> list[Route]:
        """Every endpoint at its address."""
        read, write = ["GET"], ["POST"]
        phone = "/sim/phones/{number}"
        return [
            Route("/sim/numbers", self._guard(self._numbers), methods=read),
            Route("/sim/calls", self._guard(self._ring), methods=write),
            Route("/sim/calls/{id}", self._guard(self._call), methods=read),
            Route("/sim/calls/{id}/dtmf", self._guard(self._press), methods=write),
            Route("/sim/calls/{id}/hangup", self._guard(self._hang_up), methods=write),
            Route("/sim/events", self._guard(self._event_settings), methods=read),
            Route("/sim/events", self._guard(self._set_events), methods=write),
            Route("/sim/phones", self._guard(self._in_use), methods=read),
            Route(phone, self._guard(self._phone), methods=read),
            Route(f"{phone}/answer", self._guard(self._at(self._phones.answer)), methods=write),
            Route(f"{phone}/reject", self._guard(self._at(self._phones.reject)), methods=write),
            Route(f"{phone}/hangup", self._guard(self._at(self._phones.hang_up)), methods=write),
        ]

    async def _numbers(self, _: Request) -> JSONResponse:
        return _answer(await run_in_threadpool(self._directory))

    async def _ring(self, request: Request) -> JSONResponse:
        caller = await text_field(request, "from")
        # Odd callers are for trying out; only what cannot be written down is refused.
        if not 0 < len(caller) <= _LONGEST_CALLER or not caller.isprintable():
            raise Refused(422, "invalid_caller")
        dialled = _e164(await text_field(request, "to"))
        return _answer({"id": self._switchboard.ring(caller, dialled).id}, 201)

    async def _call(self, request: Request) -> JSONResponse:
        return _answer(self._switchboard.call(request.path_params["id"]).view())

    async def _press(self, request: Request) -> JSONResponse:
        digits = await text_field(request, "digits")
        if not _DIGITS.fullmatch(digits):
            raise Refused(422, "invalid_digits")
        return _answer(self._switchboard.press(request.path_params["id"], digits).view())

    async def _hang_up(self, request: Request) -> JSONResponse:
        call = await self._switchboard.hang_up(request.path_params["id"])
        return _answer(call.view())

    async def _event_settings(self, _: Request) -> JSONResponse:
        return _answer(event_settings.view(self._events.delivery))

    async def _set_events(self, request: Request) -> JSONResponse:
        self._events.delivery = event_settings.read(await json_object(request))
        return await self._event_settings(request)

    async def _in_use(self, _: Request) -> JSONResponse:
        return _answer({"phones": self._phones.in_use()})

    async def _phone(self, request: Request) -> JSONResponse:
        return _answer(self._phones.view(_e164(request.path_params["number"])))

    def _at(self, act: Callable[[str], None]) -> Endpoint:
        async def endpoint(request: Request) -> JSONResponse:
            number = _e164(request.path_params["number"])
            act(number)
            return _answer(self._phones.view(number))

        return endpoint


def _e164(number: str) -> str:
    if not _E164.fullmatch(number):
        raise Refused(422, "invalid_number")
    return number


def _answer(body: dict[str, Any], status: int = 200) -> JSONResponse:
    return JSONResponse(body, status, headers={"Cache-Control": "no-store"})
