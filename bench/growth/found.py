"""What the simulation finds, and the tables and drawings that show it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from bench.costs.centre import Assumptions, Centre
from bench.costs.month import of_an_agent, whole_bytes
from bench.growth import limits
from bench.growth.draw import Points, chart
from bench.growth.scenes import GROUP, SCENES, Scene
from bench.growth.simulate import AT_FIRST, TODAY, Centres, breaks_at, run

FILE = Path(__file__).parent / "found.json"
DRAWINGS = Path(__file__).parents[2] / "docs" / "images"
SIZES = (10, 100, 1_000, 10_000, 100_000)
MANY = 1_000
"""Agents of each of many organisations in one deployment."""


def everybody(agents: int) -> Centre:
    """Each shows every group."""
    return Centre(agents, Assumptions())


def by_group(agents: int) -> Centre:
    """Each group is shown by some."""
    return Centre(agents, replace(Assumptions(), watched=min(1.0, GROUP / agents)))


@dataclass(frozen=True, slots=True)
class Found:
    """All of it, as it is kept."""

    breaks: list[dict[str, Any]]
    """By scene and by who shows what: the first limit, and at how many agents, then and now."""
    sizes: list[dict[str, Any]]
    """By scene and size, of one organisation in which each group is shown by some."""
    many: list[dict[str, Any]]
    """By scene and number of organisations of a thousand."""

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n"


def found() -> Found:
    """Simulate everything."""
    return Found(
        breaks=[
            _break(scene, shown, of)
            for scene in SCENES
            for shown, of in (("every group", everybody), ("their groups", by_group))
        ],
        sizes=[_size(scene, agents) for scene in SCENES for agents in SIZES],
        many=[_many(scene, number) for scene in SCENES for number in (1, 10, 100)],
    )


def kept() -> Found:
    """What the last simulation found."""
    return Found(**json.loads(FILE.read_text(encoding="utf-8")))


def drawings() -> Mapping[str, str]:
    """One for each scene, by the file's name."""
    return {f"scale-{number}.svg": _drawing(scene) for number, scene in enumerate(SCENES, 1)}


def tables() -> Mapping[str, str]:
    """The tables of docs/scale.md, by name."""
    return {
        "scale-breaks": _table(
            ("what happens", "each shows", "at first it broke at", "now it breaks at", "by"),
            [_break_row(one) for one in kept().breaks],
        ),
        "scale-sizes": _table(
            (
                "what happens",
                "agents",
                "most used limit",
                "used",
                "last watcher hears after",
                "all connected after",
                "logged out by it",
                "US$ an agent and month",
            ),
            [_size_row(one) for one in kept().sizes],
        ),
        "scale-many": _table(
            (
                "what happens",
                "organisations of 1,000",
                "most used limit",
                "used",
                "all connected after",
                "logged out by it",
            ),
            [_many_row(one) for one in kept().many],
        ),
        "scale-limits": _table(
            ("limit", "of", "AWS raises it", "page"),
            [
                (one.name, f"{one.amount:,g} {one.unit}", "yes" if one.raised else "no", one.page)
                for one in limits.ALL
            ],
        ),
        "scale-read": _whole_reads(),
    }


def _break(scene: Scene, shown: str, of: Centres) -> dict[str, Any]:
    at_first, _ = breaks_at(scene, of, AT_FIRST)
    today, by = breaks_at(scene, of, TODAY)
    return {
        "scene": scene.name,
        "shown": shown,
        "at_first": at_first,
        "today": today,
        "by": by,
    }


def _size(scene: Scene, agents: int) -> dict[str, Any]:
    outcome = run(scene, by_group(agents))
    limit, used = outcome.first
    return {
        "scene": scene.name,
        "agents": agents,
        "limit": limit,
        "used": round(used, 4),
        "news_s": round(outcome.news_s, 2),
        "connected_s": outcome.connected_s,
        "logged_out": round(outcome.logged_out),
    }


def _many(scene: Scene, organisations: int) -> dict[str, Any]:
    outcome = run(scene, by_group(MANY), organisations=organisations)
    limit, used = outcome.first
    return {
        "scene": scene.name,
        "organisations": organisations,
        "limit": limit,
        "used": round(used, 4),
        "connected_s": outcome.connected_s,
        "logged_out": round(outcome.logged_out),
    }


def _drawing(scene: Scene) -> str:
    lines: dict[str, list[tuple[float, float]]] = {one.name: [] for one in limits.ALL}
    for step in range(33):
        agents = round(10 * 10 ** (step / 8))
        used = run(scene, by_group(agents)).used
        for name, points in lines.items():
            points.append((agents, used.get(name, 0.0)))
    shown: dict[str, Points] = {n: p for n, p in lines.items() if max(y for _, y in p) > 0.01}
    return chart(f"{scene.name}: use of each limit, one organisation", shown)


def _whole_reads() -> str:
    """What one read of everybody costs, by size."""
    rows = []
    for agents in SIZES:
        size = whole_bytes(by_group(agents))
        units = -(-size // 4096)
        a_second = limits.HOT_READS.amount / units
        rows.append((f"{agents:,}", f"{size / 1000:,.0f} kB", f"{units:,.0f}", f"{a_second:,.1f}"))
    head = ("agents", "bytes", "read units", "such reads a second that the partition bears")
    return _table(head, rows)


def _break_row(one: Mapping[str, Any]) -> tuple[str, ...]:
    agents = (_agents(one["at_first"]), _agents(one["today"]))
    return (one["scene"], one["shown"], *agents, one["by"])


def _many_row(one: Mapping[str, Any]) -> tuple[str, ...]:
    number = f"{one['organisations']:,}"
    return (one["scene"], number, one["limit"], _percent(one["used"]), *_comes_back(one))


def _comes_back(one: Mapping[str, Any]) -> tuple[str, str]:
    """When the last client has a connection again, and who is logged out by then."""
    if not one["connected_s"]:
        return "", ""
    return _seconds(one["connected_s"]), f"{one['logged_out']:,}"


def _size_row(one: Mapping[str, Any]) -> tuple[str, ...]:
    is_day = one["scene"] == SCENES[0].name
    dollars = sum(of_an_agent(by_group(one["agents"])).values())
    return (
        one["scene"],
        f"{one['agents']:,}",
        one["limit"],
        _percent(one["used"]),
        _seconds(one["news_s"]),
        *_comes_back(one),
        f"{dollars:,.2f}" if is_day else "",
    )


def _agents(number: int) -> str:
    return f"{number:,}" if number else "not by 200,000"


def _percent(share: float) -> str:
    return f"{share * 100:,.0f} %" if share >= 0.1 else f"{share * 100:.1f} %"


def _seconds(seconds: float) -> str:
    return f"{seconds:,.0f} s" if seconds >= 10 else f"{seconds:.1f} s"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    return "\n".join([lines[0], f"|{'---|' * len(head)}", *lines[1:]])
