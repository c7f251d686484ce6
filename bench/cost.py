"""What Jour costs: an agent and month, and a deployment that nobody uses. `python -m bench.cost`.

Counted operations (`operations.json`) times a dated price file (`prices.toml`); what is assumed
stands in a table beside it. `bench.report` writes the tables into the pages.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path

from bench.costs.bill import beyond_free, priced
from bench.costs.centre import DAYS, HOURS, LIFE_H, MEANING, PING_S, Assumptions, Centre
from bench.costs.functions import MEMORY_MB, SECONDS
from bench.costs.month import SERVICES, of_an_agent, telephony_of_an_agent
from bench.costs.prices import prices

IDLE = Path(__file__).parent / "idle.json"
"""Units a month of deployments that nobody uses: `make operations` writes it."""
GROUP = 50
"""Agents who show one group, in a centre that has many."""


def _centre(agents: int) -> Centre:
    watched = min(1.0, GROUP / agents)
    return Centre(agents, replace(Assumptions(), watched=watched))


SMALL, MIDDLE, LARGE = CENTRES = tuple(map(_centre, (10, 1_000, 100_000)))
EVERYBODY = Centre(1_000, Assumptions())
"""Where each of a thousand shows every group: what a client does until somebody chooses."""


def main() -> None:
    """Print every table."""
    for name, table in tables().items():
        print(f"# {name}\n{table}\n")


def tables() -> Mapping[str, str]:
    """The tables that pages show, by name."""
    return {
        "cost": _an_agent(),
        "cost-short": _short(),
        "assumptions": _assumptions(),
        "idle": _idle(),
        "prices": _prices(),
    }


def _an_agent() -> str:
    costs = [of_an_agent(one) for one in (*CENTRES, EVERYBODY)]
    rows = [(service, *(_dollars(one[service]) for one in costs)) for service in SERVICES]
    rows += [("**together**", *(f"**{_dollars(sum(one.values()))}**" for one in costs))]
    calls = [_dollars(telephony_of_an_agent(one)) for one in (*CENTRES, EVERYBODY)]
    rows += [("apart: Amazon Connect and the telephone network", *calls)]
    named = [f"{one.agents:,} agents" for one in CENTRES]
    head = ("US$ an agent and month", *named, "1,000, who all show every group")
    return _table(head, rows)


def _short() -> str:
    costs = [sum(of_an_agent(one).values()) for one in CENTRES]
    rows = [("an agent and month, all of AWS but telephony", *map(_dollars, costs))]
    calls = [telephony_of_an_agent(one) for one in CENTRES]
    rows += [("the calls themselves (Amazon Connect, telephone network)", *map(_dollars, calls))]
    table = _table(("US$", *(f"{one.agents:,} agents" for one in CENTRES)), rows)
    idle = [f"{name} ${_sum(beyond_free(bill)):.2f}" for name, bill in idle_bills().items()]
    return f"{table}\n\nA deployment that nobody uses costs a month: {', '.join(idle)}."


def _assumptions() -> str:
    rows = [
        (MEANING[one.name], *(f"{getattr(c.day, one.name):g}" for c in CENTRES))
        for one in fields(Assumptions)
    ]
    table = _table(
        ("an agent and working day", *(f"{one.agents:,} agents" for one in CENTRES)), rows
    )
    ran = ", ".join(
        f"{name} {seconds * 1000:.0f} ms of {MEMORY_MB[name]} MB"
        for name, seconds in SECONDS.items()
    )
    return (
        f"{table}\n\n{DAYS} working days of {HOURS:g} h a month; a ping every {PING_S} s; a new"
        f" connection every {LIFE_H} h. A centre is one organisation; in a large one each group is"
        f" shown by {GROUP}. Functions run so long (assumed, not measured in AWS): {ran}."
    )


def _idle() -> str:
    """List price by service, and what is left of it beyond what every account has for nothing."""
    bills = idle_bills()
    names = dict.fromkeys(name for bill in bills.values() for name in priced(bill))
    lines = {name: priced(bill) for name, bill in bills.items()}
    rows = [
        (f"{prices()[name].unit}", *(_dollars(lines[one].get(name, 0)) for one in bills))
        for name in names
    ]
    rows += [("**at list price**", *(f"**{_dollars(_sum(bill))}**" for bill in bills.values()))]
    rows += [
        (
            "**without what an account never pays for**",
            *(f"**{_dollars(_sum(beyond_free(bill)))}**" for bill in bills.values()),
        )
    ]
    return _table(("US$ a month", *bills), rows)


def idle_bills() -> Mapping[str, Mapping[str, float]]:
    """Units a month, by deployment."""
    found: Mapping[str, Mapping[str, float]] = json.loads(IDLE.read_text(encoding="utf-8"))
    return found


def _prices() -> str:
    rows = [
        (
            one.unit,
            _amount(one.amount),
            _amount(one.us_east_1),
            one.page,
            str(one.date),
            "Virginia" if one.verified else "no",
        )
        for one in prices().values()
    ]
    return _table(("for each", "Frankfurt", "Virginia", "page", "date", "seen there"), rows)


def _amount(amount: float) -> str:
    return f"${amount:g}" if amount == 0 or amount >= 0.001 else f"${amount * 1e6:g} a million"


def _sum(bill: Mapping[str, float]) -> float:
    return sum(priced(bill).values())


def _dollars(amount: float) -> str:
    if amount and amount < 0.005:
        return f"{amount:.4f}" if amount >= 0.00005 else "0.0000"
    return f"{amount:,.2f}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [f"| {' | '.join(cells)} |" for cells in (head, *rows)]
    return "\n".join([lines[0], f"|{'---|' * len(head)}", *lines[1:]])


if __name__ == "__main__":
    main()
