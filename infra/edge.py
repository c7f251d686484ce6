"""JourEdge: the web client's files, and the one address in front of everything."""

from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_apigatewayv2 as apigateway
from constructs import Construct

from infra.environment import Environment
from infra.front_door import FrontDoor
from infra.front_secret import FrontSecret
from infra.site_bucket import SiteBucket
from infra.socket_api import ROUTE_RESPONSE, JourSocketApi


class JourEdge(cdk.Stack):
    """What browsers talk to. Takes the APIs from JourCore."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        http_api_id: str,
        socket_api: JourSocketApi,
        front: FrontSecret,
        **kwargs: Any,
    ) -> None:
        super().__init__(scope, id, **kwargs)
        site = SiteBucket(self, "Site", environment=environment)
        front_door = FrontDoor(
            self,
            "FrontDoor",
            environment=environment,
            site=site,
            http_api_id=http_api_id,
            socket_api_id=socket_api.id,
            front=front,
        )
        self._answer_over(socket_api)
        address = environment.domain or front_door.distribution.distribution_domain_name
        outputs = {
            "SiteBucketName": site.files.bucket_name,
            "SiteLogsName": site.logs.bucket_name,
            "DistributionId": front_door.distribution.distribution_id,
            "Address": f"https://{address}",
        }
        for name, value in outputs.items():
            cdk.CfnOutput(self, name, value=value)

    def _answer_over(self, api: JourSocketApi) -> None:
        # On AWS a function's answer reaches the client through a route response. The emulator sends
        # it anyway and refuses every template with this type, hence its place in this stack.
        apigateway.CfnRouteResponse(
            self,
            "SocketAnswer",
            api_id=api.id,
            route_id=api.answering_route_id,
            route_response_key=ROUTE_RESPONSE,
        )
