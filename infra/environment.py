"""Which deployment this is. Plain Python, importable without the CDK."""

import os
from collections.abc import Callable
from dataclasses import dataclass

REGION = "eu-central-1"  # Amazon Connect is here, and not in Stockholm.
NAMES = ("dev", "prod")


@dataclass(frozen=True)
class Environment:
    """One deployment. Raises ValueError for settings that do not fit together."""

    name: str
    domain: str | None = None
    certificate_arn: str | None = None
    """Of the domain, in us-east-1, where CloudFront looks for it."""
    alarm_address: str | None = None
    """Who is mailed when an alarm rings."""

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(f"environment is {self.name!r}; it must be one of {', '.join(NAMES)}")
        if (self.domain is None) != (self.certificate_arn is None):
            raise ValueError("domain and certificate_arn belong together: give both or neither")

    @property
    def is_production(self) -> bool:
        return self.name == "prod"


def environment_of(setting: Callable[[str], str | None]) -> Environment:
    """Read the deployment's settings: context first (-c env=prod), then JOUR_ENV, then dev."""
    return Environment(
        name=setting("env") or os.environ.get("JOUR_ENV") or "dev",
        domain=setting("domain"),
        certificate_arn=setting("certificate_arn"),
        alarm_address=setting("alarm_address"),
    )
