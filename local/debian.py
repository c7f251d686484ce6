"""Installs a Debian package when that is possible, and says which one is needed when it is not.

Standard library only: it also runs before the environment exists.
"""

from __future__ import annotations

import os
import shutil
import subprocess

from local.failure import Failure

_APT = ["apt-get", "-y", "-qq", "-o", "DPkg::Lock::Timeout=120"]


def install(package: str, purpose: str) -> None:
    """Install `package` by apt, or raise a Failure: "<purpose> the package <package>, …"."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        raise Failure(
            f"{purpose} the package {package}, which only an administrator can install: "
            f"run 'sudo apt-get install {package}', then try again."
        )
    _apt(["update"], package)
    _apt(["install", "--no-install-recommends", package], package)


def _apt(arguments: list[str], package: str) -> None:
    done = subprocess.run(
        [*_APT, *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        lines = done.stdout.strip().splitlines()
        reason = lines[-1] if lines else f"exit status {done.returncode}"
        raise Failure(
            f"The package {package} could not be installed by apt-get {arguments[0]} ({reason}): "
            f"install it by hand, then try again."
        )
