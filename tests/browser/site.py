"""The built client on an address of its own: what a service worker does needs no system."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Error, Page, Worker
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from local.client_files import ClientFiles
from local.front_door import SecurityHeaders

INSTALLED: dict[str, Any] = {"service_workers": "allow", "permissions": ["notifications"]}
PATIENCE_S = 30


@dataclass
class Site:
    """The built client on an address of its own, which can go away and get a new version."""

    folder: Path
    port: int
    asked: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    def deploy(self) -> None:
        """Another build: a worker that differs by a byte."""
        with (self.folder / "service_worker.js").open("a") as worker:
            worker.write("\n// newer\n")

    @contextmanager
    def up(self) -> Iterator[None]:
        """Serve it, with an API where nobody is logged in."""
        files = ClientFiles(self.folder)
        routes = [Route("/api/{path:path}", self._api), Route("/{path:path}", files.answer)]
        app = Starlette(routes=routes, middleware=[Middleware(SecurityHeaders)])
        server = uvicorn.Server(
            uvicorn.Config(
                app, host="localhost", port=self.port, log_level="error", ws="none", lifespan="off"
            )
        )
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            while not server.started and thread.is_alive():
                time.sleep(0.01)
            yield
        finally:
            server.should_exit = server.force_exit = True
            thread.join()

    async def _api(self, request: Request) -> Response:
        self.asked.append(request.url.path)
        if request.url.path == "/api/session":
            return Response(status_code=204)
        return JSONResponse({"code": "not_logged_in"}, status_code=401)


def until(page: Page, condition: str, where: Page | Worker | None = None) -> None:
    """Ask the page, or its worker, until it holds.

    Playwright's own waiting needs `eval`, which the page's CSP forbids.
    """
    deadline = time.monotonic() + PATIENCE_S
    while not holds(where or page, condition):
        assert time.monotonic() < deadline, condition
        page.wait_for_timeout(50)


def holds(where: Page | Worker, condition: str) -> bool:
    """Whether it does now; not while the page is being left."""
    try:
        return bool(where.evaluate(condition))
    except Error:
        return False


def installed(page: Page) -> None:
    """Wait until the worker has the page."""
    until(page, "navigator.serviceWorker.controller !== null")
