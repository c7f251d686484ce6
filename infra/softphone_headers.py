"""Pages' headers where Connect's softphone is embedded (D7): its frame, microphone and login."""

from collections.abc import Mapping

import aws_cdk as cdk

from infra.security_headers import SECURITY_HEADERS, with_softphone


def page_headers(stack: cdk.Stack) -> Mapping[str, str]:
    """The security headers, opened for the one origin that a parameter of the stack names."""
    origin = cdk.CfnParameter(
        stack,
        "SoftphoneOrigin",
        description="Origin of Connect's softphone, https://example.my.connect.aws; empty: none",
        default="",
        allowed_pattern=r"(https://[a-z0-9.-]+)?",
    ).value_as_string
    none = cdk.CfnCondition(stack, "NoSoftphone", expression=cdk.Fn.condition_equals(origin, ""))
    opened = with_softphone(origin)
    return {
        name: usual
        if opened[name] == usual
        else cdk.Token.as_string(cdk.Fn.condition_if(none.logical_id, usual, opened[name]))
        for name, usual in SECURITY_HEADERS.items()
    }
