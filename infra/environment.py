"""Which deployment this is, and what depends on that."""

import os
from dataclasses import dataclass
from typing import Any

from aws_cdk import RemovalPolicy
from aws_cdk import aws_logs as logs
from constructs import Node

REGION = "eu-central-1"  # Amazon Connect is here, and not in Stockholm.
NAMES = ("dev", "prod")


@dataclass(frozen=True)
class Environment:
    """One deployment. Whatever holds data survives its stack in production, and only there."""

    name: str
    domain: str | None = None
    certificate_arn: str | None = None

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(f"environment is {self.name!r}; it must be one of {', '.join(NAMES)}")
        if (self.domain is None) != (self.certificate_arn is None):
            raise ValueError("domain and certificate_arn belong together: give both or neither")

    @property
    def is_production(self) -> bool:
        return self.name == "prod"

    @property
    def data_removal(self) -> RemovalPolicy:
        return RemovalPolicy.RETAIN if self.is_production else RemovalPolicy.DESTROY

    @property
    def log_retention(self) -> logs.RetentionDays:
        if self.is_production:
            return logs.RetentionDays.THREE_MONTHS
        return logs.RetentionDays.ONE_WEEK


def environment_of(node: Node) -> Environment:
    """Read the deployment's settings: context first (-c env=prod), then JOUR_ENV, then dev."""

    def setting(name: str) -> Any:
        return node.try_get_context(name)

    return Environment(
        name=setting("env") or os.environ.get("JOUR_ENV") or "dev",
        domain=setting("domain"),
        certificate_arn=setting("certificate_arn"),
    )
