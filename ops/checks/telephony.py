"""Amazon Connect: the instance, its flows, functions, numbers, countries and quotas."""

import json
from collections.abc import Callable
from typing import Any

from ops.checks.check import Check, Verdict, either, failed, unknown, unused
from ops.place import Place

_FLOWS = "Jour: "
_CALLS_AT_ONCE = 20
_CALLED = ("distance_toggle", "call_routing", "callback_routing")


def _with_instance(ask: Callable[[Place, Any, str], Verdict]) -> Callable[[Place], Verdict]:
    """The check of a deployment that has an instance."""

    def run(place: Place) -> Verdict:
        instance = place.core.parameters.get("ConnectInstanceId", "")
        if not instance:
            return unused("ConnectInstanceId is empty: no telephony")
        return ask(place, place.client("connect"), instance)

    return run


def _all(client: Any, operation: str, entry: str, **request: Any) -> list[dict[str, Any]]:
    pages = client.get_paginator(operation).paginate(**request)
    return [one for page in pages for one in page.get(entry, ())]


@_with_instance
def instance(place: Place, connect: Any, id: str) -> Verdict:
    told = connect.describe_instance(InstanceId=id)["Instance"]
    calls = told.get("InboundCallsEnabled") and told.get("OutboundCallsEnabled")
    good = told["InstanceStatus"] == "ACTIVE" and calls
    return either(good, told["InstanceStatus"].lower() if calls else "calls are switched off")


@_with_instance
def flows(place: Place, connect: Any, id: str) -> Verdict:
    found = _all(connect, "list_contact_flows", "ContactFlowSummaryList", InstanceId=id)
    ours = [flow for flow in found if flow["Name"].startswith(_FLOWS)]
    if not ours:
        return failed("none is there")
    bad = [flow["Name"] for flow in ours if not _published(connect, id, flow)]
    return either(not bad, f"not published: {', '.join(bad)}" if bad else f"{len(ours)} published")


def _published(connect: Any, id: str, flow: dict[str, Any]) -> bool:
    told = connect.describe_contact_flow(InstanceId=id, ContactFlowId=flow["Id"])["ContactFlow"]
    return bool(told.get("State") == "ACTIVE" and told.get("Status", "PUBLISHED") == "PUBLISHED")


