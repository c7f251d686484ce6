"""What a caller to the service number waits for: `make bench`.

The start of the function in a fresh process, beside bare Python and beside what it could be made
of.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.result import Figure, keep

ROUNDS = 7
ROOT = Path(__file__).parent.parent
PATHS = os.pathsep.join([str(ROOT), str(ROOT / "layers" / "jour" / "python")])
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": PATHS,
    "AWS_DEFAULT_REGION": "eu-central-1",
    "AWS_ACCESS_KEY_ID": "bench",
    "AWS_SECRET_ACCESS_KEY": "bench",
    "JOUR_TABLE": "jour",
}
IMPORTED = "import functions.distance_toggle.handler as toggle"
STARTS = {
    "bare Python": "pass",
    "boto3 and a DynamoDB client": "import boto3; boto3.client('dynamodb')",
    "the function: import": IMPORTED,
    "the function: import and init": f"{IMPORTED}; toggle.services().distance_login",
    "for comparison: pydantic": "import pydantic",
}


def main() -> None:
    figures = [Figure.of(name, "ms", rounds) for name, rounds in measured().items()]
    keep("toggle-start", "The start of the toggle, in a fresh process", figures, rounds=ROUNDS)


def measured() -> dict[str, list[float]]:
    """Milliseconds of each start, the kinds in turn so that a slow moment meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(ROUNDS + 1):
        for name, code in STARTS.items():
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=True)
            found[name].append((time.perf_counter() - begun) * 1000)
    return {name: rounds[1:] for name, rounds in found.items()}


if __name__ == "__main__":
    main()
