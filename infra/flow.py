"""A flow of Amazon Connect, from its file in infra/flows."""

from collections.abc import Mapping

from aws_cdk import aws_connect as connect
from constructs import Construct

from infra.flow_file import filled, read


class Flow(Construct):
    """`infra/flows/<name>.json` with its placeholders filled, in an existing instance."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        name: str,
        title: str,
        instance_arn: str,
        placeholders: Mapping[str, str],
        kind: str = "CONTACT_FLOW",
    ) -> None:
        super().__init__(scope, id)
        self.resource = connect.CfnContactFlow(
            self,
            "Flow",
            instance_arn=instance_arn,
            name=title,
            description=f"Made by Jour from {name}.json: changes by hand are overwritten",
            type=kind,
            content=filled(read(name), placeholders),
        )

    @property
    def arn(self) -> str:
        return self.resource.attr_contact_flow_arn
