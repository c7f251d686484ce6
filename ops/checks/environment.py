"""Whether what stands is what environments.toml says, and whether it runs."""

from datetime import UTC, datetime, timedelta
from typing import Any

from deploy.parameters import parameters
from deploy.publish import Site
from infra.environment import SHIFTED, Misconfigured
from infra.environments import read
from ops.checks.check import Check, Verdict, either, failed, ok, unknown, unused
from ops.place import Place

_STACKS = ("JourCore", "JourTelephony", "JourEdge")
_LOOKED_BACK = timedelta(minutes=10)


def file(place: Place) -> Verdict:
    """Every parameter of every stack is what the file, and the other stacks, say."""
    if place.env is None:
        return unused("no --env: which environment it should be is not said")
    try:
        environment = read(place.env)
    except Misconfigured as mistake:
        return failed(str(mistake))
    there = {name: stack for name in _STACKS if (stack := place.stack(name))}
    wanted = parameters(environment, {name: stack.outputs for name, stack in there.items()})
    differs = [
        f"{stack}.{name}"
        for stack, values in wanted.items()
        for name, value in values.items()
        if stack not in there or there[stack].parameters.get(name, value) != value
    ]
    return either(not differs, f"differs: {', '.join(differs)}" if differs else "as the file says")


def account(place: Place) -> Verdict:
    """The credentials are of the account that the file names."""
    if place.env is None:
        return unused("no --env")
    wanted = read(place.env).account
    there = place.client("sts").get_caller_identity()["Account"]
    return either(there == wanted, f"{there}, and the file says {wanted}")


def published(place: Place) -> Verdict:
    """The last publishing of the client went through to its end."""
    edge = place.stack("JourEdge")
    if edge is None:
        return unused("JourEdge is not deployed")
    newest = Site(place.client("s3"), edge.outputs["SiteBucketName"]).newest()
    if newest is None:
        return failed("no client has been published")
    when = f"{newest.at:%Y-%m-%d %H:%M} UTC"
    return either(newest.complete, when if newest.complete else f"broken off at {when}")


def shifted(place: Place) -> Verdict:
    """No new version is stuck half way (CodeDeploy), and none has fallen back since."""
    functions = _functions(place)
    aliases = [
        alias
        for name in functions
        for alias in place.client("lambda").list_aliases(FunctionName=name)["Aliases"]
        if alias["Name"] == "live"
    ]
    if not aliases:
        return unused("new code takes over at once")
    half = [a["AliasArn"].split(":")[6] for a in aliases if a.get("RoutingConfig")]
    if half:
        return unknown(f"under way: {', '.join(half)}; look again in ten minutes")
    return either(len(aliases) == len(SHIFTED), f"{len(aliases)} functions are on one version")


def _functions(place: Place) -> list[str]:
    pages = place.client("cloudformation").get_paginator("list_stack_resources")
    return [
        str(one["PhysicalResourceId"])
        for page in pages.paginate(StackName="JourCore")
        for one in page["StackResourceSummaries"]
        if one["ResourceType"] == "AWS::Lambda::Function"
    ]


def sweep(place: Place) -> Verdict:
    """It runs every six seconds; without it nothing is noticed that no event tells."""
    names = [name for name in _functions(place) if "Sweep" in name]
    if not names:
        return failed("the function is not there")
    return _ran(place, names[0])


def _ran(place: Place, name: str) -> Verdict:
    now = datetime.now(UTC)
    told: Any = place.client("cloudwatch").get_metric_statistics(
        Namespace="AWS/Lambda",
        MetricName="Invocations",
        Dimensions=[{"Name": "FunctionName", "Value": name}],
        StartTime=now - _LOOKED_BACK,
        EndTime=now,
        Period=int(_LOOKED_BACK.total_seconds()),
        Statistics=["Sum"],
    )
    times = int(sum(point["Sum"] for point in told["Datapoints"]))
    return either(times > 0, f"{times} times in ten minutes")


def rules(place: Place) -> Verdict:
    """The clocks and what listens to events: switched on."""
    pages = place.client("cloudformation").get_paginator("list_stack_resources")
    names = [
        one["PhysicalResourceId"].rpartition("|")[2]
        for page in pages.paginate(StackName="JourCore")
        for one in page["StackResourceSummaries"]
        if one["ResourceType"] == "AWS::Events::Rule"
    ]
    events = place.client("events")
    off = [name for name in names if events.describe_rule(Name=name)["State"] != "ENABLED"]
    if off:
        return failed(f"off: {', '.join(off)}")
    return ok(f"{len(names)} on") if names else failed("there are none")


_AGAIN = "make deploy: what was changed by hand is put back."

ENVIRONMENT = (
    Check("environment.account", account, "Use the profile jour-<env>, or --profile."),
    Check("environment.file", file, "make diff, then make deploy."),
    Check("client.published", published, "make publish."),
    Check("functions.shifted", shifted, "See the deployment in CodeDeploy; make deploy."),
    Check("clock.rules", rules, "aws events enable-rule for each."),
    Check("clock.sweep", sweep, _AGAIN),
)
