"""The AWS account that an environment is deployed to, and what stands there."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from botocore.exceptions import ClientError

from deploy.parameters import CORE, EDGE, TELEPHONY, WATCH, Values
from infra.environment import Environment
from local.failure import Failure
from ops.place import Deployed, Place

BOOTSTRAPPED = "/cdk-bootstrap/hnb659fds/version"
STACKS = (CORE, TELEPHONY, EDGE, WATCH)


class Account:
    """Reached by the AWS profile `jour-<environment>` where there is one, else as usual."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._place = Place(env=environment.name, region=environment.region)

    @cached_property
    def profile(self) -> str | None:
        """Of AWS's configuration; None for the one that is set anyway."""
        found = self._place.session.profile_name
        return None if found == "default" else str(found)

    def client(self, service: str) -> Any:
        return self._place.client(service)

    def check(self) -> None:
        """Raise Failure where this is another account, or one that the CDK has not prepared."""
        there = self.client("sts").get_caller_identity()["Account"]
        wanted = self._environment.account
        if there != wanted:
            raise Failure(
                f"These credentials are of the account {there}, and"
                f" {self._environment.name}.account is {wanted}: use the profile"
                f" jour-{self._environment.name}, or set AWS_PROFILE."
            )

    def check_bootstrapped(self) -> None:
        """Raise Failure where the CDK has no bucket for packages yet."""
        try:
            self.client("ssm").get_parameter(Name=BOOTSTRAPPED)
        except ClientError as refusal:
            if refusal.response["Error"]["Code"] != "ParameterNotFound":
                raise
            raise Failure(
                f"The CDK has not been prepared in {self._environment.region} of this account:"
                f" run 'make bootstrap ENV={self._environment.name}' once."
            ) from None

    def stacks(self) -> dict[str, Deployed]:
        """Those of Jour that stand there."""
        found = {name: self._place.stack(name) for name in STACKS}
        return {name: stack for name, stack in found.items() if stack}

    def outputs(self) -> Values:
        """What the stacks say of themselves."""
        return {name: stack.outputs for name, stack in self.stacks().items()}

    def is_protected(self, names: Sequence[str]) -> bool:
        """Whether one of them refuses to be deleted: it was deployed as production."""
        formation = self.client("cloudformation")
        found = [formation.describe_stacks(StackName=name)["Stacks"][0] for name in names]
        return any(stack.get("EnableTerminationProtection") for stack in found)
