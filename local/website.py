"""GET /website: plays the website of one of Jour's customers, with the chat on it (issue 8).

Opened by another name of this machine than Jour's own, so that the browser treats it as another
site; and with a strict Content-Security-Policy, as a careful website has one.
"""

from html import escape
from pathlib import Path
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from local.settings import WEBSITE_PATH

_HERE = Path(__file__).with_name("website")


def is_website(path: str) -> bool:
    """Whether this path belongs to the pretended website, and not to Jour."""
    return path == WEBSITE_PATH or path.startswith(f"{WEBSITE_PATH}/")


class Website:
    """Its page and its stylesheet. `jour` is the origin that the chat comes from."""

    def __init__(self, jour: str) -> None:
        self._jour = jour
        self._policy = (
            f"default-src 'none'; style-src 'self'; script-src {jour}; frame-src {jour}; "
            "base-uri 'none'; form-action 'none'"
        )

    def routes(self) -> list[Route]:
        """Where it is served. A page below shows that a chat follows the customer along."""
        return [
            Route(f"{WEBSITE_PATH}/style.css", self.style, methods=["GET"]),
            Route(WEBSITE_PATH, self.page, methods=["GET"]),
            Route(f"{WEBSITE_PATH}/{{page}}", self.page, methods=["GET"]),
        ]

    async def page(self, request: Request) -> Response:
        """The page: `?organisation=` and `?group=` name whose chat, `?language=` in which words."""
        told = request.query_params
        chat = {
            "organisation": told.get("organisation", "demo"),
            "group": told.get("group", "chatt"),
            "language": "en" if told.get("language") == "en" else "sv",
        }
        values = {name.upper(): value for name, value in chat.items()}
        values |= {"JOUR": self._jour, "HERE": WEBSITE_PATH, "QUERY": urlencode(chat)}
        text = (_HERE / "page.html").read_text(encoding="utf-8")
        for name, value in values.items():
            text = text.replace(f"{{{{{name}}}}}", escape(value))
        return HTMLResponse(text, headers={"Content-Security-Policy": self._policy})

    async def style(self, _: Request) -> Response:
        """Its stylesheet, where the chat's look is set, too."""
        text = (_HERE / "style.css").read_text(encoding="utf-8")
        return Response(text, media_type="text/css")
