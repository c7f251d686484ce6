"""Draws lines over agents, both axes logarithmic, as SVG."""

from collections.abc import Callable, Mapping, Sequence
from html import escape
from math import log10

WIDTH, HEIGHT = 760, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 250, 40, 44
LOWEST, HIGHEST = 0.001, 1000.0
COLOURS = ("#0b6bcb", "#c4390d", "#1a7f37", "#8250df", "#9a6700", "#57606a", "#bf3989", "#116329")
Place = Callable[[float], float]
Points = Sequence[tuple[float, float]]
"""Agents, and use of a limit: 1 for all of it."""


def chart(title: str, lines: Mapping[str, Points]) -> str:
    """One line for each name; where they cross 1 the limit does not hold."""
    first = min(x for points in lines.values() for x, _ in points)
    last = max(x for points in lines.values() for x, _ in points)

    def across(agents: float) -> float:
        share = (log10(agents) - log10(first)) / (log10(last) - log10(first))
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(use: float) -> float:
        kept = min(HIGHEST, max(LOWEST, use))
        share = (log10(kept) - log10(LOWEST)) / (log10(HIGHEST) - log10(LOWEST))
        return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)

    parts = [*_frame(title), *_grid(first, last, across, down)]
    taken: list[float] = []
    drawn = sorted(lines.items(), key=lambda one: -one[1][-1][1])
    for number, (name, points) in enumerate(drawn):
        parts += _line(name, points, COLOURS[number % len(COLOURS)], across, down, taken)
    return "\n".join([*parts, "</svg>"]) + "\n"


def _frame(title: str) -> list[str]:
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
        f' aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="22" font-size="15" font-weight="600">{escape(title)}</text>',
    ]


def _grid(first: float, last: float, across: Place, down: Place) -> list[str]:
    right, parts = WIDTH - RIGHT, list[str]()
    for power in range(round(log10(LOWEST)), round(log10(HIGHEST)) + 1):
        y, use = down(10.0**power), 10.0**power
        colour = "#c4390d" if power == 0 else "#d8dee4"
        parts += [
            f'<line x1="{LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"/>',
            f'<text x="{LEFT - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#57606a">'
            f"{use * 100:g} %</text>",
        ]
    for power in range(round(log10(first)), round(log10(last)) + 1):
        x = across(10.0**power)
        parts += [
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}" stroke="#d8dee4"/>',
            f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle" fill="#57606a">'
            f"{10**power:,}</text>",
        ]
    middle = (LEFT + right) / 2
    label = f'<text x="{middle}" y="{HEIGHT - 8}" text-anchor="middle" fill="#57606a">agents</text>'
    return [*parts, label]


def _line(
    name: str, points: Points, colour: str, across: Place, down: Place, taken: list[float]
) -> list[str]:
    path = " ".join(f"{across(x):.1f},{down(y):.1f}" for x, y in points)
    y = down(points[-1][1])
    while any(abs(y - other) < 14 for other in taken):
        y += 14
    taken.append(y)
    x = WIDTH - RIGHT + 8
    return [
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>',
        f'<text x="{x}" y="{y + 4:.1f}" fill="{colour}">{escape(name)}</text>',
    ]
