"""How long anybody is shown in a wrong state, by 10,000 losses: `python -m bench.ghosts`.

Writes docs/reliability-ghosts.md and its picture. JOUR_LOSSES for another number, which writes
nothing. A smaller number runs with the tests (tests/unit/test_ghosts.py).
"""

import os
import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bench.ghost_centre import END_S, Agent, centre
from bench.ghost_losses import KINDS, WEATHER
from jour.observe import logger
from jour.organisation import Channel

LOSSES = 10_000
A_CENTRE = 60
"""So many agents are lost in one organisation."""
LIMIT_S = 90.0
PAGE = Path(__file__).parents[1] / "docs" / "reliability-ghosts.md"
PICTURE = PAGE.parent / "images" / "ghosts.svg"
_BIN_S = 5


@dataclass(frozen=True)
class Outcome:
    """What one loss came to."""

    weather: str
    kind: str
    channel: Channel
    wrong_s: tuple[float, ...]
    """Each time that the watcher showed what was not so."""
    logged_out: bool
    """Although the rules let the login go on."""


def outcomes(losses: int, seed: int, at_once: int = A_CENTRE) -> list[Outcome]:
    """So many losses, in all weathers alike."""
    random, found, weathers = Random(seed), list[Outcome](), list(WEATHER)
    while len(found) < losses:
        weather = weathers[len(found) // at_once % len(weathers)]
        with centre(random, weather) as made:
            found += [_outcome(agent, weather) for agent in made.run(at_once)]
    return found


def _outcome(agent: Agent, weather: str) -> Outcome:
    stays = agent.channel is not Channel.DESKTOP
    gone = any(not shown for _, shown in agent.shown)
    ended = agent.refused > 0 or (stays and gone)
    return Outcome(weather, agent.kind, agent.channel, tuple(_wrong(agent)), ended)


def _wrong(agent: Agent) -> Iterable[float]:
    """How long each time, from the loss on; how soon a login shows is no question of ghosts."""
    true, shown, since = True, True, None
    changes = sorted(
        [(at, 0, what) for at, what in agent.true] + [(at, 1, what) for at, what in agent.shown]
    )
    for at, which, what in changes:
        true, shown = (what, shown) if which == 0 else (true, what)
        if at < agent.lost_at:
            true = shown = True
        elif true != shown and since is None:
            since = at
        elif true == shown and since is not None:
            yield at - since
            since = None
    if since is not None:
        yield END_S - since


def main() -> None:
    """Simulate, print, and at full size write the page."""
    logger.setLevel("CRITICAL")
    losses = int(os.environ.get("JOUR_LOSSES", LOSSES))
    with Path(os.devnull).open("w") as nothing:
        told, sys.stdout = sys.stdout, nothing  # the functions' own figures (EMF)
        try:
            found = outcomes(losses, seed=11)
        finally:
            sys.stdout = told
    text = page(found)
    print(text)
    if losses >= LOSSES:
        PAGE.write_text(text, encoding="utf-8")
        PICTURE.write_text(picture(found), encoding="utf-8")
        print(f"wrote {PAGE.name} and {PICTURE.name}")


def page(found: Sequence[Outcome]) -> str:
    """Markdown: figures by kind and by weather."""
    desktop = [one for one in found if one.channel is Channel.DESKTOP]
    others = [one for one in found if one.channel in (Channel.MOBILE, Channel.WEB)]
    distance = [one for one in found if one.channel is Channel.DISTANCE]
    worst = max(_times(desktop))
    lines = [
        "# How long anybody is shown in a wrong state",
        "Written by `python -m bench.ghosts`; a smaller number runs with every `make test`.",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}: {len(found):,} losses of connections in virtual time, "
        f"through the real functions (socket, sweep, fan-out) over a table in memory; "
        f"one watcher in each organisation notes whom it shows.",
        "",
        "| what | measured |",
        "|---|---|",
        f"| desktop: losses | {len(desktop):,} |",
        f"| desktop: longest that a watcher showed a wrong state (at most {LIMIT_S:.0f} s) | "
        f"{worst:.1f} s |",
        f"| desktop: median, 95 % | {_quantile(_times(desktop), 50):.1f} s, "
        f"{_quantile(_times(desktop), 95):.1f} s |",
        f"| desktop: turned away although back in time (D10) | "
        f"{sum(one.logged_out for one in desktop)} |",
        f"| mobile and web: losses | {len(others):,} |",
        f"| mobile and web: logged out by it (M7, W4) | {sum(one.logged_out for one in others)} |",
        f"| distance: logins without a connection among them | {len(distance):,} |",
        f"| distance: logged out by anything of it | {sum(one.logged_out for one in distance)} |",
        "",
        "![How long, in steps of five seconds](images/ghosts.svg)",
        "",
        "Nobody who is shown too long is offered a contact meanwhile: `$disconnect` stops offers",
        "at its commit, and a lease that has passed stops them for every reader at that moment.",
        "",
        "## By what happened",
        "| desktop | losses | median, s | longest, s |",
        "|---|---|---|---|",
        *(
            _row(name, [one for one in desktop if one.kind == name])
            for name, kind in KINDS.items()
            if Channel.DESKTOP in kind.channels
        ),
        "",
        "## By what AWS did on top",
        *_weathers(),
        "| desktop | losses | median, s | longest, s |",
        "|---|---|---|---|",
        *(_row(name, [one for one in desktop if one.weather == name]) for name in WEATHER),
    ]
    return "\n".join(lines) + "\n"


