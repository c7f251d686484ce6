"""Rules in front of the front door (issue 10): rates where strangers may knock, common attacks."""

from pathlib import Path
from typing import Any

import pytest

from infra.environment import Environment, Misconfigured
from infra.environments import read
from infra.shield import IN_BODIES
from tests.infra.template import Template

FILE = Path(__file__).with_name("environments.toml")


@pytest.fixture(scope="module")
def acl(assembly: Path) -> dict[str, Any]:
    return Template.read(assembly, "JourShield").one("AWS::WAFv2::WebACL")


def _rules(acl: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {rule["Name"]: rule for rule in acl["Rules"]}


@pytest.mark.parametrize(
    ("rule", "how", "path"),
    [
        ("Logins", "EXACTLY", "/api/login"),
        ("Forgotten", "EXACTLY", "/api/password/forgotten"),
        ("Chats", "STARTS_WITH", "/api/chats"),
    ],
)
def test_rates_stand_where_strangers_may_post(
    acl: dict[str, Any], core: Template, rule: str, how: str, path: str
) -> None:
    """A rule guards the path that the API answers, however a request spells it."""
    found = _rules(acl)[rule]
    rate = found["Statement"]["RateBasedStatement"]
    method, where = (
        part["ByteMatchStatement"]
        for part in rate["ScopeDownStatement"]["AndStatement"]["Statements"]
    )
    assert method["SearchString"] == "POST"
    assert (where["PositionalConstraint"], where["SearchString"]) == (how, path)
    assert [t["Type"] for t in where["TextTransformations"]] == ["URL_DECODE", "NORMALIZE_PATH"]
    assert any(route.startswith(f"POST {path}") for route in core.routes("HttpApi"))
    assert found["Action"]["Block"]["CustomResponse"]["ResponseCode"] == 429


def test_what_people_write_is_no_attack(acl: dict[str, Any]) -> None:
    """Chats hold addresses, passwords hold `<`, files are large: rules about bodies only count."""
    group = _rules(acl)["AWSManagedRulesCommonRuleSet"]["Statement"]["ManagedRuleGroupStatement"]
    overrides = {one["Name"]: one["ActionToUse"] for one in group["RuleActionOverrides"]}
    assert overrides == {name: {"Count": {}} for name in IN_BODIES}


def test_nothing_personal_is_sampled(acl: dict[str, Any]) -> None:
    """Samples would keep people's addresses and cookies."""
    seen = [acl, *acl["Rules"]]
    assert not any(one["VisibilityConfig"]["SampledRequestsEnabled"] for one in seen)


def test_cloudfront_takes_the_acl_that_the_deployment_names(
    production: Path, edge: Template
) -> None:
    """It costs more than an idle deployment, so it is there for those who name it."""
    kind, config = "AWS::CloudFront::Distribution", "DistributionConfig"
    named = Template.read(production, "JourEdge").one(kind)[config]
    assert named["WebACLId"] == read("prod", FILE).web_acl_arn is not None
    assert "WebACLId" not in edge.one(kind)[config]


@pytest.mark.parametrize(
    "where", ["eu-central-1:111111111111:global", "us-east-1:111111111111:regional"]
)
def test_an_acl_that_cloudfront_cannot_use_is_refused(where: str) -> None:
    """CloudFront looks in us-east-1, for a global one; its own refusal comes minutes later."""
    with pytest.raises(Misconfigured, match="web_acl_arn"):
        Environment(name="prod", web_acl_arn=f"arn:aws:wafv2:{where}/webacl/Jour/1")
