"""Packs assets as the zip files that Lambda takes, and what stands in for the third-party layer."""

import io
import zipfile
from pathlib import Path
from typing import Final

STAND_IN: Final = {
    "python/packages.txt": b"Here functions run in the project's own environment, which has them.\n"
}
"""For the layer of Lambda's arm64 wheels, which this machine can't load.

The emulator runs functions with the project's own Python, where the same packages are at the same
versions (tests/infra/test_vendor_layer.py). Packed as a layer they would be unpacked, some
2,000 files, for each function that starts, which takes seconds while several do.
"""


def zipped(folder: Path) -> bytes:
    """The folder's files as a zip, the same bytes for the same files."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return packed(
        {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in files
            if "__pycache__" not in path.parts
        }
    )


def packed(files: dict[str, bytes]) -> bytes:
    """Contents by path as a zip, the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED, compresslevel=1)
    return buffer.getvalue()
