"""The simulator's refusals: RFC 9457, with a code and a sentence that says what to do."""

from typing import Final

from starlette.requests import Request
from starlette.responses import JSONResponse

from jour.language import preferred_language

_SENTENCES: Final = {
    "invalid_request": (
        "Anropet stämmer inte: skicka ett JSON-objekt med fälten som texter.",
        "The request is not right: send a JSON object whose fields are texts.",
    ),
    "invalid_caller": (
        "Uppringande nummer ska vara 1–40 tecken, eller anonymous för hemligt nummer.",
        "The caller's number must have 1–40 characters, or be anonymous for a withheld one.",
    ),
    "invalid_number": (
        "Skriv numret internationellt, till exempel +46846500401.",
        "Write the number internationally, for example +46846500401.",
    ),
    "invalid_digits": (
        "Tryck en eller flera av 0–9, * och #, högst 40 åt gången.",
        "Press one or more of 0–9, * and #, at most 40 at a time.",
    ),
    "invalid_events": (
        "Ange delay_s 0–60, copies 0–3 och shuffled sant eller falskt.",
        "Give delay_s 0–60, copies 0–3, and shuffled true or false.",
    ),
    "unknown_call": (
        "Samtalet finns inte, eller så är det för länge sedan. Ring ett nytt.",
        "There is no such call, or it was too long ago. Ring again.",
    ),
    "call_ended": ("Samtalet är slut. Ring ett nytt.", "The call has ended. Ring again."),
    "phone_not_ringing": (
        "Telefonen ringer inte: bara ett samtal som ringer kan besvaras eller avvisas.",
        "The phone is not ringing: only a call that rings can be answered or refused.",
    ),
    "phone_not_in_call": (
        "Telefonen är inte i något samtal, så det finns inget att lägga på.",
        "The phone is not in a call, so there is nothing to hang up.",
    ),
    "origin_not_allowed": (
        "Anropet kom från en sida som inte hör till Jour.",
        "The request came from a page that does not belong to Jour.",
    ),
}


class Refused(Exception):
    """A request that is answered with a problem."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.code = code


def problem(request: Request, refused: Refused) -> JSONResponse:
    """The answer, in the language of the person who asks."""
    swedish, english = _SENTENCES[refused.code]
    language = preferred_language(request.headers.get("accept-language"))
    body = {
        "type": f"urn:jour:problem:{refused.code}",
        "title": refused.code.replace("_", " ").capitalize(),
        "status": refused.status,
        "detail": english if language == "en" else swedish,
        "code": refused.code,
    }
    return JSONResponse(
        body,
        refused.status,
        headers={"Cache-Control": "no-store"},
        media_type="application/problem+json",
    )
