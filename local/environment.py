"""Makes .venv from uv.lock with nothing but the system's python3; make runs it before all else.

Standard library only, and readable by a Python too old for the rest, so that it can say so.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

from local import debian
from local.failure import Failure
from local.steps import Step, step

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / ".jour-environment"


def main() -> int:
    """Make the environment when it is missing or no longer what the lock file says."""
    try:
        ensure()
    except Failure as failure:
        sys.stderr.write(f"\n{failure}\n")
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def ensure() -> None:
    """Leave .venv as uv.lock says; a stamp inside it makes this free when nothing changed."""
    if sys.version_info < OLDEST:
        have = ".".join(str(part) for part in sys.version_info[:3])
        raise Failure(
            f"Jour needs Python 3.11 or newer and python3 is {have}: install a newer one, "
            f"then name it, for example 'make run PYTHON=python3.12'."
        )
    wanted = fingerprint()
    if STAMP.exists() and STAMP.read_text() == wanted and works():
        return
    with step("Python environment") as current:
        if not works():
            create(current)
        synchronise(current)
        STAMP.write_text(wanted)
        current.result = "as uv.lock says"


def fingerprint() -> str:
    """What the environment is made from."""
    digest = hashlib.sha256()
    for name in ("pyproject.toml", "uv.lock"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def works() -> bool:
    """Whether .venv has a Python that starts, and something to install packages with."""
    if not PYTHON.exists():
        return False
    probe = (
        "import sys, importlib.util as u; sys.exit(not (u.find_spec('uv') or u.find_spec('pip')))"
    )
    return subprocess.run([str(PYTHON), "-c", probe], check=False).returncode == 0


def create(current: Step) -> None:
    """Make an empty virtual environment, with pip."""
    if importlib.util.find_spec("ensurepip") is None:
        current.note = "installing python3-venv"
        debian.install("python3-venv", "Making a Python environment needs")
    current.note = "making .venv"
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)], "Making .venv")


def synchronise(current: Step) -> None:
    """Bring uv in its pinned version, then let it install exactly what is locked."""
    if not (VENV / "bin" / "uv").exists():
        current.note = "installing uv"
        requirement = pinned_uv((ROOT / "pyproject.toml").read_text())
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, requirement], "Installing uv")
    current.note = "uv sync"
    _run(
        [str(VENV / "bin" / "uv"), "sync", "--locked", "--quiet", "--python", str(PYTHON)],
        "Installing the locked packages (uv sync)",
    )


def pinned_uv(pyproject: str) -> str:
    """The requirement on uv that pyproject.toml pins: spelt there and nowhere else."""
    match = re.search(r'"(uv==[^"]+)"', pyproject)
    if match is None:
        raise Failure("pyproject.toml pins no uv: add \"uv==<version>\" to its group 'local'.")
    return match.group(1)


def _run(command: list[str], what: str) -> None:
    environment = {
        **os.environ,
        "UV_PROJECT_ENVIRONMENT": str(VENV),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    environment.pop("VIRTUAL_ENV", None)
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        command,
        cwd=str(ROOT),
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        detail = "\n".join(done.stdout.strip().splitlines()[-8:])
        raise Failure(
            f"{what} failed (exit status {done.returncode}): check the network and the disk, "
            f"then try again. It said:\n{detail}"
        )


if __name__ == "__main__":
    sys.exit(main())
