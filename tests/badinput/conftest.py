"""One furnished office for all tries of a worker: each try begins with it as furnished."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from tests.badinput.furniture import furnished
from tests.badinput.judge import Log
from tests.badinput.office import Office
from tests.handlers.conftest import ENVIRONMENT, rewire

TIMES = int(os.environ.get("JOUR_FUZZ", "1"))
"""How many times as much as in every run each property tries (`make fuzz`)."""
_tries = [0]


def cases(number: int) -> settings:
    """So many examples; in every run the same ones, at night others each time."""
    return settings(
        max_examples=number * TIMES,
        deadline=None,
        suppress_health_check=list(HealthCheck),  # each example begins with a table of its own
        database=None,
        derandomize=TIMES == 1,
    )


@pytest.fixture(scope="session")
def open_office() -> Iterator[tuple[Office, Log]]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        office = Office()
        rewire(monkeypatch, lambda: office.services)
        log = Log()
        furnished(office)
        log.sound()
        yield office, log
        _tries[0] += office.tries


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if _tries[0]:
        terminalreporter.write_line(f"{_tries[0]} requests, messages and invocations of bad input")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A failing try is shown whatever its length."""
    for item in items:
        if "badinput" in item.path.parts:
            item.add_marker(pytest.mark.filterwarnings("ignore:Generating overly large repr"))


@pytest.fixture
def office(open_office: tuple[Office, Log]) -> Office:
    return open_office[0]


@pytest.fixture
def log(open_office: tuple[Office, Log]) -> Log:
    return open_office[1]
