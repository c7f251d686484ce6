"""Packs assets as the zip files that Lambda takes; the third-party layer for this machine."""

from __future__ import annotations

import hashlib
import io
import sys
import tempfile
import zipfile
from pathlib import Path

from local import children
from local.settings import ROOT

REQUIREMENTS = ROOT / "layers" / "vendor" / "requirements.txt"


def zipped(folder: Path) -> bytes:
    """The folder's files as a zip, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                entry = zipfile.ZipInfo(path.relative_to(folder).as_posix())
                entry.external_attr = 0o644 << 16
                archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED, compresslevel=1)
    return buffer.getvalue()


def host_layer(cache: Path, logs: Path) -> bytes:
    """The third-party layer built for this machine and its Python instead of Lambda's arm64.

    It is uploaded in the place of the other, so that the template stays the one that AWS gets.
    """
    requirements = REQUIREMENTS.read_bytes()
    name = hashlib.sha256(requirements + sys.version.encode()).hexdigest()[:24]
    kept = cache / f"host-layer-{name}.zip"
    if not kept.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            _install(Path(folder) / "python", logs)
            kept.write_bytes(zipped(Path(folder)))
    return kept.read_bytes()


def _install(target: Path, logs: Path) -> None:
    uv = Path(sys.executable).parent / "uv"
    command = [str(uv), "pip", "install", "--quiet", "--no-deps", "--python", sys.executable]
    command += ["--target", str(target), "--only-binary", ":all:", "-r", str(REQUIREMENTS)]
    what = "Building the third-party layer for this machine (uv pip install)"
    children.run(command, what, logs / "layer.log", ROOT, children.clean_environment())
