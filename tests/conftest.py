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
    return synthesise(Step("CDK app"), ROOT / ".local" / "logs")


@pytest.fixture(scope="session")
def emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A local AWS with nothing in it, which keeps nothing; where it is."""
    settings = Settings(free_port(), free_port(), tmp_path_factory.mktemp("aws"))
    with running(settings, keep=False):
        yield settings


@pytest.fixture(scope="session")
def dynamodb(emulator: Settings) -> Iterator[Any]:
    """A client of the emulated DynamoDB."""
    with closing(cloud.client("dynamodb", emulator.aws_endpoint)) as client:
        yield client


@pytest.fixture
def dynamodb_table(dynamodb: Any, cloud_assembly: Path) -> Iterator[DynamoTable]:
    """A fresh table with the deployed schema."""
    table = create_table(dynamodb, cloud_assembly)
    yield table
    dynamodb.delete_table(TableName=table.name)
