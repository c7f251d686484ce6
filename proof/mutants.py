"""Takes each condition of the product away and sees which test notices; writes docs/mutants.md.

`python -m proof.mutants` runs what has not been run (two workers; a quarter of an hour), and
goes on where it stopped. `--write` only writes the page of what is known; `--fresh` starts anew,
which is needed after a change of the code: results are those of the code as it was.
"""

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from proof.hunt import KEPT, lines
from proof.rewriting import ROOT, Mutant, mutants
from proof.survivors import EXPLAINED

TARGET = ROOT / "docs/mutants.md"
WORKERS = 2
STILL_S = 600
"""A worker that notes nothing for so long hangs in a test that no alarm ends."""
INTRODUCTION = """# Conditions taken away

What would a test notice if a condition were missing? Written by `make mutants`: each condition of a
write in `jour/store/` (also that an item must be new), and each guard of the modules that decide,
among them every lease, limit of a throttle, check of an Origin and of the authorizer, is taken away
alone, and the tests that pass its place are run until one fails. It has to pass again without the
mutant. Modules are rewritten as they are imported, in memory; nothing on disk changes.

Kinds: *when*, a write's condition holds always; *new item*, it may replace another; *guard*, its
test never refuses; *conjunct*, one of several conditions holds; *whole*, the answer is yes.
"""


def told() -> dict[str, dict[str, Any]]:
    """What has become of each mutant that has been hunted: with a test at least."""
    found = (line for path in sorted(KEPT.glob("killed-*.jsonl")) for line in lines(path))
    return {line["mutant"]: line for line in found if line["tried"]}


def page(known: Mapping[str, dict[str, Any]], run_on: str) -> str:
    """The page of what is known."""
    everything = mutants()
    hunted = [mutant for mutant in everything if mutant.id in known]
    living = [mutant for mutant in hunted if known[mutant.id]["killed_by"] is None]
    explained = [mutant for mutant in living if mutant.id in EXPLAINED]
    parts = [
        INTRODUCTION,
        f"{run_on}: of {len(everything)} mutants {len(hunted)} were hunted, "
        f"{len(hunted) - len(living)} were noticed by a test; {len(explained)} of the "
        f"{len(living)} survivors are explained below.",
        "",
        *_survivors(living),
        *_killed([mutant for mutant in hunted if mutant not in living], known),
    ]
    left = [mutant for mutant in everything if mutant.id not in known]
    if left:
        parts += ["## Not hunted in this run", "", *_named(left)]
    return "\n".join(parts).rstrip() + "\n"


def _survivors(living: list[Mutant]) -> list[str]:
    rows = ["## Survivors", "", "| condition | kind | why no test fails |", "|---|---|---|"]
    for mutant in living:
        why = EXPLAINED.get(mutant.id, "**not explained yet**")
        rows.append(f"| {_where(mutant)} | {mutant.kind} | {why} |")
    return [*rows, ""]


def _killed(killed: list[Mutant], known: Mapping[str, dict[str, Any]]) -> list[str]:
    rows = ["## Noticed", "", "| condition | kind | by |", "|---|---|---|"]
    for mutant in killed:
        test = known[mutant.id]["killed_by"].removeprefix("tests/").partition("[")[0]
        rows.append(f"| {_where(mutant)} | {mutant.kind} | `{test.replace('::', ' ')}` |")
    return [*rows, ""]


def _where(mutant: Mutant) -> str:
    """Module, function and condition; a line number would change with every edit."""
    text = mutant.text if len(mutant.text) < 90 else f"{mutant.text[:88]}…"
    _, function, number = mutant.id.split(":")
    module = mutant.module.removeprefix("jour.")
    return f"`{module}` {function} {number}: `{text.replace('|', chr(92) + '|')}`"


def _named(left: list[Mutant]) -> list[str]:
    return [f"- {_where(mutant)}" for mutant in left]


def _worked(what: str) -> None:
    """Run the workers to their end; one that hangs is begun anew after the mutant it hangs in."""
    running = {part: _begun(what, part) for part in range(WORKERS)}
    while running:
        time.sleep(1)
        for part, worker in list(running.items()):
            if worker.poll() is not None:
                del running[part]
            elif _still_s(what, part) > STILL_S:
                worker.kill()
                worker.wait()
                print(f"worker {part} hung; begun anew")
                running[part] = _begun(what, part)


def _begun(what: str, part: int) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "proof.hunt", what, str(part), str(WORKERS)]
    log = KEPT / f"{what}-{part}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as output:
        return subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT)


def _still_s(what: str, part: int) -> float:
    name = {"reach": "reach", "kill": "killed"}[what]
    notes = [KEPT / f"{name}-{part}.jsonl", KEPT / f"{what}-{part}.log"]
    changed = [path.stat().st_mtime for path in notes if path.exists()]
    return time.time() - max(changed, default=time.time())


def main(arguments: list[str]) -> int:
    if "--fresh" in arguments:
        shutil.rmtree(KEPT, ignore_errors=True)
    if "--write" not in arguments:
        _worked("reach")
        _worked("kill")
    today = datetime.now(UTC).date().isoformat()
    known = told()
    TARGET.write_text(page(known, f"Run on {today}"), encoding="utf-8")
    living = [id for id, line in known.items() if line["killed_by"] is None]
    unexplained = [id for id in living if id not in EXPLAINED]
    print(f"{len(known)} mutants hunted, {len(living)} survive, {len(unexplained)} unexplained")
    for id in unexplained:
        print(f"  {id}")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