def _weathers() -> Iterable[str]:
    usual = WEATHER["usual"]
    yield (
        f"Usual: a run of the sweep begins and ends {usual.sweep_s[0]}–{usual.sweep_s[1]} s after "
        f"its time, a change is pushed {usual.stream_s[0]}–{usual.stream_s[1]} s after its commit."
    )
    yield (
        f"Delayed: up to {WEATHER['sweep delayed'].sweep_s[1]} s each. Lost: every fourth run "
        f"fails, never two in a row. Twice: each run and each batch of the stream is repeated."
    )
    yield ""


def _row(name: str, some: Sequence[Outcome]) -> str:
    times = _times(some)
    if not some:
        return f"| {name} | 0 | – | – |"
    return f"| {name} | {len(some)} | {_quantile(times, 50):.1f} | {max(times):.1f} |"


def _times(some: Iterable[Outcome]) -> list[float]:
    """The longest wrong time of each loss; nought where nothing wrong was shown."""
    return [max(one.wrong_s, default=0.0) for one in some]


def _quantile(times: Sequence[float], percent: int) -> float:
    if len(times) < 2:
        return max(times, default=0.0)
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


def picture(found: Sequence[Outcome]) -> str:
    """A histogram of desktop losses, with the limit."""
    times = _times(one for one in found if one.channel is Channel.DESKTOP)
    counts = [0] * int(LIMIT_S / _BIN_S + 2)
    for time in times:
        counts[min(int(time / _BIN_S), len(counts) - 1)] += 1
    width, step, high = 760, 36, 180
    scale = high / max(counts)
    bars = [
        f'<rect x="{40 + n * step}" y="{210 - c * scale:.1f}" width="{step - 4}" '
        f'height="{c * scale:.1f}" fill="#3b82c4"/>'
        f'<text x="{40 + n * step + 16}" y="{204 - c * scale:.1f}" font-size="10" '
        f'text-anchor="middle" fill="#6e7781">{c or ""}</text>'
        for n, c in enumerate(counts)
    ]
    marks = [
        f'<text x="{38 + n * step}" y="226" font-size="11" text-anchor="middle" fill="#6e7781">'
        f"{n * _BIN_S}</text>"
        for n in range(0, len(counts), 2)
    ]
    limit = 38 + LIMIT_S / _BIN_S * step
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 250" '
            'font-family="system-ui, sans-serif" role="img">',
            "<title>Desktop losses by how long a wrong state was shown</title>",
            *bars,
            *marks,
            f'<line x1="{limit}" y1="20" x2="{limit}" y2="212" stroke="#cf222e" '
            'stroke-dasharray="4 3"/>',
            f'<text x="{limit - 6}" y="30" font-size="11" text-anchor="end" fill="#cf222e">'
            f"{LIMIT_S:.0f} s</text>",
            '<text x="40" y="244" font-size="11" fill="#6e7781">'
            "seconds for which a loss was shown wrongly at the longest; number of losses</text>",
            "</svg>\n",
        ]
    )


if __name__ == "__main__":
    main()
