"""The HTTP API behind /api/*: explicit routes, each to one function; same-origin, so no CORS."""

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigateway
from aws_cdk import aws_apigatewayv2_integrations as integrations
from aws_cdk import aws_cloudwatch as cloudwatch
from constructs import Construct

from infra.access_log import HTTP_FIELDS, access_log
from infra.acknowledge import acknowledge
from infra.environment import Environment
from infra.front_secret import FrontSecret
from infra.function import JourFunction

# Of the 10,000 requests a second that an account shares between HTTP, sockets and pushes.
REQUESTS_PER_SECOND = 500
BURST = 1000
FAILURES = 10


class JourHttpApi(Construct):
    """An API whose `$default` stage is throttled and logged; `route` adds what it answers."""

    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, front: FrontSecret
    ) -> None:
        super().__init__(scope, id)
        self._front = front
        self._integrations: dict[str, integrations.HttpLambdaIntegration] = {}
        self.api = apigateway.HttpApi(self, "Api", api_name="jour-http", create_default_stage=False)
        self.log_group, settings = access_log(self, environment, HTTP_FIELDS)
        apigateway.CfnStage(
            self,
            "Stage",
            api_id=self.api.api_id,
            stage_name="$default",
            auto_deploy=True,
            access_log_settings=settings,
            default_route_settings=apigateway.CfnStage.RouteSettingsProperty(
                throttling_rate_limit=REQUESTS_PER_SECOND, throttling_burst_limit=BURST
            ),
        )
        acknowledge(
            self.api,
            AwsSolutions_APIG4="The functions check the session cookie themselves: the token is"
            " opaque, its login lives in the table, and login itself has to answer strangers.",
        )

    @property
    def id(self) -> str:
        return self.api.api_id

    @property
    def folders(self) -> set[str]:
        """Of the functions behind it."""
        return set(self._integrations)

    def failing(self) -> cloudwatch.Alarm:
        """An alarm for answers of 500 and above: ten in a minute."""
        return cloudwatch.Alarm(
            self,
            "Failing",
            alarm_description="Jour: the HTTP API fails; a new version of a function falls back.",
            metric=self.api.metric_server_error(period=cdk.Duration.minutes(1), statistic="Sum"),
            threshold=FAILURES,
            comparison_operator=cloudwatch.ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            evaluation_periods=1,
            treat_missing_data=cloudwatch.TreatMissingData.NOT_BREACHING,
        )

    def route(self, route: str, to: JourFunction) -> None:
        """Send a route such as "POST /api/login" to a function."""
        method, path = route.split(" ")
        if to.folder not in self._integrations:
            self._front.let_check(to)
            self._integrations[to.folder] = _integration(to)
        self.api.add_routes(
            path=path,
            methods=[apigateway.HttpMethod[method]],
            integration=self._integrations[to.folder],
        )


def _integration(to: JourFunction) -> integrations.HttpLambdaIntegration:
    """One for all routes of a function, with one permission: a stack holds 500 resources, and a
    function's policy 20 KB."""
    return integrations.HttpLambdaIntegration(
        to.folder, to.invoked, scope_permission_to_route=False
    )
