"""`ops rotate front`: another secret between CloudFront and the APIs, with nobody cut off.

First the functions accept it, then CloudFront shows it. A rotation that was broken off is taken to
its end before another one begins.
"""

import time
from dataclasses import dataclass
from typing import Any

from jour.clock import SECOND
from jour.kept_secret import AGAIN
from ops.command import Ops
from ops.front_secret import distribution_config, showing, shown
from ops.rotate import Yes
from ops.secret_versions import CURRENT, Kept, generated, read, write
from ops.trouble import Trouble

_SETTLES_S = 2 * AGAIN / SECOND
"""A function that has read the secret because of somebody's guess reads it again after half of
this."""
_LOOKS_EVERY_S = 15.0
_LONGEST_S = 30 * 60.0


@dataclass(frozen=True)
class _Front:
    """The secret, and the distribution that shows it; a local run has none."""

    kept: Kept
    distribution: str | None
    shown: tuple[str, ...] = ()

    @property
    def is_unfinished(self) -> bool:
        """Whether CloudFront shows another value than the newest."""
        return bool(self.distribution) and set(self.shown) != {self.kept.values[CURRENT]}


def front(ops: Ops, yes: Yes = False) -> None:
    """A new secret header for CloudFront, by which the APIs know what came through it.

    The one before it is accepted too, until the next rotation: of a secret that somebody knows,
    rotate twice. Takes some minutes, which CloudFront needs; to break off does no harm.
    """
    client = ops.place.client("secretsmanager")
    there = _read(ops, client)
    steps = _steps(there)
    if not yes:
        ops.say({"secret": "front", "done": False, "steps": steps}, _planned(steps))
        return
    if not there.is_unfinished:
        kept = there.kept
        values = {CURRENT: generated(client), "previous": kept.values[CURRENT]}
        write(client, kept, values)
        there = _Front(read(client, kept.arn), there.distribution)
    if there.distribution:
        _show(ops, there.distribution, there.kept.values[CURRENT])
    told = "Done: CloudFront shows the newest, and the one before it is still accepted."
    if not there.distribution:
        told = "Done: the local front door shows the newest in a minute or so."
    ops.say({"secret": "front", "done": True, "steps": steps}, told)


def _read(ops: Ops, client: Any) -> _Front:
    kept = read(client, ops.services.settings.front_secret)
    edge = ops.place.stack("JourEdge")
    if edge is None:
        if not ops.place.local:
            raise Trouble("JourEdge is not deployed here.", "Deploy it first ('make deploy').")
        return _Front(kept, None)
    distribution = edge.outputs["DistributionId"]
    _require_deployed(ops, distribution)
    values = shown(distribution_config(ops.place, distribution)[0])
    if not values:
        raise Trouble(
            "CloudFront shows no such header.",
            "Deploy JourEdge first ('make deploy'); see 'check'.",
        )
    return _Front(kept, distribution, tuple(values))


def _require_deployed(ops: Ops, distribution: str) -> None:
    if _status(ops, distribution) != "Deployed":
        raise Trouble(
            "CloudFront is still changing something at its edges.",
            "Wait some minutes and run this again; nothing was changed.",
        )


def _status(ops: Ops, distribution: str) -> str:
    answer = ops.place.client("cloudfront").get_distribution(Id=distribution)
    return str(answer["Distribution"]["Status"])


def _steps(there: _Front) -> list[str]:
    write_it = "write a new secret; the functions go on accepting the present one"
    finish = [
        f"wait {_SETTLES_S:.0f} s, so that every function can have read it",
        "tell CloudFront, and wait until all edges have it",
    ]
    if there.is_unfinished:
        return ["take up the rotation that was broken off", *finish]
    return [write_it, *(finish if there.distribution else ())]


def _planned(steps: list[str]) -> str:
    lines = [f"{number}. {step}" for number, step in enumerate(steps, 1)]
    return "\n".join([*lines, "Nothing was changed: give --yes to do it."])


def _show(ops: Ops, distribution: str, value: str) -> None:
    with ops.progress("seconds") as progress:
        time.sleep(_SETTLES_S)
        progress(int(_SETTLES_S))
        config, tag = distribution_config(ops.place, distribution)
        ops.place.client("cloudfront").update_distribution(
            Id=distribution, IfMatch=tag, DistributionConfig=showing(config, value)
        )
        waited = 0.0
        while _status(ops, distribution) != "Deployed":
            if waited >= _LONGEST_S:
                raise Trouble(
                    "CloudFront has not told all its edges within half an hour.",
                    "Both secrets are accepted, so nobody is cut off; look again later with "
                    "'ops check --only front'.",
                    1,
                )
            time.sleep(_LOOKS_EVERY_S)
            waited += _LOOKS_EVERY_S
            progress(int(_SETTLES_S + waited))
