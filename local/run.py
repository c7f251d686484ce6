"""`make run`: everything from the sources to an address that answers, step by step."""

import os
import sys
import time
from contextlib import ExitStack
from functools import partial

from local import client, demo, first_calls, state
from local.assembly import Assembly
from local.connect import template
from local.connect.numbering import Ties
from local.deploy import deploy
from local.emulator import Emulator, running
from local.front_door import free, front_door, listen
from local.serve import serve
from local.settings import SERVICE_NUMBER, Settings
from local.stack import Deployed
from local.steps import step
from local.stopping import interrupt_on_signals
from local.synth import OUT, synthesise


def run(settings: Settings) -> None:
    """Bring everything up, serve until a signal, take everything down again."""
    started = time.monotonic()
    interrupt_on_signals()
    with ExitStack() as cleanup:
        lock = cleanup.enter_context(state.claimed(settings))
        state.check_layout(settings)
        state.announce(settings, None)
        cleanup.callback(state.withdraw, settings)
        listeners = [cleanup.enter_context(one) for one in listen(settings)]
        free(settings.aws_port, "JOUR_AWS_PORT")
        prepare(settings)
        emulator, deployed = _bring_up(settings, lock, cleanup)
        app = front_door(settings, deployed, client.DIST, _ties(deployed))
        ready = partial(_ready, settings, deployed, started)
        serve(app, listeners, settings, emulator.process, ready)
        print("\nStopping; the data is kept.")


def prepare(settings: Settings) -> None:
    """Make from the sources what is deployed and served: the client and the CDK's templates."""
    with step("Client") as current:
        client.build(current, settings.logs)
    synth(settings)


def synth(settings: Settings) -> None:
    """Make the CloudFormation templates from the CDK app."""
    with step("CDK app") as current:
        synthesise(current, settings.logs)


def _bring_up(settings: Settings, lock: int, cleanup: ExitStack) -> tuple[Emulator, Deployed]:
    with step("Local AWS") as current:
        emulator = cleanup.enter_context(running(settings, keep=True, held=lock))
        current.result = settings.aws_endpoint
    with step("Stack JourCore") as current:
        deployed = deploy(settings, Assembly(OUT), current)
    with step("Demo organisations") as current:
        added = demo.seed(settings.aws_endpoint, deployed)
        current.result = f"{added} added" if added else "there already"
    with step("First calls"):
        first_calls.answer(settings, deployed)
    return emulator, deployed


def _ties(deployed: Deployed) -> Ties:
    """Which flow answers which number: Amazon Connect is the one service that is played."""
    with step("Telephone flows") as current:
        parameters = {
            "ServiceNumber": SERVICE_NUMBER,
            "CustomerNumbers": ",".join(demo.CUSTOMER_NUMBERS),
        }
        found = template.ties(OUT, parameters, deployed.exports)
        current.result = ", ".join(sorted(found.numbers)) or "none yet"
        return found


def _ready(settings: Settings, deployed: Deployed, started: float) -> None:
    """Tell tools and people where it answers, now that it does."""
    running_now = state.Running(
        pid=os.getpid(),
        base_url=settings.base_url,
        aws_endpoint=settings.aws_endpoint,
        table=deployed.table,
        http_api=deployed.http_api,
        socket_api=deployed.socket_api,
        pepper_secret=deployed.pepper_secret,
    )
    state.announce(settings, running_now)
    seconds = time.monotonic() - started
    print(f"\nJour is ready after {seconds:.1f} s: {settings.base_url}   (Ctrl-C stops it)\n")
    print(f"  {'organisation':<14}{'user id':<10}{'password':<14}")
    for user in demo.USERS:
        print(f"  {user.org:<14}{user.id:<10}{user.password:<14}{user.described}")
    print(f"\n  simulated telephones: {settings.base_url}/phones (service number {SERVICE_NUMBER})")
    print(f"  what was mailed:      {settings.base_url}/outbox")
    print(f"  a customer's website: {settings.website_url} (with the chat on it)")
    sys.stdout.flush()
