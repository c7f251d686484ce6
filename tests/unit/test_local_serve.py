"""What the front door's log holds of the requests that it serves."""

import logging

import pytest

from local.serve import without_numbers


@pytest.mark.parametrize(
    ("path", "logged"),
    [
        ("/sim/phones/%2B46701740605/answer", "/sim/phones/%2B…05/answer"),
        ("/sim/phones/+46701740605", "/sim/phones/+…05"),
        ("/sim/calls/1b2c", "/sim/calls/1b2c"),
    ],
)
def test_telephone_numbers_are_not_logged(path: str, logged: str) -> None:
    """House rule: at most their last two digits."""
    record = logging.LogRecord("x", logging.INFO, "x", 1, '"%s %s" %d', ("GET", path, 200), None)
    assert without_numbers(record)
    assert record.getMessage() == f'"GET {logged}" 200'
