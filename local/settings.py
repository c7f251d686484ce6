"""Where a local run listens and keeps its data: read once from the environment, then fixed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.failure import Failure

ROOT = Path(__file__).resolve().parent.parent
REGION = "eu-central-1"
STACK = "JourCore"
SOCKET_STAGE = "ws"
CONNECT_PATH = "/sim/connect"
"""Where the front door answers in the place of Amazon Connect's own API."""
PUSH_PATH = "/sim/push"
"""Where the front door plays a browser's push service."""
WEBSITE_PATH = "/website"
"""Where the front door plays the website of one of Jour's customers."""
CALLBACK_FLOW = "callback"
"""The id of the flow that calls made for agents are led through."""
SOFTPHONE_CALLBACK_FLOW = "callback-softphone"
"""Likewise for agents with a softphone."""
INVITE_FLOW = "conference-invite"
"""The id of the flow for those who are rung into a conference."""
SERVICE_NUMBER = "+46846500401"
"""What agents ring in a local run (F1); reserved for fiction."""


@dataclass(frozen=True)
class Settings:
    """Ports and data folder of one local run; everything else follows from them."""

    port: int
    aws_port: int
    data: Path

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """JOUR_PORT, JOUR_AWS_PORT and JOUR_DATA, or the defaults of `make run`."""
        port = _port(environment, "JOUR_PORT", 8080)
        aws_port = _port(environment, "JOUR_AWS_PORT", 4566)
        if port == aws_port:
            raise Failure(f"JOUR_PORT and JOUR_AWS_PORT are both {port}: give one another number.")
        data = Path(environment.get("JOUR_DATA") or ROOT / ".local").resolve()
        return cls(port, aws_port, data)

    @property
    def base_url(self) -> str:
        """The address that a browser opens."""
        return f"http://localhost:{self.port}"

    @property
    def website_url(self) -> str:
        """A customer's website with the chat on it: another site to the browser, as it would be."""
        return f"http://127.0.0.1:{self.port}{WEBSITE_PATH}"

    @property
    def aws_endpoint(self) -> str:
        """The address of the local AWS."""
        return f"http://127.0.0.1:{self.aws_port}"

    @property
    def connect_url(self) -> str:
        """Where functions ask Amazon Connect, which the front door plays."""
        return f"http://127.0.0.1:{self.port}{CONNECT_PATH}"

    @property
    def push_service(self) -> str:
        """The beginning of the simulated push service's addresses, as functions reach them."""
        return f"http://127.0.0.1:{self.port}{PUSH_PATH}"

    @property
    def origins(self) -> str:
        """The origins that the client may come from, as the stack's parameter wants them."""
        return f"{self.base_url},http://127.0.0.1:{self.port}"

    @property
    def logs(self) -> Path:
        """The folder where every child's output is kept."""
        return self.data / "logs"

    def connections_url(self, socket_api: str) -> str:
        """Where the local AWS lets functions push to WebSocket connections."""
        return f"{self.aws_endpoint}/_aws/execute-api/{socket_api}/{SOCKET_STAGE}"


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise Failure(f"{name} is {text!r}, which is no port: give a number from 1 to 65535.")
    return int(text)
