"""Serves the front door until somebody stops the run."""

import asyncio
import logging
import re
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from local.failure import Failure
from local.settings import Settings
from local.socket_proxy import MAX_MESSAGE
from local.stopping import call_on_signals

# As it stands in the addresses of simulated phones.
_NUMBER = re.compile(r"(\+|%2B)\d+(\d\d)", re.IGNORECASE)


class Server(uvicorn.Server):
    """uvicorn without signal handlers of its own, which says when it answers."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to answer, then say so."""
        await super().startup(sockets)
        self._ready()

    def stop(self) -> None:
        """End soon, in good order."""
        self.should_exit = True

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals alone."""
        yield


def configured(app: ASGIApp) -> uvicorn.Config:
    """How the front door is served: what it says of itself, and what it believes of others."""
    return uvicorn.Config(
        app,
        log_config=None,
        server_header=False,
        # Nobody stands in front of it, so nobody may say whom a request is from.
        proxy_headers=False,
        ws="websockets-sansio",
        # As API Gateway: no pings, and an end for messages that are too large.
        ws_ping_interval=None,
        ws_max_size=MAX_MESSAGE,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=3,
    )


def without_numbers(record: logging.LogRecord) -> bool:
    """Leave only the last two digits of telephone numbers in a line of the log."""
    record.msg, record.args = _NUMBER.sub(r"\1…\2", record.getMessage()), ()
    return True


def serve(
    app: ASGIApp,
    listeners: list[socket.socket],
    settings: Settings,
    aws: "subprocess.Popen[bytes]",
    ready: Callable[[], None],
) -> None:
    """Return when a signal asks for the end; raise a Failure when the local AWS has gone."""
    # What goes wrong inside is for the log, not for the terminal.
    logging.basicConfig(filename=settings.logs / "front-door.log", filemode="w", level="INFO")
    logging.getLogger("uvicorn.access").addFilter(without_numbers)
    server = Server(configured(app), ready)
    call_on_signals(server.stop)
    asyncio.run(_serve(server, listeners, aws))
    if aws.poll() is not None:
        raise Failure(
            f"The local AWS ended while it was needed: read {settings.logs / 'aws.log'}, "
            f"then start again with 'make run'."
        )


async def _serve(
    server: Server, listeners: list[socket.socket], aws: "subprocess.Popen[bytes]"
) -> None:
    watch = asyncio.create_task(_end_with(server, aws))
    await server.serve(listeners)
    watch.cancel()


async def _end_with(server: Server, aws: "subprocess.Popen[bytes]") -> None:
    while aws.poll() is None:
        await asyncio.sleep(0.5)
    server.stop()