@_with_instance
def numbers(place: Place, connect: Any, id: str) -> Verdict:
    """Every number that the stack ties to a flow leads to one."""
    telephony = place.stack("JourTelephony")
    if telephony is None:
        return failed("JourTelephony is not deployed")
    wanted = {telephony.parameters.get("ServiceNumber", "")}
    wanted |= set(telephony.parameters.get("CustomerNumbers", "").split(","))
    wanted -= {""}
    claimed = _all(connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", InstanceId=id)
    missing = wanted - {one["PhoneNumber"] for one in claimed}
    if missing:
        return failed(f"not claimed here: {_ends(missing)}")
    flows = _all(
        connect,
        "list_flow_associations",
        "FlowAssociationSummaryList",
        InstanceId=id,
        ResourceType="VOICE_PHONE_NUMBER",
    )
    tied = {one["ResourceId"].rpartition("/")[2] for one in flows}
    loose = {
        one["PhoneNumber"]
        for one in claimed
        if one["PhoneNumber"] in wanted and one["PhoneNumberId"] not in tied
    }
    return either(not loose, f"lead nowhere: {_ends(loose)}" if loose else f"{len(wanted)} tied")


def _ends(numbers: set[str]) -> str:
    return ", ".join(f"…{number[-2:]}" for number in sorted(numbers))


@_with_instance
def functions(place: Place, connect: Any, id: str) -> Verdict:
    found = connect.get_paginator("list_lambda_functions").paginate(InstanceId=id)
    arns = [arn for page in found for arn in page.get("LambdaFunctions", ())]
    stack = place.client("cloudformation").describe_stack_resources(StackName="JourCore")
    ours = {
        r["PhysicalResourceId"]
        for r in stack["StackResources"]
        if r["ResourceType"] == "AWS::Lambda::Function"
        and any(name.replace("_", "") in r["LogicalResourceId"].lower() for name in _CALLED)
    }
    known = {arn.partition(":function:")[2].partition(":")[0] for arn in arns}
    missing = ours - known
    return either(
        not missing,
        f"not allowed: {', '.join(sorted(missing))}" if missing else f"{len(ours)} allowed",
    )


@_with_instance
def calls_at_once(place: Place, connect: Any, id: str) -> Verdict:
    quotas = _all(
        place.client("service-quotas"), "list_service_quotas", "Quotas", ServiceCode="connect"
    )
    found = [q for q in quotas if "oncurrent" in q["QuotaName"] and "calls" in q["QuotaName"]]
    if not found:
        return unknown("the quota is not listed")
    least = int(min(quota["Value"] for quota in found))
    return either(least >= _CALLS_AT_ONCE, f"{least} at a time")


@_with_instance
def countries(place: Place, connect: Any, id: str) -> Verdict:
    """No API tells which countries may be rung: a call does."""
    return unknown("Connect does not tell; Sweden is not allowed by default")


@_with_instance
def origins(place: Place, connect: Any, id: str) -> Verdict:
    """The client may frame the softphone."""
    if not place.core.parameters.get("SoftphoneUrl"):
        return unused("no softphone")
    found = connect.get_paginator("list_approved_origins").paginate(InstanceId=id)
    approved = {origin for page in found for origin in page.get("Origins", ())}
    wanted = set(place.core.parameters.get("AllowedOrigins", "").split(","))
    missing = wanted - approved
    return either(not missing, f"missing: {', '.join(sorted(missing))}" if missing else "approved")


@_with_instance
def flow_ids(place: Place, connect: Any, id: str) -> Verdict:
    """JourCore rings through the flows that JourTelephony made."""
    telephony = place.stack("JourTelephony")
    if telephony is None:
        return failed("JourTelephony is not deployed")
    differ = [
        name
        for name in ("InviteFlowId", "CallbackFlowId", "SoftphoneCallbackFlowId")
        if place.core.parameters.get(name) != telephony.outputs.get(name)
    ]
    return either(not differ, f"differ: {', '.join(differ)}" if differ else "the same")


@_with_instance
def own_flows(place: Place, connect: Any, id: str) -> Verdict:
    """What is tied leads to Jour's flows, and not to what somebody chose in the console."""
    associations = _all(
        connect,
        "list_flow_associations",
        "FlowAssociationSummaryList",
        InstanceId=id,
        ResourceType="VOICE_PHONE_NUMBER",
    )
    found = _all(connect, "list_contact_flows", "ContactFlowSummaryList", InstanceId=id)
    names = {flow["Id"]: flow["Name"] for flow in found}
    telephony = place.stack("JourTelephony")
    given = telephony.parameters if telephony else {}
    wanted = {given.get("ServiceNumber", ""): "Jour: distance toggle"}
    wanted |= dict.fromkeys(given.get("CustomerNumbers", "").split(","), "Jour: customer call")
    claimed = _all(connect, "list_phone_numbers_v2", "ListPhoneNumbersSummaryList", InstanceId=id)
    ids = {one["PhoneNumberId"]: one["PhoneNumber"] for one in claimed}
    leads = {
        ids.get(one["ResourceId"].rpartition("/")[2], ""): names.get(
            one["FlowId"].rpartition("/")[2], ""
        )
        for one in associations
    }
    wrong = {number for number, name in wanted.items() if number and leads.get(number) != name}
    return either(not wrong, f"lead elsewhere: {_ends(wrong)}" if wrong else "to Jour's flows")


@_with_instance
def holding(place: Place, connect: Any, id: str) -> Verdict:
    """No agent serves the queue in which callers wait: Connect would hand them out by itself."""
    profiles = _all(connect, "list_routing_profiles", "RoutingProfileSummaryList", InstanceId=id)
    serving = [
        profile["Name"]
        for profile in profiles
        for queue in _all(
            connect,
            "list_routing_profile_queues",
            "RoutingProfileQueueConfigSummaryList",
            InstanceId=id,
            RoutingProfileId=profile["Id"],
        )
        if queue["QueueName"] == "Jour: holding"
    ]
    return either(not serving, f"served by: {', '.join(serving)}" if serving else "by nobody")


@_with_instance
def permissions(place: Place, connect: Any, id: str) -> Verdict:
    """Each function that a flow asks lets this instance, and no other, call it."""
    client = place.client("lambda")
    pages = connect.get_paginator("list_lambda_functions").paginate(InstanceId=id)
    arns = [arn for page in pages for arn in page.get("LambdaFunctions", ())]
    ours = [arn for arn in arns if ":function:JourCore-" in arn]
    if not ours:
        return failed("Connect knows no function of JourCore")
    refused = [arn for arn in ours if not _lets_connect(client, arn, id)]
    names = ", ".join(arn.split(":")[6] for arn in refused)
    return either(not refused, f"refuse it: {names}" if refused else f"{len(ours)} let it")


def _lets_connect(client: Any, arn: str, instance: str) -> bool:
    try:
        policy = client.get_policy(FunctionName=arn)["Policy"]
    except client.exceptions.ResourceNotFoundException:
        return False
    statements = [s for s in json.loads(policy)["Statement"] if "connect.amazonaws.com" in str(s)]
    return bool(statements) and all(f"instance/{instance}" in str(s) for s in statements)


TELEPHONY = (
    Check("connect.instance", instance, "Deploy JourCore with the right ConnectInstanceId."),
    Check("connect.flows", flows, "Deploy JourTelephony."),
    Check("connect.numbers", numbers, "Claim them in the instance, then deploy JourTelephony."),
    Check("connect.functions", functions, "Deploy JourTelephony: it associates them."),
    Check("connect.permissions", permissions, "make deploy: JourTelephony brings them."),
    Check("connect.own_flows", own_flows, "make deploy; what the console tied is lost."),
    Check("connect.flow_ids", flow_ids, "make deploy: it tells JourCore."),
    Check("connect.holding", holding, "Take 'Jour: holding' out of those routing profiles."),
    Check("connect.calls_at_once", calls_at_once, "Ask for more concurrent calls (10 by default)."),
    Check(
        "connect.countries",
        countries,
        "Open a case with AWS's support for outbound calls to Sweden; then docs/deploy.md, "
        "'calls to Sweden are allowed'.",
    ),
    Check("connect.origins", origins, "aws connect associate-approved-origin for each origin."),
)
