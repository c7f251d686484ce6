"""What a cold start costs each function, beside bare Python: `make bench`.

A fresh process each: the import of the handler and, of those that a person waits for, what they
make in Lambda's init phase (jour/at_start.py). Told is the processor's time, which other work on
the machine moves less than the clock. It contains no container, no download and no network.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from bench.result import Figure, keep

ROOT = Path(__file__).parent.parent
ROUNDS, ROUNDS_OF_OTHERS = 7, 3
WAITED_FOR = ("login", "distance_toggle", "call_routing")
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "layers" / "jour" / "python")]),
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
    "JOUR_TABLE": "jour",
    "JOUR_SERVICE_NUMBER": "+46846500401",
    "JOUR_CONNECTIONS_URL": "https://connections.example",
}
BESIDE = {
    "bare Python": "pass",
    "botocore and a DynamoDB client": "import botocore.session as b;"
    "b.get_session().create_client('dynamodb')",
    "for comparison, unused: boto3 and a DynamoDB client": "import boto3; boto3.client('dynamodb')",
}
NOTE = (
    "Processor's time in a fresh process, the kinds in turn. Of "
    f"{', '.join(f'`{name}`' for name in WAITED_FOR)} with all that their first call would have to "
    "make, of the others the import of the handler."
)


def main() -> None:
    """Measure everything in turn, so that a slow moment meets all alike."""
    codes = BESIDE | {f"`{name}`": _imported(name) for name in _functions()}
    first = [*BESIDE, *(f"`{name}`" for name in WAITED_FOR)]
    found: dict[str, list[float]] = {what: [] for what in codes}
    for one in range(ROUNDS + 1):
        for what, code in codes.items():
            if what in first or one <= ROUNDS_OF_OTHERS:
                found[what].append(started(code))
    order = [*first, *(what for what in codes if what not in first)]
    figures = [
        Figure.of(what, "ms", found[what][1:], headline=what.strip("`") in WAITED_FOR)
        for what in order
    ]
    keep("starts", "The start of the functions", figures, note=NOTE, rounds=ROUNDS)


def _functions() -> Iterator[str]:
    return (path.parent.name for path in sorted((ROOT / "functions").glob("*/handler.py")))


def _imported(name: str) -> str:
    return f"import functions.{name}.handler"


def started(code: str) -> float:
    """Milliseconds of the processor for one process."""
    command = [sys.executable, "-c", code]
    process = os.posix_spawn(sys.executable, command, ENVIRONMENT)
    _, status, used = os.wait4(process, 0)
    if status:
        raise SystemExit(f"failed: {code}")
    return (used.ru_utime + used.ru_stime) * 1000


if __name__ == "__main__":
    main()
