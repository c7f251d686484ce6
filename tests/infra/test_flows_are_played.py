"""The telephone's flows, run through what plays them in the local run."""

import json
from pathlib import Path

from local import demo
from local.connect.template import ties
from local.settings import SERVICE_NUMBER


def test_the_local_run_can_play_every_flow(cloud_assembly: Path) -> None:
    """Issue 5.7: nothing in the flows is unknown to the simulator, and every reference is met."""
    core = json.loads((cloud_assembly / "JourCore.template.json").read_text())
    named = [output["Export"]["Name"] for output in core["Outputs"].values() if "Export" in output]
    given = {
        "ServiceNumber": SERVICE_NUMBER,
        "CustomerNumbers": ",".join(demo.CUSTOMER_NUMBERS),
    }
    found = ties(cloud_assembly, given, dict.fromkeys(named, "arn"))
    assert found.numbers.keys() == {SERVICE_NUMBER, *demo.CUSTOMER_NUMBERS}
    assert all(found.numbers[number] is found.customers for number in demo.CUSTOMER_NUMBERS)
    assert found.numbers[SERVICE_NUMBER] is not found.customers
