"""Storage over the emulated DynamoDB, whose conditions are atomic; each test has its own table."""

import pytest

from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.table import Table
from tests.builders import DEMO
from tests.dynamodb import DynamoTable


@pytest.fixture
def table(dynamodb_table: DynamoTable) -> Table:
    """A table that knows the demo organisation."""
    table = Table(dynamodb_table.client, dynamodb_table.name)
    Organisations(table).add(DEMO)
    return table


@pytest.fixture
def sessions(table: Table) -> Sessions:
    return Sessions(table)
