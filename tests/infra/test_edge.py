"""The one address in front of everything."""

from pathlib import Path
from typing import Any

import pytest

from infra.security_headers import (
    ASK_EVERY_TIME,
    CHAT_HEADERS,
    CHAT_SCRIPT,
    CONTENT_SECURITY_POLICY,
    KEEP_A_WHILE,
    KEEP_FOR_EVER,
    SECURITY_HEADERS,
    cache_control,
    headers_of,
    with_softphone,
)
from tests.infra.template import Template, rendered

# Managed by AWS, with the same id everywhere.
CACHING_DISABLED = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6"
ALL_VIEWER_EXCEPT_HOST_HEADER = "b689b0a8-53d0-40ab-baf2-68738e2966ac"
PAGES = "default"


def _distribution(edge: Template) -> dict[str, Any]:
    config: dict[str, Any] = edge.one("AWS::CloudFront::Distribution")["DistributionConfig"]
    return config


def _behaviour(edge: Template, path: str) -> dict[str, Any]:
    config = _distribution(edge)
    if path == PAGES:
        default: dict[str, Any] = config["DefaultCacheBehavior"]
        return default
    (found,) = (b for b in config["CacheBehaviors"] if b["PathPattern"] == path)
    return dict(found)


def _origin(edge: Template, path: str) -> dict[str, Any]:
    wanted = _behaviour(edge, path)["TargetOriginId"]
    (found,) = (o for o in _distribution(edge)["Origins"] if o["Id"] == wanted)
    return dict(found)


def _headers(edge: Template, path: str, *, softphone: bool = False) -> dict[str, str]:
    """Every header that the behaviour's policy sets, as the browser sees it."""
    name = rendered(_behaviour(edge, path)["ResponseHeadersPolicyId"]).strip("${}")
    policy = edge.all("AWS::CloudFront::ResponseHeadersPolicy")[name]["ResponseHeadersPolicyConfig"]
    security = policy["SecurityHeadersConfig"]
    found = {
        "Content-Security-Policy": security["ContentSecurityPolicy"]["ContentSecurityPolicy"],
        "X-Content-Type-Options": "nosniff" if security["ContentTypeOptions"]["Override"] else "",
        "X-Frame-Options": security.get("FrameOptions", {}).get("FrameOption", "none"),
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
        "Strict-Transport-Security": security["StrictTransportSecurity"]["AccessControlMaxAgeSec"],
        **{item["Header"]: item["Value"] for item in policy["CustomHeadersConfig"]["Items"]},
    }
    return {name: _chosen(value, softphone) for name, value in found.items()}


def _chosen(value: Any, softphone: bool) -> str:
    """What a header is, with the parameter `SoftphoneOrigin` or without."""
    if isinstance(value, str | int):
        return str(value)
    condition, without, with_it = value["Fn::If"]
    assert condition == "NoSoftphone"
    return rendered(with_it if softphone else without)


@pytest.mark.parametrize("path", [PAGES, "/assets/*", "/api/*"])
def test_security_headers_are_the_ones_spelt_once(edge: Template, path: str) -> None:
    """Issue 2, 3.4: CloudFront sends what the local front door sends, and HSTS."""
    headers = _headers(edge, path)
    assert headers.items() >= SECURITY_HEADERS.items()
    assert int(headers["Strict-Transport-Security"]) >= 365 * 24 * 60 * 60


def test_only_pages_frame_connects_softphone_and_only_where_it_is_named(edge: Template) -> None:
    """D7: one origin, its frame and its microphone; nothing else is opened by it."""
    assert edge.content["Parameters"]["SoftphoneOrigin"]["Default"] == ""
    opened = _headers(edge, PAGES, softphone=True)
    assert opened.items() >= with_softphone("${SoftphoneOrigin}").items()
    assert opened["Content-Security-Policy"].endswith("; frame-src ${SoftphoneOrigin}")
    assert 'microphone=(self "${SoftphoneOrigin}")' in opened["Permissions-Policy"]
    changed = {name for name, value in SECURITY_HEADERS.items() if opened[name] != value}
    opens = {"Content-Security-Policy", "Cross-Origin-Opener-Policy", "Permissions-Policy"}
    assert changed == opens
    for path in ("/assets/*", "/api/*"):
        assert _headers(edge, path, softphone=True).items() >= SECURITY_HEADERS.items()


