"""JourEdge: the web client's files, and the one address in front of everything."""

from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.environment import Environment
from infra.front_door import FrontDoor
from infra.site_bucket import SiteBucket


class JourEdge(cdk.Stack):
    """What browsers talk to. Takes the ids of the APIs from JourCore."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        environment: Environment,
        http_api_id: str,
        socket_api_id: str,
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
            socket_api_id=socket_api_id,
        )
        address = environment.domain or front_door.distribution.distribution_domain_name
        outputs = {
            "SiteBucketName": site.files.bucket_name,
            "DistributionId": front_door.distribution.distribution_id,
            "Address": f"https://{address}",
        }
        for name, value in outputs.items():
            cdk.CfnOutput(self, name, value=value)
