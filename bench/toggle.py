"""What a caller to the service number waits for: `make bench`.

The start of the function in a fresh process, beside bare Python and beside what it could be made
of; and the requests of one toggle, counted at botocore's way out.
"""

import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

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
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"start in a fresh process, ms: median of {ROUNDS} (minimum, maximum)")
    for name, rounds in measured().items():
        median = statistics.median(rounds)
        print(f"  {name:<38}{median:6.0f} ({min(rounds):.0f} - {max(rounds):.0f})")
    for name, requests in toggled().items():
        print(f"requests of {name}: {', '.join(requests)}")


def measured() -> dict[str, list[float]]:
    """Milliseconds of each start, the kinds in turn so that a slow moment meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in STARTS}
    for _ in range(ROUNDS + 1):
        for name, code in STARTS.items():
            begun = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], env=ENVIRONMENT, check=True)
            found[name].append((time.perf_counter() - begun) * 1000)
    return {name: rounds[1:] for name, rounds in found.items()}


def toggled() -> dict[str, list[str]]:
    """The requests of a toggle in, a toggle out and a retry, against moto's DynamoDB."""
    import moto

    os.environ.update({name: ENVIRONMENT[name] for name in ENVIRONMENT if name != "PATH"})
    with moto.mock_aws():
        return _toggled()


def _toggled() -> dict[str, list[str]]:
    from functions.distance_toggle.handler import handler
    from jour.wiring import services
    from tests.builders import ANNA, ANNAS_NUMBER, DEMO
    from tests.connect import connect_event
    from tests.handlers.conftest import create_table

    create_table()
    services().organisations.add(DEMO)
    services().users.add(ANNA)
    asked = _counted(services().table._client)
    found = {}
    for name, contact in (("a toggle in", "c1"), ("a toggle out", "c2"), ("a retry", "c2")):
        asked.clear()
        handler(connect_event(contact, ANNAS_NUMBER, {"op": "toggle"}), None)
        found[name] = [*asked]
    return found


def _counted(client: Any) -> list[str]:
    """The names of the requests that this client makes from now on."""
    asked: list[str] = []
    real = client._make_api_call

    def counted(operation: str, arguments: Any) -> Any:
        asked.append(operation)
        return real(operation, arguments)

    client._make_api_call = counted
    return asked


if __name__ == "__main__":
    main()
