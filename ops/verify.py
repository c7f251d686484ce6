"""`ops verify`: whether the table is sound, and putting right what can be."""

from dataclasses import dataclass, field
from typing import Annotated

import typer

from ops.command import Found, Ops
from ops.examine import examine, repair
from ops.invariants.rule import RULES, Finding

_EXAMPLES = 5


@dataclass
class _Tally:
    """Findings of one rule: how many, and a few of them."""

    count: int = 0
    repaired: int = 0
    repairable: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, finding: Finding, repaired: bool) -> None:
        self.count += 1
        self.repaired += repaired
        self.repairable += finding.repair is not None
        if len(self.examples) < _EXAMPLES:
            cure = f" → {finding.repair.does}" if finding.repair else " → decide by hand"
            self.examples.append(f"{finding.subject}: {finding.says}{cure}")


def verify(
    ops: Ops,
    fix: Annotated[
        bool, typer.Option("--repair", help="Say also what would be repaired, and how.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --repair: do it.")] = False,
) -> None:
    """Check everything that has to hold in the table, as after a restore (docs/operate.md).

    Reads the whole table once, which costs half a read unit for each 4 KB. Names ids, no personal
    data. Each repair is a write on the condition that things still are as they were read. Exit
    status 1 where something is left that does not hold.
    """
    found: dict[str, _Tally] = {name: _Tally() for name in RULES}
    table = ops.services.table
    looked_at = 0
    with ops.progress("items looked at") as progress:

        def tell(done: int) -> None:
            nonlocal looked_at
            looked_at = done
            progress(done)

        for finding in examine(table, ops.services.clock, tell):
            found[finding.rule].add(finding, fix and yes and repair(table, finding))
    _report(ops, found, looked_at, fix)
    if any(tally.count > tally.repaired for tally in found.values()):
        raise Found


def _report(ops: Ops, found: dict[str, _Tally], looked_at: int, fix: bool) -> None:
    if ops.json:
        rules = {
            name: {
                "holds": tally.count == 0,
                "rule": RULES[name],
                "findings": tally.count,
                "repairable": tally.repairable,
                "repaired": tally.repaired,
                "examples": tally.examples,
            }
            for name, tally in found.items()
        }
        ops.print_json({"items": looked_at, "rules": rules})
        return
    rows = [
        (
            "ok" if not tally.count else "repaired" if tally.count == tally.repaired else "FAILED",
            RULES[name],
            tally.count or "",
            (tally.repaired or tally.repairable or "") if fix else "",
        )
        for name, tally in found.items()
    ]
    ops.rows(("", "what has to hold", "findings", "repaired or can be" if fix else ""), rows, "")
    for name, tally in found.items():
        for example in tally.examples:
            ops.out.print(f"{name}: {example}", markup=False)
    ops.out.print(f"{looked_at:,} items looked at.", markup=False)
