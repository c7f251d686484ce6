"""Tables in the emulated DynamoDB with the schema that is deployed."""

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.assembly import Assembly


@dataclass(frozen=True)
class DynamoTable:
    """A table of its own for a test: the client to reach it, and its name."""

    client: Any
    name: str


def create_table(client: Any, cloud_assembly: Path) -> DynamoTable:
    """A new empty table like the one in the synthesised template; without its stream."""
    schema = Assembly(cloud_assembly).table()
    name = f"test-{uuid.uuid4().hex[:12]}"
    client.create_table(
        TableName=name,
        KeySchema=schema["KeySchema"],
        AttributeDefinitions=schema["AttributeDefinitions"],
        GlobalSecondaryIndexes=schema["GlobalSecondaryIndexes"],
        BillingMode=schema["BillingMode"],
    )
    client.update_time_to_live(
        TableName=name, TimeToLiveSpecification=schema["TimeToLiveSpecification"]
    )
    return DynamoTable(client, name)
