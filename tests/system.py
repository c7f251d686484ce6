"""The whole local system as a child process, exactly as `make run` starts it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from local import cloud
from local.children import die_with
from local.settings import ROOT
from tests.ports import free_port

# The first start in a fresh checkout synthesises and installs the client's packages.
_START_S = 240
_STOP_S = 40


@dataclass(frozen=True)
class System:
    """A running system, seeded with the demo organisations."""

    data: Path
    pid: int
    base_url: str
    aws_endpoint: str
    table: str
    http_api: str
    socket_api: str
    pepper_secret: str
    _clients: dict[str, Any] = field(default_factory=dict)

    @property
    def socket_url(self) -> str:
        """Where a WebSocket client connects."""
        return f"ws{self.base_url.removeprefix('http')}/ws"

    def client(self, service: str) -> Any:
        """A boto3 client of the system's local AWS; closed with the system."""
        if service not in self._clients:
            self._clients[service] = cloud.client(service, self.aws_endpoint)
        return self._clients[service]

    def close(self) -> None:
        """Close the clients that were handed out."""
        for client in self._clients.values():
            client.close()


class Run:
    """One `python -m local run`, with ports and data of its own."""

    def __init__(self, data: Path, port: int = 0, aws_port: int = 0) -> None:
        self.data = data
        self.port = port or free_port()
        self.aws_port = aws_port or free_port()
        self.output = data.with_name(f"{data.name}-{self.port}.out")
        self.process = self._start()

    def _start(self) -> "subprocess.Popen[bytes]":
        with self.output.open("wb") as output:
            return subprocess.Popen(
                [sys.executable, "-m", "local", "run"],
                cwd=ROOT,
                env={
                    **os.environ,
                    "JOUR_PORT": str(self.port),
                    "JOUR_AWS_PORT": str(self.aws_port),
                    "JOUR_DATA": str(self.data),
                },
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                # A test run that is killed takes the system with it.
                preexec_fn=partial(die_with, os.getpid()),
            )

    def said(self) -> str:
        """All that it has printed."""
        return self.output.read_text()

    def wait_ready(self) -> System:
        """The system once it answers; fails with what the run printed."""
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError, ValueError):
                told = json.loads((self.data / "run.json").read_text())
                # A killed run before may have left its own.
                if told["pid"] == self.process.pid and "base_url" in told:
                    return System(self.data, **told)
            time.sleep(0.1)
        raise AssertionError(f"the local run did not get ready:\n{self.said()}")

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """End it by a signal; its exit status."""
        self.process.send_signal(number)
        return self.process.wait(_STOP_S)

    def kill(self) -> None:
        """Leave nothing of it behind, whatever state it is in."""
        if self.process.poll() is None:
            self.process.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(_STOP_S)
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def started(data: Path) -> Iterator[System]:
    """A system for the block."""
    run = Run(data)
    try:
        system = run.wait_ready()
        yield system
        system.close()
        status = run.stop()
        assert status == 0, f"the local run ended with {status}:\n{run.said()}"
    finally:
        run.kill()
