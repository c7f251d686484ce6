"""Ports and folder of a local run, from the environment."""

from pathlib import Path

import pytest

from local.failure import Failure
from local.settings import ROOT, Settings


def test_defaults_are_those_of_the_readme() -> None:
    """http://localhost:8080, data in .local."""
    settings = Settings.from_environment({})
    assert settings.base_url == "http://localhost:8080"
    assert settings.data == ROOT / ".local"


def test_the_environment_chooses_ports_and_folder(tmp_path: Path) -> None:
    """So that a second system, for example the tests', runs beside the first."""
    settings = Settings.from_environment(
        {"JOUR_PORT": "1234", "JOUR_AWS_PORT": "2345", "JOUR_DATA": str(tmp_path)}
    )
    assert settings.origins == "http://localhost:1234,http://127.0.0.1:1234"
    assert settings.connections_url("abc") == ("http://127.0.0.1:2345/_aws/execute-api/abc/ws")
    assert settings.logs == tmp_path / "logs"


@pytest.mark.parametrize("text", ["0", "65536", "eighty", "-1", "8080 ", "٣", "80.5"])
def test_what_is_no_port_is_refused_by_name(text: str) -> None:
    """The sentence names the variable, the value, and what is right."""
    with pytest.raises(Failure, match=r"JOUR_PORT is .* give a number from 1 to 65535"):
        Settings.from_environment({"JOUR_PORT": text})


def test_one_port_for_both_is_refused() -> None:
    """The front door and the local AWS cannot share one."""
    with pytest.raises(Failure, match="both 4566"):
        Settings.from_environment({"JOUR_PORT": "4566"})
