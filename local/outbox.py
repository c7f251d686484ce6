"""GET /sim/mail and /sim/sms: all that the local AWS was asked to send. Nothing leaves here."""

import time
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse

_MAILS = "/_ministack/ses/messages"
_TEXTS = "/_ministack/sns/sms-messages"


class Outbox:
    """The endpoints that show what was sent, oldest first; never kept, for more may come."""

    def __init__(self, client: httpx.AsyncClient, endpoint: str) -> None:
        self._client = client
        self._endpoint = endpoint
        self._seen: dict[str, float] = {}
        """When each text message was seen first, by its id."""

    async def mail(self, _: Request) -> JSONResponse:
        """The mails: `{to, subject, text, at}` each."""
        return _fresh(mails((await self._told(_MAILS))["messages"].values()))

    async def sms(self, _: Request) -> JSONResponse:
        """The text messages: `{to, text, at}` each."""
        return _fresh(self._texts((await self._told(_TEXTS))["sms_messages"].values()))

    async def _told(self, path: str) -> dict[str, Any]:
        answer = await self._client.get(f"{self._endpoint}{path}")
        answer.raise_for_status()
        told: dict[str, Any] = answer.json()
        return told

    def _texts(self, numbers: Iterable[list[dict[str, Any]]]) -> list[dict[str, str]]:
        # The local AWS does not note when, only in which order to each number.
        now = time.time()
        sent = [text for number in numbers for text in number]
        seen = [(self._seen.setdefault(text["MessageId"], now), text) for text in sent]
        return [
            {"to": text["PhoneNumber"], "text": text["Message"], "at": _iso(at)}
            for at, text in sorted(seen, key=lambda one: one[0])
        ]


def _fresh(sent: list[dict[str, str]]) -> JSONResponse:
    return JSONResponse(sent, headers={"Cache-Control": "no-store"})


def mails(accounts: Iterable[list[dict[str, Any]]]) -> list[dict[str, str]]:
    """What the local AWS tells of each mail, as the simulator's contract has it."""
    sent = sorted((mail for account in accounts for mail in account), key=_when)
    return [
        {
            "to": ", ".join(mail["To"]),
            "subject": mail["Subject"],
            "text": mail["BodyText"],
            "at": _iso(_when(mail)),
        }
        for mail in sent
    ]


def _when(mail: dict[str, Any]) -> float:
    return float(mail["Timestamp"])


def _iso(seconds: float) -> str:
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
