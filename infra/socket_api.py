"""The WebSocket API behind /ws."""

from typing import cast

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_authorizers as authorizers
from aws_cdk import aws_apigatewayv2_integrations as integrations
from constructs import Construct

from infra.access_log import SOCKET_FIELDS, access_log
from infra.acknowledge import acknowledge, acknowledge_exact
from infra.environment import Environment
from infra.function import JourFunction

ROUTE_RESPONSE = "$default"
STAGE = "ws"  # The front door's path /ws goes straight to it.
MESSAGES_PER_SECOND = 2000
BURST = 2000


class JourSocketApi(Construct):
    """An API with the stage `ws`; `serve` says which functions decide and answer."""

    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(scope, id)
        self.api = apigateway.WebSocketApi(
            self,
            "Api",
            api_name="jour-socket",
            route_selection_expression="$request.body.action",
        )
        self.log_group, settings = access_log(self, environment, SOCKET_FIELDS)
        self.stage = apigateway.CfnStage(
            self,
            "Stage",
            api_id=self.api.api_id,
            stage_name=STAGE,
            auto_deploy=True,
            access_log_settings=settings,
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=MESSAGES_PER_SECOND, throttling_burst_limit=BURST
            ),
        )

    @property
    def id(self) -> str:
        return self.api.api_id

    @property
    def connections_url(self) -> str:
        """Where messages to connected clients are posted."""
        stack = cdk.Stack.of(self)
        return f"https://{self.id}.execute-api.{stack.region}.{stack.url_suffix}/{STAGE}"

    def let_post(self, function: JourFunction) -> None:
        """Let a function post to this API's connections."""
        self._let(function, "POST")

    def let_close(self, function: JourFunction) -> None:
        """Let a function close this API's connections."""
        self._let(function, "DELETE")

    def _let(self, function: JourFunction, method: str) -> None:
        stack = cdk.Stack.of(self)
        connections = f"{STAGE}/{method}/@connections/*"
        arn = stack.format_arn(service="execute-api", resource=self.id, resource_name=connections)
        function.allow("execute-api:ManageConnections", on=[arn])
        acknowledge_exact(
            function.role,
            f"AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:{stack.region}:"
            f"<AWS::AccountId>:<{self._logical_id()}>/{connections}]",
            "A connection's id exists only once a client has connected; API, stage and method"
            " are exact.",
        )

    def _logical_id(self) -> str:
        resource = cast(cdk.CfnElement, self.api.node.default_child)
        return cdk.Stack.of(self).get_logical_id(resource)

    def serve(self, *, messages: JourFunction, authorizer: JourFunction) -> None:
        """Send all three routes to one function, and let another decide who may connect."""
        # No identity source: a header would be looked for by its exact case, in which browsers,
        # CloudFront and the local run differ. The authorizer refuses a missing cookie itself.
        check = authorizers.WebSocketLambdaAuthorizer(
            "Authorizer", authorizer.function, identity_source=[]
        )
        self._route("$connect", messages, check)
        self._route("$disconnect", messages)
        self.answering_route_id = self._answers(self._route("$default", messages))
        acknowledge(
            self.api,
            AwsSolutions_APIG4="API Gateway authorises a socket at $connect and nowhere else; what"
            " the authorizer decided travels with every later message.",
        )

    def _route(
        self,
        key: str,
        to: JourFunction,
        authorizer: authorizers.WebSocketLambdaAuthorizer | None = None,
    ) -> apigateway.WebSocketRoute:
        integration = integrations.WebSocketLambdaIntegration(key[1:], to.invoked)
        return self.api.add_route(key, integration=integration, authorizer=authorizer)

    def _answers(self, route: apigateway.WebSocketRoute) -> str:
        """Let what the function returns be sent; JourEdge adds the response that sends it."""
        resource = cast(apigateway.CfnRoute, route.node.default_child)
        resource.route_response_selection_expression = ROUTE_RESPONSE
        return route.route_id
