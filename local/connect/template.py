"""Finds the flows in the synthesised JourTelephony, and which number leads to which of them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from local.connect.contact import INSTANCE_ARN
from local.connect.flow import Flow, parse
from local.connect.flow_check import require_playable
from local.connect.intrinsics import Values
from local.connect.numbering import Ties
from local.failure import Failure

_FLOW: Final = "AWS::Connect::ContactFlow"
_NUMBERS: Final = "Custom::JourFlowNumbers"
_ARN: Final = "ContactFlowArn"
_QUEUE: Final = "AWS::Connect::Queue"
_QUEUE_ARN: Final = "QueueArn"
_CUSTOMERS: Final = {"Ref": "CustomerNumbers"}
_LIST: Final = "CommaDelimitedList"


def ties(folder: Path, parameters: Mapping[str, str], exports: Mapping[str, str]) -> Ties:
    """Each number with the flow that answers it; none while the template has none.

    `exports` are the deployed stack's, by the names under which others import them. Raises a
    Failure for a flow that cannot be played, or a number that leads to two.
    """
    path = folder / "JourTelephony.template.json"
    return read(json.loads(path.read_text()), parameters, exports)


def read(
    template: Mapping[str, Any], parameters: Mapping[str, str], exports: Mapping[str, str]
) -> Ties:
    """The same for a template in hand."""
    flows = _of_type(template, _FLOW)
    arns = {name: f"{INSTANCE_ARN}/contact-flow/{name}" for name in flows}
    given = _given(template, {"ConnectInstanceArn": INSTANCE_ARN, **parameters})
    queues = {
        (name, _QUEUE_ARN): f"{INSTANCE_ARN}/queue/{name}" for name in _of_type(template, _QUEUE)
    }
    values = Values(given, exports, queues | {(name, _ARN): arn for name, arn in arns.items()})
    by_arn = {arns[name]: _flow(name, flow, values) for name, flow in flows.items()}
    led: dict[str, Flow] = {}
    customers = None
    for entry in _of_type(template, _NUMBERS).values():
        # The rest of the entry concerns a function that does not exist on this machine.
        flow = by_arn[values.rendered(entry[_ARN])]
        if entry["Numbers"] == _CUSTOMERS:
            customers = flow
        for number in values.rendered(entry["Numbers"]):
            if led.setdefault(number, flow) is not flow:
                raise Failure(f"The number {number} leads to two flows: see infra/telephony.py.")
    titled = {flow_arn(flow.get("Name", name)): by_arn[arns[name]] for name, flow in flows.items()}
    return Ties(led, customers, titled | by_arn)


def flow_arn(title: str) -> str:
    """By what a flow is also found whose id JourCore is told: …/callback for "Jour: callback"."""
    return f"{INSTANCE_ARN}/contact-flow/{title.removeprefix('Jour: ').replace(' ', '-')}"


def _of_type(template: Mapping[str, Any], kind: str) -> dict[str, Any]:
    return {
        name: resource["Properties"]
        for name, resource in template["Resources"].items()
        if resource["Type"] == kind
    }


def _given(template: Mapping[str, Any], values: Mapping[str, str]) -> dict[str, str | list[str]]:
    """The value of each parameter that has one, lists taken apart."""
    declared: Mapping[str, Any] = template.get("Parameters", {})
    defaults = {name: one["Default"] for name, one in declared.items() if "Default" in one}
    return {
        name: _listed(value) if declared.get(name, {}).get("Type") == _LIST else value
        for name, value in {**defaults, **values}.items()
    }


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _flow(name: str, properties: Mapping[str, Any], values: Values) -> Flow:
    flow = parse(name, values.rendered(properties["Content"]), properties["Type"])
    require_playable(flow)
    return flow
