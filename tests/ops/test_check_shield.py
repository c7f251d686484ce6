"""Issue 10, point 6: `ops check` sees whether WAF stands in front of CloudFront, and refuses."""

from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from infra.environment import Environment
from ops.checks import shield
from ops.place import Deployed, Place

ARN = "arn:aws:wafv2:us-east-1:111122223333:global/webacl/Acl/0123"
RATE = {"Name": "Logins", "Action": {"Block": {}}}
MANAGED = {"Name": "Common", "OverrideAction": {"None": {}}}
COUNTS = {"Name": "Logins", "Action": {"Count": {}}}


@dataclass
class Cloud:
    """CloudFront and WAF."""

    acl: str
    rules: list[dict[str, Any]] = field(default_factory=list)
    env: str | None = "prod"

    def stack(self, name: str) -> Deployed:
        return Deployed({"DistributionId": "E1"}, {})

    def client(self, service: str, region: str | None = None) -> "Cloud":
        assert (service, region) in (("cloudfront", None), ("wafv2", "us-east-1"))
        return self

    def get_distribution_config(self, Id: str) -> dict[str, Any]:
        return {"DistributionConfig": {"WebACLId": self.acl}, "ETag": "t"}

    def get_web_acl(self, Name: str, Id: str, Scope: str) -> dict[str, Any]:
        assert (Name, Id, Scope) == ("Acl", "0123", "CLOUDFRONT")
        return {"WebACL": {"Rules": self.rules}}


@pytest.mark.parametrize(
    ("there", "wanted", "state"),
    [
        (ARN, ARN, "ok"),
        ("", ARN, "failed"),
        (ARN.replace("0123", "4567"), ARN, "failed"),
        ("", None, "not used"),
        (ARN, None, "failed"),
    ],
)
def test_cloudfront_has_the_rules_that_the_file_names(
    monkeypatch: pytest.MonkeyPatch, there: str, wanted: str | None, state: str
) -> None:
    """Taken off by hand, others, or some that the next deployment would take off."""
    wants = Environment(name="prod", web_acl_arn=wanted)
    monkeypatch.setattr(shield, "read", lambda env: wants)
    assert shield.association(cast(Place, Cloud(there))).state == state


@pytest.mark.parametrize(
    ("acl", "rules", "state"),
    [
        (ARN, [RATE, MANAGED], "ok"),
        (ARN, [RATE, COUNTS], "failed"),
        (ARN, [{"Name": "Common", "OverrideAction": {"Count": {}}}], "failed"),
        (ARN, [], "failed"),
        ("", [], "not used"),
    ],
)
def test_rules_that_only_count_are_none(acl: str, rules: list[Any], state: str) -> None:
    """As somebody may have left them after trying them out."""
    assert shield.rules(cast(Place, Cloud(acl, rules))).state == state
