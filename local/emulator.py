"""Starts and ends the local AWS, on 127.0.0.1 only, with its state in the run's data folder."""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from local import children, streams
from local.failure import Failure
from local.settings import REGION, ROOT, Settings
from local.state import remove_folder

_START_S = 60
# Saving the state takes a second or two; open WebSockets hold the end up by three more.
_STOP_S = 20


@contextmanager
def running(settings: Settings, *, keep: bool, held: int | None = None) -> Iterator["Emulator"]:
    """The local AWS, ready to use, ended with the block.

    `keep` carries its state over to the next start. `held` is the run's lock: the emulator holds
    it too, so that no new run begins before the old one's state is saved.
    """
    streams.rewind(settings.data / "aws")
    emulator = Emulator(settings, keep=keep, held=held)
    try:
        emulator.wait_ready()
        yield emulator
    finally:
        children.end(emulator.process, _STOP_S)


class Emulator:
    """One MiniStack process."""

    def __init__(self, settings: Settings, *, keep: bool, held: int | None) -> None:
        self.settings = settings
        self.log = settings.logs / "aws.log"
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "local.aws", str(os.getpid())],
                cwd=ROOT,
                env=_environment(settings, keep=keep),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                pass_fds=() if held is None else (held,),
            )

    def wait_ready(self) -> None:
        """Return when it answers; raise a Failure when it ended or is silent for too long."""
        deadline = time.monotonic() + _START_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                raise Failure(f"The local AWS ended at once: {children.reason(self.log)}")
            if self._answers():
                return
            time.sleep(0.1)
        raise Failure(f"The local AWS did not answer within {_START_S} s: read {self.log}.")

    def _answers(self) -> bool:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        url = f"{self.settings.aws_endpoint}/_ministack/health"
        try:
            with opener.open(url, timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def _environment(settings: Settings, *, keep: bool) -> dict[str, str]:
    # What a killed run left behind; each worker unpacks its function anew.
    scratch = settings.data / "tmp"
    remove_folder(scratch)
    scratch.mkdir(parents=True)
    return children.clean_environment(
        BIND_HOST="127.0.0.1",
        GATEWAY_PORT=str(settings.aws_port),
        MINISTACK_REGION=REGION,
        PERSIST_STATE="1" if keep else "0",
        STATE_DIR=str(settings.data / "aws"),
        TMPDIR=str(scratch),
        LAMBDA_EXECUTOR="local",
        # Listeners that nothing here uses, and that would not keep to 127.0.0.1.
        IOT_MTLS_ENABLED="0",
        SFTP_ENABLED="0",
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",
        AWS_DEFAULT_REGION=REGION,
    )
