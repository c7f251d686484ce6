"""Child processes: what they inherit, how their failure is told, that they end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from local import children
from local.failure import Failure


def test_nothing_of_the_users_aws_leaks_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A local run never touches a real account, and never goes through a proxy to itself."""
    for name in ("AWS_PROFILE", "AWS_ENDPOINT_URL", "HTTP_PROXY", "https_proxy", "CDK_CONTEXT"):
        monkeypatch.setenv(name, "theirs")
    environment = children.clean_environment(CDK_OUTDIR="ours")
    assert "theirs" not in environment.values()
    assert environment["AWS_SHARED_CREDENTIALS_FILE"] == os.devnull
    assert environment["CDK_OUTDIR"] == "ours"
    assert environment["PATH"] == os.environ["PATH"]


def run(script: str, log: Path) -> None:
    children.run([sys.executable, "-c", script], "Building it", log, log.parent, os.environ)


def test_a_failed_command_is_told_with_its_own_words(tmp_path: Path) -> None:
    """The telling line, the exit status, and where the rest is."""
    log = tmp_path / "logs" / "build.log"
    log.parent.mkdir()
    script = (
        "print('Error: no such file x.ts'); print('npm has a new version'); raise SystemExit(3)"
    )
    with pytest.raises(Failure) as failure:
        run(script, log)
    sentence = str(failure.value)
    assert sentence.startswith("Building it failed (exit status 3): Error: no such file x.ts.")
    assert str(log) in sentence


def test_a_successful_command_says_nothing(tmp_path: Path) -> None:
    """Its output is for the log."""
    run("print('done')", tmp_path / "build.log")
    assert (tmp_path / "build.log").read_text() == "done\n"


def test_a_child_that_does_not_listen_is_killed() -> None:
    """Ending a run is not a question of politeness."""
    script = (
        "import signal, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        "print(flush=True); time.sleep(600)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        children.end(process, patience_s=0.1)
        assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(
    ("output", "told"),
    [
        (
            "npm error code EUSAGE\nnpm error\nnpm error Missing: lit@3 from lock file\n"
            "npm error A complete log of this run can be found in: /x\n",
            "Missing: lit@3 from lock file.",
        ),
        (
            'Traceback (most recent call last):\n  raise RuntimeError("error here")\n'
            "ValueError: region unknown\n",
            "ValueError: region unknown.",
        ),
        (
            "src/app.ts(3,1): error TS2322: Type.\nFound 1 error\n",
            "src/app.ts(3,1): error TS2322: Type.",
        ),
        ("one\ntwo\n", "two."),
        ("", "it said nothing."),
    ],
)
def test_the_telling_line_is_found(tmp_path: Path, output: str, told: str) -> None:
    """npm, Python and tsc put it in different places."""
    log = tmp_path / "log"
    log.write_text(output)
    assert children.reason(log) == told
