"""A server that a test plays itself, with all that administrators, callers and simulators ask."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Route

from tests.browser.chat_desk_stage import ChatStage
from tests.browser.office_answers import DISTANCE, office
from tests.browser.stage import Message, ago


@dataclass
class OfficeStage(ChatStage):
    """Answers each address as a day at work would have it; `told` may be changed meanwhile."""

    told: dict[str, Any] = field(default_factory=dict)
    logged_in: bool = True
    must_change: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        self.told = office() | self.told
        self.page.route(re.compile(r"/(api|sim)/"), self._office)

    def refuse(self, asked: str, status: int, code: str, detail: str) -> None:
        """Answer with a problem from now on."""
        self.told[asked] = (status, {"code": code, "detail": detail})

    def _office(self, route: Route) -> None:
        asked = f"{route.request.method} {urlsplit(route.request.url).path}"
        if asked == "GET /api/session" and not self.logged_in:
            route.fulfill(status=204)
            return
        if asked in ("GET /api/session", "POST /api/login"):
            status, body = 200, self.session() | self._password()
        elif asked in self.told:
            answer = self.told[asked]
            status, body = answer if isinstance(answer, tuple) else (200, answer)
        else:
            route.fallback()
            return
        kind = "application/json" if status < 400 else "application/problem+json"
        route.fulfill(status=status, json=body, content_type=kind)

    def _password(self) -> Message:
        soon = {"must_change": self.must_change, "expires_at": ago(-5 * 86_400)}
        return {"password": soon, "distance": DISTANCE, "service_number": "+46846500401"}
