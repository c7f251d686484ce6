"""The one table."""

from pathlib import Path

import pytest

from tests.infra.template import Template

TABLE = "AWS::DynamoDB::Table"


def test_keys_and_index(core: Template) -> None:
    """The names that jour.store.keys writes."""
    table = core.one(TABLE)
    assert _keys(table["KeySchema"]) == {"HASH": "pk", "RANGE": "sk"}
    (index,) = table["GlobalSecondaryIndexes"]
    assert index["IndexName"] == "by_org"
    assert _keys(index["KeySchema"]) == {"HASH": "org_pk", "RANGE": "org_sk"}
    assert index["Projection"] == {"ProjectionType": "ALL"}


def test_paid_by_use_and_recoverable(core: Template) -> None:
    """Issue 2: point-in-time recovery, TTL, stream with both images; nothing idle costs."""
    table = core.one(TABLE)
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_production_data_cannot_be_deleted_by_mistake(production: Path) -> None:
    """Issue 2: deletion protection in production, and the stack's end leaves the table."""
    template = Template.read(production, "JourCore")
    assert template.one(TABLE)["DeletionProtectionEnabled"] is True
    for kind in (TABLE, "AWS::SecretsManager::Secret"):
        found = [r for r in template.content["Resources"].values() if r["Type"] == kind]
        assert found
        assert {r["DeletionPolicy"] for r in found} == {"Retain"}
        assert {r["UpdateReplacePolicy"] for r in found} == {"Retain"}


@pytest.mark.parametrize("kind", [TABLE, "AWS::SecretsManager::Secret"])
def test_other_environments_leave_nothing_behind(core: Template, kind: str) -> None:
    """A try-out is gone when its stack is."""
    found = [r for r in core.content["Resources"].values() if r["Type"] == kind]
    assert {r["DeletionPolicy"] for r in found} == {"Delete"}
    assert not any(r["Properties"].get("DeletionProtectionEnabled", False) for r in found)


def _keys(schema: list[dict[str, str]]) -> dict[str, str]:
    return {key["KeyType"]: key["AttributeName"] for key in schema}
