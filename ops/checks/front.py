"""Whether anybody gets past CloudFront: the APIs' own addresses are asked, as a stranger would."""

from collections.abc import Callable
from typing import Any
from urllib.error import URLError

from jour.front import HEADER
from ops.checks.check import Check, Verdict, either, failed, ok, unknown, unused
from ops.checks.site import Answer, ask, handshake
from ops.front_secret import distribution_config, kept, shown
from ops.place import Place

_GUESS = "g" * 64


def _api(place: Place) -> str:
    api = place.core.outputs["HttpApiId"]
    return f"{_of(place, api, '$default')}/api/session"


def _socket(place: Place) -> str:
    return _of(place, place.core.outputs["SocketApiId"], "ws")


def _of(place: Place, api: str, stage: str) -> str:
    """API Gateway's own address of an API's stage; `$default` has none in AWS."""
    if place.endpoint:
        return f"{place.endpoint}/_aws/execute-api/{api}/{stage}"
    base = f"https://{api}.execute-api.{place.session.region_name}.amazonaws.com"
    return base if stage == "$default" else f"{base}/{stage}"


def api(place: Place) -> Verdict:
    return _judged(lambda more: ask(_api(place), "GET", None, **more))


def socket(place: Place) -> Verdict:
    """As our own page would ask, whose address anybody knows."""
    edge = place.stack("JourEdge")
    origin = edge.outputs["Address"] if edge else "http://localhost"
    return _judged(lambda more: handshake(_socket(place), origin, more))


def _judged(asked: Callable[[dict[str, str]], Answer]) -> Verdict:
    """Without the header, and with a guess."""
    try:
        answers = [asked(more) for more in ({}, {HEADER: _GUESS})]
    except (URLError, OSError) as silence:
        return failed(f"does not answer: {type(silence).__name__}")
    told = ", ".join(f"{answer.status} {answer.code}".strip() for answer in answers)
    return either(all(map(_is_refused, answers)), told)


def _is_refused(answer: Answer) -> bool:
    # A socket's refusal is the gateway's own, and says nothing.
    return answer.status == 403 and answer.code in ("front_door_only", "")


def header(place: Place) -> Verdict:
    """CloudFront shows the newest value: neither an old one nor a reference that was not resolved.

    Values are compared, and never told.
    """
    edge = place.stack("JourEdge")
    if edge is None:
        return unused("JourEdge is not deployed")
    config: dict[str, Any] = distribution_config(place, edge.outputs["DistributionId"])[0]
    values = shown(config)
    if len(values) != 2:
        return failed(f"{len(values)} of the two APIs are shown the header")
    secret = kept(place)
    if set(values) == {secret["current"]}:
        return ok("the newest")
    if set(values) <= {secret["current"], secret.get("previous")}:
        return unknown("the one before the newest: a rotation has not come to its end")
    return failed("another one than the functions accept")


FRONT = (
    Check("front.api", api, "Functions of another version? make deploy.", locally=True),
    Check("front.socket", socket, "Functions of another version? make deploy.", locally=True),
    Check("front.header", header, "ops rotate front --yes: it tells CloudFront the newest."),
)
