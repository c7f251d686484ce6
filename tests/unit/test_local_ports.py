"""Ports: taken on loopback only, and a sentence when somebody else has one."""

import socket
from pathlib import Path

import pytest

from local.failure import Failure
from local.front_door import free, listen
from local.settings import Settings
from tests.ports import free_port


def test_only_loopback_addresses_are_listened_on() -> None:
    """Nothing of a local run is reachable from another machine."""
    listeners = listen(Settings(free_port(), 1, Path()))
    addresses = {listener.getsockname()[0] for listener in listeners}
    for listener in listeners:
        listener.close()
    assert "127.0.0.1" in addresses
    assert addresses <= {"127.0.0.1", "::1"}


def test_a_port_in_use_is_named_with_what_to_do() -> None:
    """The sentence names the port, the reason, and the variable to choose another one with."""
    with socket.socket() as occupier:
        occupier.bind(("127.0.0.1", 0))
        occupier.listen()
        port = occupier.getsockname()[1]
        expected = rf"Port {port} on 127\.0\.0\.1 .*in use.* JOUR_AWS_PORT={port + 1}"
        with pytest.raises(Failure, match=expected):
            free(port, "JOUR_AWS_PORT")


def test_a_free_port_stays_free() -> None:
    """Looking does not take it."""
    port = free_port()
    free(port, "JOUR_AWS_PORT")
    free(port, "JOUR_AWS_PORT")
