"""Access logs of the APIs: enough to find a request again, nothing about the person behind it."""

import json

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_logs as logs
from constructs import Construct

from infra.environment import Environment
from infra.retention import log_retention

# The route's key and not its path, which may name a user; no address, no query, no agent string.
HTTP_FIELDS = {
    "request": "$context.requestId",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.responseLatency",
    "function_status": "$context.integrationStatus",
}
SOCKET_FIELDS = {
    "request": "$context.requestId",
    "route": "$context.routeKey",
    "status": "$context.status",
    "latency_ms": "$context.integrationLatency",
    "function_status": "$context.integrationStatus",
    "event": "$context.eventType",
}


def access_log(
    scope: Construct, environment: Environment, fields: dict[str, str]
) -> tuple[logs.LogGroup, apigateway.CfnStage.AccessLogSettingsProperty]:
    """Make a log group for a stage and say what goes into it."""
    group = logs.LogGroup(
        scope,
        "AccessLog",
        retention=log_retention(environment),
        removal_policy=cdk.RemovalPolicy.DESTROY,
    )
    return group, apigateway.CfnStage.AccessLogSettingsProperty(
        destination_arn=group.log_group_arn, format=json.dumps(fields)
    )
