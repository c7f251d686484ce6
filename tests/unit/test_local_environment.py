"""Making the environment with nothing but the system's Python."""

import ast
import os
import shutil
import sys
from pathlib import Path

import pytest

from local import debian, environment
from local.failure import Failure
from local.settings import ROOT


def test_uv_is_pinned_in_one_place() -> None:
    """What is installed first is what pyproject.toml says."""
    assert environment.pinned_uv('local = [\n    "uv==1.2.3",\n]') == "uv==1.2.3"
    assert environment.pinned_uv((ROOT / "pyproject.toml").read_text()).startswith("uv==")


def test_without_a_pin_the_sentence_says_where_to_add_it() -> None:
    """Not a stack trace about None."""
    with pytest.raises(Failure, match=r"pyproject\.toml pins no uv"):
        environment.pinned_uv('"ruff==1.2.3"')


def test_an_old_python_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first thing that somebody on an old Debian would meet."""
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(Failure, match=r"3\.11 or newer and python3 is 3\.9\.2.* PYTHON="):
        environment.ensure()


@pytest.mark.parametrize("module", ["environment", "debian", "failure", "steps", "__init__"])
def test_what_runs_first_is_readable_by_an_old_python(module: str) -> None:
    """Otherwise it could not say that the Python is too old; and it imports nothing installed."""
    source = (ROOT / "local" / f"{module}.py").read_text()
    tree = ast.parse(source, feature_version=(3, 7))
    imported = {
        name.partition(".")[0]
        for node in ast.walk(tree)
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert imported <= set(sys.stdlib_module_names) | {"local"}


def test_a_package_that_only_root_can_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """One sentence with the command, instead of a failure in the middle of a test run."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(Failure, match=r"browser tests need .*'sudo apt-get install chromium"):
        debian.install("chromium", "The browser tests need")


def test_without_apt_the_package_is_named_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other systems call it something similar."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(Failure, match="chromium"):
        debian.install("chromium", "The browser tests need")


def test_a_failing_apt_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its last line says more than its exit status."""
    apt = tmp_path / "apt-get"
    apt.write_text("#!/bin/sh\necho 'E: no network'\nexit 100\n")
    apt.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    with pytest.raises(Failure, match=r"chromium could not be installed .*E: no network"):
        debian.install("chromium", "The browser tests need")
