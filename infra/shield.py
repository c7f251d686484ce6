"""JourShield: rules in front of CloudFront, which looks for them in us-east-1 alone.

A stack of its own, deployed where a deployment wants it: it costs more than all the rest of an idle
one (docs/deploy.md). JourEdge is told its ACL as it is told its certificate.
"""

import json
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_wafv2 as waf
from constructs import Construct

REGION_OF_CLOUDFRONT = "us-east-1"
WINDOW_S = 300
# A whole call centre comes from one address, and logs in within minutes of eight o'clock.
LOGINS = 600
FORGOTTEN = 60
CHATS = 300
ANYTHING = 20_000
"""Far more than clients ask for: they are told by their sockets, and files are kept."""
IN_BODIES = (
    "SizeRestrictions_BODY",
    "EC2MetaDataSSRF_BODY",
    "GenericLFI_BODY",
    "GenericRFI_BODY",
    "CrossSiteScripting_BODY",
)
"""Rules of AWS's that would refuse what people write: a chat with an address in it, a password with
a `<`, a file of 60 kB. The functions read every body strictly: these rules count and let through.
"""
_SLOW_DOWN = {
    "type": "urn:jour:problem:too_many_requests",
    "title": "Too many requests",
    "status": 429,
    "detail": "För många anrop härifrån. Vänta fem minuter och försök igen."
    " Too many requests from here. Wait five minutes and try again.",
    "code": "too_many_requests",
}

_Rule = waf.CfnWebACL.RuleProperty
_Statement = waf.CfnWebACL.StatementProperty


class JourShield(cdk.Stack):
    """A web ACL for JourEdge's distribution."""

    def __init__(self, scope: Construct, id: str, **kwargs: Any) -> None:
        super().__init__(scope, id, **kwargs)
        rules = [
            _managed(0, "AWSManagedRulesAmazonIpReputationList", counted=()),
            _managed(1, "AWSManagedRulesCommonRuleSet", counted=IN_BODIES),
            _rate(2, "Logins", LOGINS, _posts_to("EXACTLY", "/api/login")),
            _rate(3, "Forgotten", FORGOTTEN, _posts_to("EXACTLY", "/api/password/forgotten")),
            _rate(4, "Chats", CHATS, _posts_to("STARTS_WITH", "/api/chats")),
            _rate(5, "Anything", ANYTHING, None),
        ]
        acl = waf.CfnWebACL(
            self,
            "Acl",
            description="Jour: rates of login, forgotten passwords and chats, and common attacks",
            scope="CLOUDFRONT",
            default_action=waf.CfnWebACL.DefaultActionProperty(allow={}),
            rules=rules,
            visibility_config=_seen_as("JourShield"),
            custom_response_bodies={
                "SlowDown": waf.CfnWebACL.CustomResponseBodyProperty(
                    content=json.dumps(_SLOW_DOWN, ensure_ascii=False),
                    content_type="APPLICATION_JSON",
                )
            },
        )
        cdk.CfnOutput(
            self,
            "WebAclArn",
            value=acl.attr_arn,
            description="For JourEdge: -c web_acl_arn=…",
        )


def _managed(priority: int, name: str, *, counted: tuple[str, ...]) -> _Rule:
    group = waf.CfnWebACL.ManagedRuleGroupStatementProperty(
        vendor_name="AWS",
        name=name,
        rule_action_overrides=[
            waf.CfnWebACL.RuleActionOverrideProperty(
                name=rule, action_to_use=waf.CfnWebACL.RuleActionProperty(count={})
            )
            for rule in counted
        ]
        or None,
    )
    return _Rule(
        name=name,
        priority=priority,
        statement=_Statement(managed_rule_group_statement=group),
        override_action=waf.CfnWebACL.OverrideActionProperty(none={}),
        visibility_config=_seen_as(name),
    )


def _rate(priority: int, name: str, limit: int, only: _Statement | None) -> _Rule:
    """At most `limit` requests of an address within five minutes; the rest is told to wait."""
    slow_down = waf.CfnWebACL.CustomResponseProperty(
        response_code=429, custom_response_body_key="SlowDown"
    )
    return _Rule(
        name=name,
        priority=priority,
        statement=_Statement(
            rate_based_statement=waf.CfnWebACL.RateBasedStatementProperty(
                aggregate_key_type="IP",
                evaluation_window_sec=WINDOW_S,
                limit=limit,
                scope_down_statement=only,
            )
        ),
        action=waf.CfnWebACL.RuleActionProperty(
            block=waf.CfnWebACL.BlockActionProperty(custom_response=slow_down)
        ),
        visibility_config=_seen_as(name),
    )


def _posts_to(how: str, path: str) -> _Statement:
    """POST to this path, however it is spelt."""
    is_post = _matches("EXACTLY", "POST", waf.CfnWebACL.FieldToMatchProperty(method={}), "NONE")
    is_there = _matches(
        how, path, waf.CfnWebACL.FieldToMatchProperty(uri_path={}), "URL_DECODE", "NORMALIZE_PATH"
    )
    both = waf.CfnWebACL.AndStatementProperty(statements=[is_post, is_there])
    return _Statement(and_statement=both)


def _matches(
    how: str, text: str, of: waf.CfnWebACL.FieldToMatchProperty, *transformed: str
) -> _Statement:
    return _Statement(
        byte_match_statement=waf.CfnWebACL.ByteMatchStatementProperty(
            field_to_match=of,
            positional_constraint=how,
            search_string=text,
            text_transformations=[
                waf.CfnWebACL.TextTransformationProperty(priority=n, type=kind)
                for n, kind in enumerate(transformed)
            ],
        )
    )


def _seen_as(name: str) -> waf.CfnWebACL.VisibilityConfigProperty:
    # No samples: they would keep addresses and headers of people for three hours.
    return waf.CfnWebACL.VisibilityConfigProperty(
        cloud_watch_metrics_enabled=True, metric_name=name, sampled_requests_enabled=False
    )
