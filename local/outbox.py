"""GET /sim/mail: every mail that the local AWS was asked to send. Nothing leaves the machine."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import JSONResponse

_SENT = "/_ministack/ses/messages"


class Outbox:
    """The endpoint that shows what was sent, oldest first: `{to, subject, text, at}` each."""

    def __init__(self, client: httpx.AsyncClient, endpoint: str) -> None:
        self._client = client
        self._url = f"{endpoint}{_SENT}"

    async def mail(self, _: Request) -> JSONResponse:
        """The mails; never kept, since the next one may come at any moment."""
        answer = await self._client.get(self._url)
        answer.raise_for_status()
        accounts = answer.json()["messages"].values()
        return JSONResponse(mails(accounts), headers={"Cache-Control": "no-store"})


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
