"""`python -m ops …`: the operator's commands."""

import sys
from logging import StreamHandler
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "layers" / "jour" / "python"))

from jour.observe import logger
from ops.app import app

if __name__ == "__main__":
    handler = logger.registered_handler
    if isinstance(handler, StreamHandler):
        handler.setStream(sys.stderr)  # what a command prints is not mixed with notes
    app(prog_name="ops")
