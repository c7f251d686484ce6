"""Which deployment this is. Plain Python, importable without the CDK."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

REGION = "eu-central-1"  # Amazon Connect is here, and not in Stockholm.
FUNCTIONS = Path(__file__).parent.parent / "functions"
SHIFTED = frozenset({"login", "ws_presence", "call_routing", "distance_toggle"})
"""Where bad code hurts at once: nobody gets in, everybody falls out, or callers hear nothing."""
PARAMETERS_DIGEST = "parameters"
"""The context in which deploying tells a hash of what it gives to JourCore's parameters."""
LOG_DAYS: Final = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)
"""What CloudWatch Logs offers, up to two years."""

E164 = r"\+[1-9]\d{6,14}"
INSTANCE_ARN = r"arn:aws[a-z-]*:connect:[a-z0-9-]+:\d{12}:instance/[0-9a-f-]{36}"
_ADDRESS = r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+"
_PATTERNS: Final = {
    "account": (r"\d{12}", "the AWS account's 12 digits"),
    "region": (r"[a-z]{2}-[a-z]+-\d", "a region such as eu-central-1"),
    "domain": (
        r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}",
        "a domain such as jour.example.se, in small letters",
    ),
    "certificate_arn": (
        r"arn:aws:acm:us-east-1:\d{12}:certificate/[0-9a-f-]{36}",
        "the ARN of a certificate in us-east-1, where CloudFront looks for it",
    ),
    "web_acl_arn": (
        r"arn:aws[a-z-]*:wafv2:us-east-1:\d{12}:global/webacl/[^\s/]+/[0-9a-f-]+",
        "the ARN of JourShield's web ACL, which is a global one in us-east-1",
    ),
    "sender_address": (_ADDRESS, "a mail address"),
    "alarm_address": (_ADDRESS, "a mail address"),
    "sms_sender_id": (
        r"(?=.*[A-Za-z])[A-Za-z0-9]{3,11}",
        "3 to 11 letters and digits, with a letter among them",
    ),
    "connect_instance_arn": (INSTANCE_ARN, "the ARN of an Amazon Connect instance, not its id"),
    "service_number": (E164, "a whole number such as +46846500401"),
    "customer_numbers": (E164, "whole numbers such as +46846500410"),
    "softphone_url": (
        r"https://[a-z0-9.-]+/[a-z0-9/-]*",
        "an address such as https://example.my.connect.aws/ccp-v2/",
    ),
}