def test_csp_allows_nothing_inline_and_nothing_foreign() -> None:
    """3.2.2, 3.4.3, 3.4.6: own files only; no page may frame ours."""
    directives = dict(part.split(" ", 1) for part in CONTENT_SECURITY_POLICY.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    sources = {word for value in directives.values() for word in value.split()}
    assert sources == {"'none'", "'self'", "data:"}
    assert directives["img-src"] == "'self' data:"


@pytest.mark.parametrize("path", ["/chat/*", CHAT_SCRIPT])
def test_the_chat_alone_may_stand_on_other_websites(edge: Template, path: str) -> None:
    """Issue 8: its page in a frame and its script anywhere; otherwise as strict as all the rest."""
    headers = _headers(edge, path)
    assert headers.items() >= CHAT_HEADERS.items()
    assert headers["X-Frame-Options"] == "none"
    opened = {name for name, value in SECURITY_HEADERS.items() if CHAT_HEADERS.get(name) != value}
    assert opened == {
        "Content-Security-Policy",
        "Cross-Origin-Resource-Policy",
        "X-Frame-Options",
    }
    usual = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
    assert CHAT_HEADERS["Content-Security-Policy"] == usual
    assert headers_of("/chat/") == headers_of(CHAT_SCRIPT) == CHAT_HEADERS
    for other in ("/", "/chat", "/chats/", "/assets/chat/", "/api/chats"):
        assert headers_of(other) == SECURITY_HEADERS


def test_the_chats_script_is_kept_for_minutes(edge: Template) -> None:
    """Issue 8: a website's visitors don't ask for it on every page, and have a new one soon."""
    assert _headers(edge, CHAT_SCRIPT)["Cache-Control"] == cache_control(CHAT_SCRIPT)
    assert cache_control(CHAT_SCRIPT) == KEEP_A_WHILE == "public, max-age=300"
    assert _headers(edge, "/chat/*")["Cache-Control"] == cache_control("/chat/") == ASK_EVERY_TIME
    kept = edge.one("AWS::CloudFront::CachePolicy")["CachePolicyConfig"]
    assert kept["MaxTTL"] == 300
    asked_by = kept["ParametersInCacheKeyAndForwardedToOrigin"]
    assert asked_by["CookiesConfig"]["CookieBehavior"] == "none"
    paths = [one["PathPattern"] for one in _distribution(edge)["CacheBehaviors"]]
    assert paths.index(CHAT_SCRIPT) < paths.index("/chat/*"), "the first that fits is taken"


@pytest.mark.parametrize("path", [PAGES, "/assets/*", "/chat/*", CHAT_SCRIPT, "/api/*", "/ws"])
def test_nothing_goes_over_plain_http(edge: Template, path: str) -> None:
    """D11: port 443 only; the cookie is never sent in the clear."""
    assert _behaviour(edge, path)["ViewerProtocolPolicy"] in ("https-only", "redirect-to-https")


@pytest.mark.parametrize(("path", "api"), [("/api/*", "HttpApi"), ("/ws", "SocketApi")])
def test_apis_are_passed_on_uncached(edge: Template, path: str, api: str) -> None:
    """Every header, cookie and query reaches the API, except the Host that it is found by."""
    behaviour = _behaviour(edge, path)
    assert behaviour["CachePolicyId"] == CACHING_DISABLED
    assert behaviour["OriginRequestPolicyId"] == ALL_VIEWER_EXCEPT_HOST_HEADER
    assert {"GET", "POST", "PATCH", "DELETE"} <= set(behaviour["AllowedMethods"])
    origin = _origin(edge, path)
    assert api in str(origin["DomainName"])
    assert origin["CustomOriginConfig"]["OriginProtocolPolicy"] == "https-only"
    assert "OriginPath" not in origin


def test_pages_are_asked_for_every_time(edge: Template) -> None:
    """Fault 19: a new client is there with the next load, without any invalidation."""
    assert _behaviour(edge, PAGES)["CachePolicyId"] == CACHING_DISABLED
    assert _headers(edge, PAGES)["Cache-Control"] == ASK_EVERY_TIME
    stable = ("/index.html", "/", "/service_worker.js", "/manifest.webmanifest")
    assert {cache_control(path) for path in stable} == {ASK_EVERY_TIME}


def test_hashed_files_are_kept_for_ever(edge: Template) -> None:
    """A file whose name is its content never changes."""
    assert _behaviour(edge, "/assets/*")["CachePolicyId"] == CACHING_OPTIMIZED
    assert _headers(edge, "/assets/*")["Cache-Control"] == KEEP_FOR_EVER
    assert cache_control("/assets/main-8S2KQ.js") == KEEP_FOR_EVER


def test_answers_decide_their_own_caching(edge: Template) -> None:
    """What the API says of its answers (no-store) is not overruled."""
    assert "Cache-Control" not in _headers(edge, "/api/*")


def test_client_addresses_fall_back_to_its_page(edge: Template) -> None:
    """The fallback runs before pages, and not before files or APIs."""
    for path in (PAGES, "/chat/*"):
        (function,) = _behaviour(edge, path)["FunctionAssociations"]
        assert function["EventType"] == "viewer-request"
        assert "FrontDoorSpaFallback" in rendered(function["FunctionARN"])
    for path in ("/assets/*", CHAT_SCRIPT, "/api/*", "/ws"):
        assert "FunctionAssociations" not in _behaviour(edge, path)


def test_no_error_is_dressed_up(edge: Template) -> None:
    """A distribution-wide error page would replace the API's own problems."""
    assert "CustomErrorResponses" not in _distribution(edge)


def test_files_are_read_by_cloudfront_alone(edge: Template) -> None:
    """Issue 2: the bucket is private; CloudFront signs its requests."""
    for bucket in edge.all("AWS::S3::Bucket").values():
        assert bucket["PublicAccessBlockConfiguration"] == {
            "BlockPublicAcls": True,
            "BlockPublicPolicy": True,
            "IgnorePublicAcls": True,
            "RestrictPublicBuckets": True,
        }
        assert "BucketEncryption" in bucket
    assert "OriginAccessControlId" in _origin(edge, PAGES)
    policy = edge.all("AWS::S3::BucketPolicy")["SiteFilesPolicy"]["PolicyDocument"]
    allowed = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    assert [(s["Action"], s["Principal"]) for s in allowed] == [
        ("s3:GetObject", {"Service": "cloudfront.amazonaws.com"})
    ]


def test_old_files_stay(edge: Template) -> None:
    """Fault 19: a page loaded before a deploy goes on finding its own files."""
    files = edge.all("AWS::S3::Bucket")["SiteFiles"]
    assert files["VersioningConfiguration"] == {"Status": "Enabled"}
    # Current files have no end here: deploy/releases.py says which are needed no more.
    (rule,) = files["LifecycleConfiguration"]["Rules"]
    ends = {name for name in rule if "Expir" in name}
    assert ends == {"NoncurrentVersionExpiration", "ExpiredObjectDeleteMarker"}


def test_access_logs_without_cookies_that_expire(edge: Template) -> None:
    """16.2.5: a log never holds a login's token, and addresses are not kept for ever."""
    logging = _distribution(edge)["Logging"]
    assert rendered(logging["Bucket"]) == "${SiteLogs.RegionalDomainName}"
    assert logging.get("IncludeCookies", False) is False
    (rule,) = edge.all("AWS::S3::Bucket")["SiteLogs"]["LifecycleConfiguration"]["Rules"]
    assert rule["ExpirationInDays"] <= 90


def test_own_domain_brings_modern_tls(production: Path) -> None:
    """With domain and certificate given, nothing older than TLS 1.2 is spoken."""
    config = _distribution(Template.read(production, "JourEdge"))
    assert config["Aliases"] == ["jour.example.se"]
    assert config["ViewerCertificate"]["MinimumProtocolVersion"] == "TLSv1.2_2021"
