"""What tests of several kinds share: the whole local system, and tables in an emulated DynamoDB."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from local import cloud
from local.emulator import running
from local.settings import ROOT, Settings
from local.steps import Step
from local.synth import synthesise
from tests.dynamodb import DynamoTable, create_table
from tests.ports import free_port
from tests.system import System, started


@pytest.fixture(scope="session")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """The deployed system behind its front door, seeded with the demo data; started once."""
    with started(tmp_path_factory.mktemp("system") / "data") as running_system:
        yield running_system


@pytest.fixture(scope="session")
def cloud_assembly() -> Path:
    """The synthesised CDK app (cdk.out), made anew only when its sources changed."""
    return _synthesised()


@pytest.fixture(scope="session")
def dynamodb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A client of an emulated DynamoDB that outlives no test run."""
    _synthesised()
    settings = Settings(free_port(), free_port(), tmp_path_factory.mktemp("dynamodb"))
    with (
        running(settings, keep=False),
        closing(cloud.client("dynamodb", settings.aws_endpoint)) as client,
    ):
        yield client


@pytest.fixture
def dynamodb_table(dynamodb: Any) -> Iterator[DynamoTable]:
    """A fresh table with the deployed schema."""
    table = create_table(dynamodb)
    yield table
    dynamodb.delete_table(TableName=table.name)


def _synthesised() -> Path:
    logs = ROOT / ".local" / "logs"
    return synthesise(Step("CDK app"), logs)
