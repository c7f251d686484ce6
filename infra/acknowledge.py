"""Findings of cdk-nag that are accepted, each with its reason, beside what they are about."""

import aws_cdk as cdk
from constructs import IConstruct


def acknowledge(scope: IConstruct, **reasons: str) -> None:
    """Accept findings on a construct and all below it: rule="why", with `_` for the id's `-`."""
    for rule, reason in reasons.items():
        acknowledge_exact(scope, rule.replace("_", "-", 1), reason)


def acknowledge_exact(scope: IConstruct, rule: str, reason: str) -> None:
    """Accept one finding whose id is no Python name, such as AwsSolutions-IAM5[Resource::…]."""
    cdk.Validations.of(scope).acknowledge(cdk.Acknowledgment(id=rule, reason=reason))
