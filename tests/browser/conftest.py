"""Debian's Chromium against the running system; the browser is started once."""

import shutil
from pathlib import Path

import pytest

from local.client import DIST, build
from local.steps import Step
from tests.browser.site import Site
from tests.ports import free_port
from tests.system import System

_QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Playwright's own browser is not used: its download is not part of this project."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.fail("The browser tests need the package chromium: apt-get install chromium")
    # The sandbox refuses to start for root, which build servers are.
    return {"executable_path": chromium, "args": ["--no-sandbox", *_QUIET]}


@pytest.fixture(scope="session")
def base_url(system: System) -> str:
    """What Playwright puts before paths: `page.goto("/")` opens the running system."""
    return system.base_url


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """The client as it is built: no system is needed to open it."""
    build(Step("Client"), tmp_path)
    folder = tmp_path / "dist"
    shutil.copytree(DIST, folder)
    return Site(folder, free_port())