class Misconfigured(ValueError):
    """A field of an environment is wrong; the sentence names it."""

    def __init__(self, environment: str, field: str, sentence: str) -> None:
        super().__init__(f"{environment}.{field}: {sentence}")
        self.field = field


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One deployment. Raises Misconfigured for a field that is wrong or does not fit another."""

    name: str
    production: bool = True
    """Data outlives the stacks, which refuse to be deleted."""
    account: str | None = None
    region: str = REGION
    domain: str | None = None
    certificate_arn: str | None = None
    """Of the domain, in us-east-1, where CloudFront looks for it."""
    web_acl_arn: str | None = None
    """JourShield's; None for no rules in front of CloudFront."""
    sender_address: str | None = None
    sms_sender_id: str = "Jour"
    connect_instance_arn: str | None = None
    service_number: str | None = None
    customer_numbers: tuple[str, ...] = ()
    softphone_url: str | None = None
    alarm_address: str | None = None
    watch: bool | None = None
    """Whether there are alarms and dashboards, some $3 a month; unless told, in production and
    where somebody is told of alarms."""
    log_days: int | None = None
    gradual: bool | None = None
    """Whether new code takes over step by step; unless told, in production alone."""
    snap_start: tuple[str, ...] = ()
    memory_mb: Mapping[str, int] = field(default_factory=dict)
    provisioned: Mapping[str, int] = field(default_factory=dict)
    reserved: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._check_patterns()
        self._check_what_belongs_together()
        self._check_sizes()

    @property
    def is_production(self) -> bool:
        return self.production

    @property
    def is_gradual(self) -> bool:
        return self.production if self.gradual is None else self.gradual

    @property
    def is_watched(self) -> bool:
        return self.watch if self.watch is not None else self.production or bool(self.alarm_address)

    @property
    def instance_id(self) -> str:
        """Of the Connect instance; empty without one."""
        return (self.connect_instance_arn or "").rpartition("/")[2]

    @property
    def softphone_origin(self) -> str:
        """What pages may frame; empty without a softphone."""
        return "/".join((self.softphone_url or "").split("/")[:3])

    def require(self, names: Iterable[str]) -> None:
        """Raise Misconfigured for the first of these fields that has no value."""
        for name in names:
            if getattr(self, name) is None:
                expected = _PATTERNS[name][1]
                raise Misconfigured(self.name, name, f"is missing; it has to be {expected}")

    def _check_patterns(self) -> None:
        for name, (pattern, expected) in _PATTERNS.items():
            given = getattr(self, name)
            for value in given if isinstance(given, tuple) else (given,):
                if value is not None and not re.fullmatch(pattern, value):
                    raise self._wrong(name, f"is {value!r}; it has to be {expected}")

    def _check_what_belongs_together(self) -> None:
        if self.domain is None and self.certificate_arn is not None:
            raise self._wrong("domain", "is missing; certificate_arn belongs to one")
        if self.domain is not None and self.certificate_arn is None:
            raise self._wrong("certificate_arn", "is missing; domain needs one")
        if self.connect_instance_arn is None:
            for name in ("service_number", "customer_numbers", "softphone_url"):
                if getattr(self, name):
                    raise self._wrong("connect_instance_arn", f"is missing; {name} needs one")
            return
        if self.service_number is None:
            raise self._wrong(
                "service_number", "is missing; an instance without one logs nobody in"
            )
        if self.service_number in self.customer_numbers:
            raise self._wrong("customer_numbers", "holds the service number: one flow for a number")
        *_, region, account, _ = self.connect_instance_arn.split(":")
        if region != self.region:
            raise self._wrong(
                "connect_instance_arn", f"is in {region}, and region is {self.region}"
            )
        if self.account not in (None, account):
            raise self._wrong("connect_instance_arn", "is of another account than account")

    def _check_sizes(self) -> None:
        if self.log_days is not None and self.log_days not in LOG_DAYS:
            offered = ", ".join(map(str, LOG_DAYS))
            raise self._wrong("log_days", f"is {self.log_days}; CloudWatch offers {offered}")
        known = {path.parent.name for path in FUNCTIONS.glob("*/handler.py")}
        shifted = SHIFTED if self.is_gradual else frozenset[str]()
        for name, allowed, least, most in (
            ("memory_mb", known, 128, 10_240),
            ("reserved", known, 1, 1_000),
            ("provisioned", shifted, 1, 1_000),
        ):
            for function, number in getattr(self, name).items():
                self._check_function(f"{name}.{function}", function, allowed)
                if not least <= number <= most:
                    raise self._wrong(
                        f"{name}.{function}", f"is {number}; it has to be {least} to {most}"
                    )
        for function in self.snap_start:
            self._check_function("snap_start", function, shifted)
            if function in self.provisioned:
                raise self._wrong(
                    "snap_start", f"{function} is provisioned: Lambda takes one of them"
                )

    def _check_function(self, field: str, function: str, allowed: Iterable[str]) -> None:
        if function not in allowed:
            names = ", ".join(sorted(allowed)) or "none, since gradual is off"
            raise self._wrong(field, f"{function!r} is none of the functions here: {names}")

    def _wrong(self, field: str, sentence: str) -> Misconfigured:
        return Misconfigured(self.name, field, sentence)


LOCAL: Final = Environment(name="local", production=False)
"""What is synthesised when nobody names an environment: the local run, tests, a look at it."""
