"""The security headers as CloudFront wants them said."""

from collections.abc import Mapping

import aws_cdk as cdk
from aws_cdk import aws_cloudfront as cloudfront
from constructs import Construct

from infra.security_headers import HSTS_SECONDS, SECURITY_HEADERS

# These have settings of their own; CloudFront refuses them among the custom headers.
_OWN_SETTING = {
    "Content-Security-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
}


def response_headers(
    scope: Construct,
    id: str,
    *,
    cache_control: str | None = None,
    headers: Mapping[str, str] = SECURITY_HEADERS,
) -> cloudfront.ResponseHeadersPolicy:
    """Set the security headers on every response, and how long a browser may keep it."""
    custom = {name: v for name, v in headers.items() if name not in _OWN_SETTING}
    if cache_control:
        custom["Cache-Control"] = cache_control
    return cloudfront.ResponseHeadersPolicy(
        scope,
        id,
        security_headers_behavior=_security(headers),
        custom_headers_behavior=cloudfront.ResponseCustomHeadersBehavior(
            custom_headers=[
                cloudfront.ResponseCustomHeader(header=name, value=value, override=True)
                for name, value in custom.items()
            ]
        ),
    )


def _security(headers: Mapping[str, str]) -> cloudfront.ResponseSecurityHeadersBehavior:
    referrer = headers["Referrer-Policy"].upper().replace("-", "_")
    return cloudfront.ResponseSecurityHeadersBehavior(
        content_security_policy=cloudfront.ResponseHeadersContentSecurityPolicy(
            content_security_policy=headers["Content-Security-Policy"], override=True
        ),
        content_type_options=cloudfront.ResponseHeadersContentTypeOptions(override=True),
        frame_options=_frames(headers.get("X-Frame-Options")),
        referrer_policy=cloudfront.ResponseHeadersReferrerPolicy(
            referrer_policy=cloudfront.HeadersReferrerPolicy[referrer], override=True
        ),
        strict_transport_security=cloudfront.ResponseHeadersStrictTransportSecurity(
            access_control_max_age=cdk.Duration.seconds(HSTS_SECONDS),
            include_subdomains=True,
            override=True,
        ),
    )


def _frames(option: str | None) -> cloudfront.ResponseHeadersFrameOptions | None:
    """None where any page may frame what is answered."""
    if option is None:
        return None
    return cloudfront.ResponseHeadersFrameOptions(
        frame_option=cloudfront.HeadersFrameOption[option], override=True
    )
