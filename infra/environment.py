"""Which deployment this is. Plain Python, importable without the CDK."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass

REGION = "eu-central-1"  # Amazon Connect is here, and not in Stockholm.
NAMES = ("dev", "prod")
_GLOBAL_ACL = re.compile(r"arn:aws[a-z-]*:wafv2:us-east-1:\d*:global/webacl/")


@dataclass(frozen=True)
class Environment:
    """One deployment. Raises ValueError for settings that do not fit together."""

    name: str
    domain: str | None = None
    certificate_arn: str | None = None
    """Of the domain, in us-east-1, where CloudFront looks for it."""
    web_acl_arn: str | None = None
    """JourShield's; None for no rules in front of CloudFront."""

    def __post_init__(self) -> None:
        if self.name not in NAMES:
            raise ValueError(f"environment is {self.name!r}; it must be one of {', '.join(NAMES)}")
        if (self.domain is None) != (self.certificate_arn is None):
            raise ValueError("domain and certificate_arn belong together: give both or neither")
        if self.web_acl_arn is not None and not _GLOBAL_ACL.match(self.web_acl_arn):
            raise ValueError(
                f"web_acl_arn is {self.web_acl_arn!r}; CloudFront takes JourShield's alone,"
                " arn:aws:wafv2:us-east-1:…:global/webacl/…"
            )

    @property
    def is_production(self) -> bool:
        return self.name == "prod"


def environment_of(setting: Callable[[str], str | None]) -> Environment:
    """Read the deployment's settings: context first (-c env=prod), then JOUR_ENV, then dev."""
    return Environment(
        name=setting("env") or os.environ.get("JOUR_ENV") or "dev",
        domain=setting("domain"),
        certificate_arn=setting("certificate_arn"),
        web_acl_arn=setting("web_acl_arn"),
    )
