"""Deploys an environment: functions, telephony, front door, client, in that order."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Protocol

from deploy.parameters import CORE, EDGE, Values, parameters, stacks
from deploy.publish import Site, invalidate
from infra.environment import Environment
from local.client import DIST
from local.failure import Failure
from local.steps import step

NEEDED = ("account", "sender_address")


class Stacks(Protocol):
    """The CDK's part of it."""

    def synthesise(self, given: Values) -> None: ...

    def declared(self, stack: str) -> set[str]: ...

    def deploy(self, stack: str, values: Mapping[str, str], *, ask: bool) -> None: ...


def deploy_stacks(
    environment: Environment, cdk: Stacks, outputs: Callable[[], Values], *, ask: bool
) -> None:
    """Deploy every stack with all its parameters.

    JourCore's functions have to know what JourTelephony makes of their ARNs, its flows. So JourCore
    is deployed again when those have come to be, or are others: at the first time, and hardly ever
    after that.
    """
    given = parameters(environment, outputs())
    cdk.synthesise(given)
    for stack in stacks(environment):
        cdk.deploy(stack, accepted(cdk, stack, given[stack]), ask=ask)
    now = parameters(environment, outputs())
    if now[CORE] != given[CORE]:
        cdk.synthesise(now)
        cdk.deploy(CORE, accepted(cdk, CORE, now[CORE]), ask=ask)


def accepted(cdk: Stacks, stack: str, values: Mapping[str, str]) -> dict[str, str]:
    """What the stack takes of these. Raises Failure for a value that would be lost."""
    declared = cdk.declared(stack)
    lost = sorted(set(values) - declared)
    if lost:
        raise Failure(f"{stack} has no parameter {', '.join(lost)}: correct deploy/parameters.py.")
    return {name: value for name, value in values.items() if name in declared}


def publish(outputs: Mapping[str, str], s3: object, cloudfront: object) -> None:
    """Bring the built client to the bucket behind CloudFront."""
    try:
        bucket, distribution = outputs["SiteBucketName"], outputs["DistributionId"]
    except KeyError as missing:
        raise Failure(f"{EDGE} has no output {missing}: deploy it first.") from None
    now = datetime.now(UTC)
    with step("Client") as current:
        changed = Site(s3, bucket).publish(DIST, now)
        invalidate(cloudfront, distribution, ["/", *changed], now.isoformat())
        current.result = f"published to {outputs.get('Address', bucket)}"
