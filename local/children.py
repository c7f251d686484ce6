"""Runs child processes so that none of them outlives the run, however it ends."""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from local.failure import Failure

_PR_SET_PDEATHSIG = 1
# npm puts the same words before every line, and facts for machines before the sentence.
_NPM = re.compile(r"^npm error *")
_SAYS_LITTLE = re.compile(r"(code|errno|syscall|path|command|signal|at|A complete log) ")


def clean_environment(**more: str) -> dict[str, str]:
    """The environment for children: nothing of the user's AWS profile or proxies leaks in."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("AWS_", "CDK_", "JOUR_", "PYTHON"))
        and not name.lower().endswith("_proxy")
    }
    return {
        **kept,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        **more,
    }


def die_with(parent: int) -> None:
    """Have the kernel end this process when `parent` dies, even by SIGKILL (Linux only)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    # The parent may have died between our start and the call above.
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGTERM)


def end(process: subprocess.Popen[bytes], patience_s: float) -> None:
    """Ask a child to stop, wait, then kill what is left of its process group."""
    with contextlib.suppress(ProcessLookupError):
        process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(patience_s)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def run(
    command: list[str], what: str, log: Path, cwd: Path, environment: Mapping[str, str]
) -> None:
    """Run one command to its end with its output in `log`, or raise a Failure that quotes it."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            status = process.wait()
        finally:
            end(process, patience_s=3)
    if status != 0:
        raise Failure(
            f"{what} failed (exit status {status}): {reason(log)} The whole output is in {log}."
        )


def reason(log: Path) -> str:
    """The line of a log that most likely says why it ended badly, as a sentence."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    if any(line.startswith("Traceback") for line in lines):
        chosen = lines[-1]
    else:
        told = [_NPM.sub("", line) for line in lines if "error" in line.lower()]
        telling = [line for line in told if line and not _SAYS_LITTLE.match(line)]
        chosen = (telling or lines[-1:] or ["it said nothing"])[0]
    text = chosen[:300]
    return text if text.endswith(".") else f"{text}."
