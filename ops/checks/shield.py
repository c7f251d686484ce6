"""Whether rules stand in front of CloudFront, where the environment wants them (JourShield)."""

from typing import Any

from infra.environments import read
from ops.checks.check import Check, Verdict, either, failed, unused
from ops.front_secret import distribution_config
from ops.place import Place

_RULES_REGION = "us-east-1"
"""Where WAF keeps what is for CloudFront."""


def association(place: Place) -> Verdict:
    """CloudFront has the very rules that the file names."""
    edge = place.stack("JourEdge")
    if edge is None:
        return unused("JourEdge is not deployed")
    there = _acl(place, edge.outputs["DistributionId"])
    wanted = read(place.env).web_acl_arn if place.env else there or None
    if wanted is None:
        return failed("there are rules, and the file names none") if there else unused("no rules")
    return either(there == wanted, "as the file says" if there == wanted else "others, or none")


def rules(place: Place) -> Verdict:
    """They refuse: a rule that only counts lets everything through."""
    edge = place.stack("JourEdge")
    there = _acl(place, edge.outputs["DistributionId"]) if edge else ""
    if not there:
        return unused("no rules")
    *_, name, id_ = there.split("/")
    waf = place.client("wafv2", _RULES_REGION)
    found = waf.get_web_acl(Name=name, Id=id_, Scope="CLOUDFRONT")["WebACL"]["Rules"]
    idle = [rule["Name"] for rule in found if not _refuses(rule)]
    if idle or not found:
        return failed(f"only count: {', '.join(idle)}" if idle else "there is no rule")
    return either(True, f"{len(found)} rules")


def _refuses(rule: dict[str, Any]) -> bool:
    return "Block" in rule.get("Action", {}) or "None" in rule.get("OverrideAction", {})


def _acl(place: Place, distribution: str) -> str:
    return str(distribution_config(place, distribution)[0].get("WebACLId", ""))


SHIELD = (
    Check(
        "shield.association",
        association,
        "Write JourShield's WebAclArn into environments.toml as web_acl_arn; make deploy.",
    ),
    Check("shield.rules", rules, "Deploy JourShield again (docs/deploy.md)."),
)
