"""`python -m local <what>`: the commands behind the Makefile."""

import sys

from local.failure import Failure
from local.settings import ROOT, Settings

# Seeding and deploying use the domain and its storage, which Lambda finds in its layer.
sys.path.insert(0, str(ROOT / "layers" / "jour" / "python"))


def main(arguments: list[str]) -> int:
    """Do what the first word says; a Failure is one sentence and exit status 1."""
    what = arguments[0] if arguments else "run"
    try:
        return _do(what, arguments, Settings.from_environment())
    except Failure as failure:
        print(f"\n{failure}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        # Ctrl-C is how a run ends; anything else it leaves half done.
        print("\nStopped.")
        return 0 if what == "run" else 130


def _do(what: str, arguments: list[str], settings: Settings) -> int:
    # Imported where needed: `reset` must work, and be quick, whatever state the rest is in.
    if what == "run":
        from local.run import run

        run(settings)
    elif what == "reset":
        from local import state

        state.reset(settings)
        print("Started afresh: the data of earlier local runs is removed.")
    elif what == "prepare":
        from local.run import prepare

        prepare(settings)
    elif what == "synth":
        from local.run import synth

        synth(settings)
    elif what == "client":
        from local.checks import check_client

        check_client(settings, arguments[1:])
    elif what == "mosquitto":
        from local.checks import ensure_mosquitto

        ensure_mosquitto()
    elif what == "chromium":
        from local.checks import ensure_chromium

        ensure_chromium()
    else:
        raise Failure(f"There is no {what!r} here: use make run, reset, synth, test or check.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
