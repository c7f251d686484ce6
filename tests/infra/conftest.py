"""The synthesised app: once as it is deployed here, once as production would be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from local.fingerprint import alone
from local.settings import ROOT
from tests.infra.template import Template

PRODUCTION = {"env": "prod", "environments": "tests/infra/environments.toml"}


@pytest.fixture(scope="session")
def assembly(request: pytest.FixtureRequest) -> Path:
    """The synthesised app; JOUR_SYNTH_DIR names one that lies ready."""
    ready = os.environ.get("JOUR_SYNTH_DIR")
    found: Path = Path(ready) if ready else request.getfixturevalue("cloud_assembly")
    return found


@pytest.fixture(scope="session")
def core(assembly: Path) -> Template:
    return Template.read(assembly, "JourCore")


@pytest.fixture(scope="session")
def edge(assembly: Path) -> Template:
    return Template.read(assembly, "JourEdge")


@pytest.fixture(scope="session")
def telephony(assembly: Path) -> Template:
    return Template.read(assembly, "JourTelephony")


@pytest.fixture(scope="session")
def deployed(core: Template, telephony: Template) -> dict[str, Template]:
    """The stack that deploys each function, by the function's folder."""
    stacks = [(folder, stack) for stack in (core, telephony) for folder in stack.functions()]
    assert len(dict(stacks)) == len(stacks), "a folder is deployed twice"
    return dict(stacks)


@pytest.fixture(scope="session")
def production(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The app synthesised for production, with nothing around it that could reach AWS."""
    out = _everyones(tmp_path_factory) / "production"
    with alone("production", out.parent):
        if not (out / "manifest.json").is_file():
            done = _synthesise("infra.app", out, PRODUCTION)
            assert done.returncode == 0, done.stderr
    return out


@pytest.fixture(scope="session")
def findings(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What cdk-nag finds in the app when nothing is acknowledged."""
    out = _everyones(tmp_path_factory) / "unacknowledged"
    report = out / "validation-report.json"
    with alone("unacknowledged", out.parent):
        if not report.is_file():
            _synthesise("tests.infra.unacknowledged", out, {})
    plugins = json.loads(report.read_text(encoding="utf-8"))["pluginReports"]
    return {found["ruleName"] for plugin in plugins for found in plugin["violations"]}


def _everyones(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this test run; with xdist, the one above the workers' own."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if os.environ.get("PYTEST_XDIST_WORKER") else folder


def _synthesise(
    module: str, out: Path, context: dict[str, str]
) -> "subprocess.CompletedProcess[str]":
    home = out.with_name(f"{out.name}-home")
    home.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", module],
        cwd=ROOT,
        env={
            "PATH": "/usr/bin:/bin",
            "HOME": str(home),
            "CDK_OUTDIR": str(out),
            # The layer's content is the same as in the other synthesis: not bundled again.
            "CDK_CONTEXT_JSON": json.dumps(context | {"aws:cdk:bundling-stacks": []}),
        },
        capture_output=True,
        text=True,
        check=False,
    )
