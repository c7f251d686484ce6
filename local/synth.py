"""Synthesises the CDK app into cdk.out, once for every use: local deploy, tests, a look at it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from local import children, client, fingerprint
from local.settings import ROOT
from local.steps import Step

OUT = ROOT / "cdk.out"
_STAMP = OUT / ".jour-made-from"
# uv.lock stands for the CDK's own version. The client is built before: JourEdge uploads it.
SOURCES = ("infra", "functions", "layers", "cdk.json", "uv.lock")


def synthesise(current: Step, logs: Path) -> Path:
    """Leave cdk.out as the sources say: the very templates and assets that AWS would get."""
    with fingerprint.alone("synth", ROOT / ".local" / "locks"):
        wanted = fingerprint.of(ROOT, SOURCES)
        if fingerprint.is_current(_STAMP, wanted):
            current.result = "unchanged"
            return OUT
        current.note = "python -m infra.app"
        _STAMP.unlink(missing_ok=True)
        command = [sys.executable, "-m", "infra.app"]
        what = "Synthesising the CDK app (python -m infra.app)"
        children.run(command, what, logs / "synth.log", ROOT, _environment())
        fingerprint.record(_STAMP, wanted)
        current.result = "done"
        return OUT


def _environment() -> dict[str, str]:
    # uv bundles the third-party layer; it lies beside this Python, which need not be on PATH.
    tools = Path(sys.executable).parent
    return children.clean_environment(
        PATH=f"{tools}{os.pathsep}{client.node().parent}{os.pathsep}{os.environ['PATH']}",
        CDK_OUTDIR=str(OUT),
        JSII_NODE=str(client.node()),
    )
