"""CloudFront: one origin for the browser, three behind it."""

from pathlib import Path
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudfront as cloudfront
from aws_cdk import aws_cloudfront_origins as origins
from constructs import Construct

from infra.acknowledge import acknowledge
from infra.environment import Environment
from infra.front_secret import HEADER, FrontSecret
from infra.response_headers import response_headers
from infra.security_headers import (
    ASK_EVERY_TIME,
    ASSETS,
    CHAT,
    CHAT_HEADERS,
    CHAT_SCRIPT,
    KEEP_A_WHILE,
    KEEP_FOR_EVER,
    SCRIPT_SECONDS,
)
from infra.site_bucket import SiteBucket
from infra.softphone_headers import page_headers

SPA_FALLBACK = Path(__file__).with_name("spa_fallback.js")
NEVER_CACHED = cloudfront.CachePolicy.CACHING_DISABLED


class FrontDoor(Construct):
    """`/api/*` to the HTTP API, `/ws` to the WebSocket API, the rest to the files: the client's,
    and below `/chat/` what customers' websites embed."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        site: SiteBucket,
        http_api_id: str,
        socket_api_id: str,
        front: FrontSecret,
    ) -> None:
        super().__init__(scope, id)
        self._front = front
        self._environment = environment
        self._files = origins.S3BucketOrigin.with_origin_access_control(site.files)
        self._fallback = self._page_of_an_address()
        self.distribution = cloudfront.Distribution(
            self,
            "Distribution",
            comment="Jour",
            default_root_object="index.html",
            default_behavior=self._pages(),
            additional_behaviors={
                f"{ASSETS}*": self._assets(),
                CHAT_SCRIPT: self._chat_script(),
                f"{CHAT}*": self._chat_page(),
                "/api/*": self._api(http_api_id),
                "/ws": self._socket(socket_api_id),
            },
            log_bucket=site.logs,
            log_file_prefix="cloudfront/",
            log_includes_cookies=False,
            price_class=cloudfront.PriceClass.PRICE_CLASS_100,
            web_acl_id=environment.web_acl_arn,
            **self._own_domain(),
        )
        self._accept_findings()

    def _page_of_an_address(self) -> cloudfront.FunctionAssociation:
        fallback = cloudfront.Function(
            self,
            "SpaFallback",
            comment="Jour: addresses of the client are served by index.html",
            code=cloudfront.FunctionCode.from_file(file_path=str(SPA_FALLBACK)),
            runtime=cloudfront.FunctionRuntime.JS_2_0,
        )
        return cloudfront.FunctionAssociation(
            function=fallback, event_type=cloudfront.FunctionEventType.VIEWER_REQUEST
        )

    def _pages(self) -> cloudfront.BehaviorOptions:
        headers = response_headers(
            self,
            "PageHeaders",
            cache_control=ASK_EVERY_TIME,
            headers=page_headers(cdk.Stack.of(self)),
        )
        return self._files_with(headers, NEVER_CACHED, function_associations=[self._fallback])

    def _chat_page(self) -> cloudfront.BehaviorOptions:
        headers = response_headers(
            self, "ChatHeaders", cache_control=ASK_EVERY_TIME, headers=CHAT_HEADERS
        )
        return self._files_with(headers, NEVER_CACHED, function_associations=[self._fallback])

    def _chat_script(self) -> cloudfront.BehaviorOptions:
        """Every page of every website that has the chat asks for it: the edges keep it a while."""
        kept = cloudfront.CachePolicy(
            self,
            "ChatScriptCache",
            comment="Jour: the chat's script",
            default_ttl=cdk.Duration.seconds(SCRIPT_SECONDS),
            max_ttl=cdk.Duration.seconds(SCRIPT_SECONDS),
            min_ttl=cdk.Duration.seconds(0),
            enable_accept_encoding_brotli=True,
            enable_accept_encoding_gzip=True,
        )
        headers = response_headers(
            self, "ChatScriptHeaders", cache_control=KEEP_A_WHILE, headers=CHAT_HEADERS
        )
        return self._files_with(headers, kept)

    def _assets(self) -> cloudfront.BehaviorOptions:
        headers = response_headers(self, "AssetHeaders", cache_control=KEEP_FOR_EVER)
        return self._files_with(headers, cloudfront.CachePolicy.CACHING_OPTIMIZED)

    def _files_with(
        self,
        headers: cloudfront.ResponseHeadersPolicy,
        cache: cloudfront.ICachePolicy,
        **options: Any,
    ) -> cloudfront.BehaviorOptions:
        return cloudfront.BehaviorOptions(
            origin=self._files,
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
            cache_policy=cache,
            response_headers_policy=headers,
            **options,
        )

    def _api(self, api_id: str) -> cloudfront.BehaviorOptions:
        # What may be kept of an answer is for the function to say.
        return self._passed_on(api_id, response_headers_policy=response_headers(self, "ApiHeaders"))

    def _socket(self, api_id: str) -> cloudfront.BehaviorOptions:
        return self._passed_on(api_id)

    def _passed_on(self, api_id: str, **options: Any) -> cloudfront.BehaviorOptions:
        """Hand everything to an API but the viewer's Host, by which API Gateway finds the API, and
        whatever the viewer sends as the header that is ours alone."""
        stack = cdk.Stack.of(self)
        host = f"{api_id}.execute-api.{stack.region}.{stack.url_suffix}"
        return cloudfront.BehaviorOptions(
            origin=origins.HttpOrigin(
                host,
                protocol_policy=cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
                custom_headers={HEADER: self._front.header_value},
            ),
            viewer_protocol_policy=cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
            allowed_methods=cloudfront.AllowedMethods.ALLOW_ALL,
            cache_policy=NEVER_CACHED,
            origin_request_policy=cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
            **options,
        )

    def _own_domain(self) -> dict[str, Any]:
        domain, certificate = self._environment.domain, self._environment.certificate_arn
        if domain is None or certificate is None:
            return {}
        return {
            "domain_names": [domain],
            "certificate": acm.Certificate.from_certificate_arn(self, "Certificate", certificate),
            "minimum_protocol_version": cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
        }

    def _accept_findings(self) -> None:
        acknowledge(
            self.distribution,
            AwsSolutions_CFR1="Agents travel, and on-call staff answer from anywhere.",
        )
        if self._environment.web_acl_arn is None:
            acknowledge(
                self.distribution,
                AwsSolutions_CFR2="Both APIs are throttled and login slows down by itself; the"
                " rules of JourShield cost more than an idle deployment, so they are a setting.",
            )
        if self._environment.domain is None:
            acknowledge(
                self.distribution,
                AwsSolutions_CFR4="Only with a certificate of one's own can the protocol be chosen;"
                " with domain and certificate_arn given it is TLS 1.2 or newer.",
            )
