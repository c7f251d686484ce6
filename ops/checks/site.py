"""What a browser would find at the address of JourEdge: asked as a stranger, without a login."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from websockets.exceptions import InvalidHandshake, InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin

from infra.security_headers import ASK_EVERY_TIME, CHAT, CHAT_SCRIPT, KEEP_A_WHILE, KEEP_FOR_EVER
from ops.checks.check import Check, Verdict, either, failed, unused
from ops.place import Place

_PATIENCE_S = 15
_FOREIGN = "https://elsewhere.example"
_FILES = re.compile(r'(?:src|href)="(/assets/[^"]+)"')


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str

    @property
    def code(self) -> str:
        """Of a problem (RFC 9457); empty where it is none."""
        try:
            return str(json.loads(self.body).get("code", ""))
        except (ValueError, AttributeError):
            return ""


def ask(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
    """One request; redirects are followed, refusals are answers. Raises URLError."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = Request(url, data=body, method=method, headers=named)
    try:
        with urlopen(request, timeout=_PATIENCE_S) as got:
            return Answer(got.status, dict(got.headers), got.read().decode(errors="replace"))
    except HTTPError as refusal:
        with refusal:
            return Answer(
                refusal.code, dict(refusal.headers), refusal.read().decode(errors="replace")
            )


def handshake(url: str, origin: str, headers: Mapping[str, str] | None = None) -> Answer:
    """A socket, asked for as a browser's page would; 101 is one that was opened. Raises OSError."""
    address = url.replace("http", "ws", 1)
    try:
        with connect(
            address, origin=Origin(origin), additional_headers=headers, open_timeout=_PATIENCE_S
        ):
            return Answer(101, {}, "")
    except InvalidStatus as refusal:
        told = refusal.response
        return Answer(told.status_code, dict(told.headers), bytes(told.body or b"").decode())
    except InvalidHandshake as broken:
        raise OSError(type(broken).__name__) from broken


def _at_the_address(judge: Callable[[str], Verdict]) -> Callable[[Place], Verdict]:
    """The check of a deployment that has a front door."""

    def run(place: Place) -> Verdict:
        edge = place.stack("JourEdge")
        address = edge.outputs.get("Address") if edge else None
        if not address:
            return unused("JourEdge is not deployed")
        try:
            return judge(address)
        except (URLError, OSError) as silence:
            return failed(f"{address} does not answer: {type(silence).__name__}")

    return run


@_at_the_address
def page(address: str) -> Verdict:
    """The client is there, with its headers, and so is what it names."""
    found = ask(f"{address}/")
    if found.status != 200:
        return failed(f"the page answers {found.status}")
    wanted = ("Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options")
    missing = [name for name in wanted if not found.headers.get(name)]
    if missing:
        return failed(f"without {', '.join(missing)}")
    if found.headers.get("Cache-Control") != ASK_EVERY_TIME:
        return failed("browsers may keep the page: a new version would not reach them")
    named = sorted(set(_FILES.findall(found.body)))
    answers = {path: ask(f"{address}{path}") for path in named}
    broken = [path for path, one in answers.items() if one.status != 200]
    if broken or not named:
        return failed(f"names {', '.join(broken) or 'no files'}")
    lasting = all(one.headers.get("Cache-Control") == KEEP_FOR_EVER for one in answers.values())
    return either(lasting, f"{len(named)} files" if lasting else "files are not kept")


@_at_the_address
def api(address: str) -> Verdict:
    found = ask(f"{address}/api/session")
    return either((found.status, found.code) == (401, "not_logged_in"), _told(found))


@_at_the_address
def foreign_origin(address: str) -> Verdict:
    """Another site's page cannot log anybody in."""
    found = ask(
        f"{address}/api/login", "POST", b"{}", Origin=_FOREIGN, Content_Type="application/json"
    )
    return either((found.status, found.code) == (403, "origin_not_allowed"), _told(found))


@_at_the_address
def own_origin(address: str) -> Verdict:
    """The page's own origin is allowed: what is refused is the empty body."""
    found = ask(
        f"{address}/api/login", "POST", b"{}", Origin=address, Content_Type="application/json"
    )
    return either((found.status, found.code) == (422, "invalid_request"), _told(found))


@_at_the_address
def chat(address: str) -> Verdict:
    """What customers' websites embed: a script that any page may load, a page for any frame."""
    script, page = ask(f"{address}{CHAT_SCRIPT}"), ask(f"{address}{CHAT}")
    if (script.status, page.status) != (200, 200):
        return failed(f"the script answers {script.status}, the page {page.status}")
    if script.headers.get("Cross-Origin-Resource-Policy") != "cross-origin":
        return failed("other sites may not load the script")
    if script.headers.get("Cache-Control") != KEEP_A_WHILE:
        return failed("the script is not kept for five minutes")
    framed = "frame-ancestors *" in page.headers.get("Content-Security-Policy", "")
    is_framed = framed and "X-Frame-Options" not in page.headers
    return either(is_framed, "script and page" if is_framed else "no site may frame the page")


@_at_the_address
def chat_api(address: str) -> Verdict:
    """A stranger may ask whether a group's chat is open; this one is nobody's."""
    found = ask(f"{address}/api/chats/groups/nobody/none")
    return either(found.status == 404 and found.code != "", _told(found))


@_at_the_address
def socket(address: str) -> Verdict:
    """Nobody connects without a login."""
    found = handshake(f"{address}/ws", address)
    return either(found.status in (401, 403), _told(found))


def _told(found: Answer) -> str:
    return f"{found.status} {found.code}".strip()


_DEPLOY = "make deploy; then see the log of the function that answers."

SITE = (
    Check("site.page", page, "make publish, and wait for CloudFront."),
    Check("site.api", api, _DEPLOY),
    Check("site.foreign_origin", foreign_origin, "AllowedOrigins is too wide: make deploy."),
    Check("site.own_origin", own_origin, "AllowedOrigins is another address: make deploy."),
    Check("site.chat", chat, "make deploy, which publishes the chat with the client."),
    Check("site.chat_api", chat_api, _DEPLOY),
    Check("site.socket", socket, _DEPLOY),
)
