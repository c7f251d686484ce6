"""The one table: logins, people, queues and the presence log."""

import aws_cdk as cdk
from aws_cdk import aws_dynamodb as dynamodb
from constructs import Construct

from infra.environment import Environment
from infra.retention import data_removal

BY_ORG = "by_org"
TTL = "ttl"


def _text(name: str) -> dynamodb.Attribute:
    return dynamodb.Attribute(name=name, type=dynamodb.AttributeType.STRING)


class SingleTable(Construct):
    """A table on demand, with point-in-time recovery and a stream that carries both images."""

    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(scope, id)
        self.table = dynamodb.Table(
            self,
            "Table",
            partition_key=_text("pk"),
            sort_key=_text("sk"),
            billing_mode=dynamodb.BillingMode.PAY_PER_REQUEST,
            point_in_time_recovery_specification=dynamodb.PointInTimeRecoverySpecification(
                point_in_time_recovery_enabled=True
            ),
            stream=dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
            time_to_live_attribute=TTL,
            deletion_protection=environment.is_production,
            removal_policy=data_removal(environment),
        )
        self.table.add_global_secondary_index(
            index_name=BY_ORG,
            partition_key=_text("org_pk"),
            sort_key=_text("org_sk"),
            projection_type=dynamodb.ProjectionType.ALL,
        )

    @property
    def name(self) -> str:
        return self.table.table_name

    @property
    def arn(self) -> str:
        return self.table.table_arn

    @property
    def index_arn(self) -> str:
        return cdk.Fn.join("/", [self.arn, "index", BY_ORG])

    @property
    def stream_arn(self) -> str:
        arn = self.table.table_stream_arn
        if arn is None:
            raise RuntimeError("the table is declared with a stream and has none")
        return arn
