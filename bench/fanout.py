"""How fast one fan-out function tells those who watch: `make bench`.

Pushes: the real `Pusher` posts to a sink on this machine that answers each post after 5 ms, as API
Gateway roughly does inside its region; beside it the same number of bare posts by the fastest
client that Python allows (bench/posts.py), over as many connections, in turn.

Telling: from the commit of a change of status until the last of 50 and of 1,000 watchers has been
posted it, through the real store and the real function over a table in memory; beside it mosquitto
telling as many subscribers one message. It takes Debian's `mosquitto`; without it that row is left
out.
"""

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stdout
from pathlib import Path

import pytest

from bench.broker import Subscribers, mosquitto
from bench.ports import free_port, wait_for
from bench.posts import BarePosts
from bench.result import Figure, keep
from jour import aws
from jour.observe import logger
from jour.push import CONCURRENCY, Outcome, Pusher
from tests.handlers.conftest import rewire

POSTS = 4_000
ROUNDS = 9
SINK_DELAY_S = 0.005
WATCHERS = (50, 1_000)
MESSAGE = {
    "type": "presence",
    "agents": [{"user": "anna", "name": "Anna", "state": "paused", "reason": "lunch"}],
    "gone": [],
    "versions": {},
}
NOTE = (
    f"{POSTS:,} posts a round over {CONCURRENCY} connections in one thread; sink and broker are "
    "processes of their own on the same machine, each kind in turn with what it is compared with. "
    "A post that is pushed is JSON, a signature (SigV4), the request, and its answer read and "
    "judged; a bare one is the same bytes again. To tell watchers the function reads the login of "
    "each, over a table in memory here. What they wait for in AWS on top: the stream, polled four "
    "times a second."
)


def main() -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        os.environ.setdefault(name, "bench")
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    logger.setLevel("CRITICAL")
    with sink() as port:
        found = [*pushes(port), *tellings(port)]
    keep("fanout", "One fan-out function", found, note=NOTE, rounds=ROUNDS)


def pushes(port: int) -> Iterator[Figure]:
    """Posts a second and the processor's time for one, pushed and bare."""
    pusher = Pusher(f"http://127.0.0.1:{port}", aws.session())
    data = b"POST /@connections/x HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n" % len(BODY)
    with closing(BarePosts(port, CONCURRENCY, data + BODY)) as bare:
        rounds = [
            (timed(lambda: pushed(pusher)), timed(lambda: bare.send(POSTS)))
            for _ in range(ROUNDS + 1)
        ][1:]
    ours, limit = zip(*rounds, strict=True)
    yield Figure.of("pushed", "posts/s", [POSTS / wall for wall, _ in ours])
    yield Figure.of("bare posts: the limit", "posts/s", [POSTS / wall for wall, _ in limit])
    ratios = [a[0] / b[0] for a, b in rounds]
    yield Figure.of("pushes: time of the limit", "×", ratios, headline=True)
    yield Figure.of("processor's time of a push", "µs", [cpu / POSTS * 1e6 for _, cpu in ours])
    yield Figure.of("of a bare post", "µs", [cpu / POSTS * 1e6 for _, cpu in limit])


def tellings(port: int) -> Iterator[Figure]:
    """From the commit to the last watcher, ours and mosquitto's."""
    with mosquitto() as broker:
        if broker is None:
            print("mosquitto is not installed: nothing to compare with")
        for number in WATCHERS:
            with watched(port, number) as tell:
                tell()
                if broker is None:
                    yield Figure.of(_told(number), "ms", [tell() * 1e3 for _ in range(ROUNDS)])
                    continue
                with closing(Subscribers(broker, number, BODY)) as subscribers:
                    subscribers.told()
                    rounds = [(tell(), subscribers.told()) for _ in range(ROUNDS)]
            yield Figure.of(_told(number), "ms", [ours * 1e3 for ours, _ in rounds])
            yield Figure.of(f"mosquitto to {number:,}", "ms", [its * 1e3 for _, its in rounds])
            ratios = [ours / its for ours, its in rounds]
            yield Figure.of(f"to {number:,}: times mosquitto's", "×", ratios, headline=True)


def _told(number: int) -> str:
    return f"commit → last of {number:,} watchers"


def timed(run: Callable[[], None]) -> tuple[float, float]:
    """Seconds by the clock and of the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    run()
    return time.perf_counter() - wall, time.process_time() - cpu


def pushed(pusher: Pusher) -> None:
    outcomes = pusher.post_all((f"connection{n}", MESSAGE) for n in range(POSTS))
    if set(outcomes) != {Outcome.DELIVERED}:
        raise SystemExit(f"posts failed: {set(outcomes)}")


@contextmanager
def watched(port: int, number: int) -> Iterator[Callable[[], float]]:
    """An organisation with so many who watch; tells them of a change, and how long it took."""
    from bench.watched import Watched

    with pytest.MonkeyPatch.context() as monkeypatch:
        made = Watched(f"http://127.0.0.1:{port}", number)
        rewire(monkeypatch, lambda: made.services)
        # The function writes what it has counted.
        with redirect_stdout(io.StringIO()):
            yield made.tell


@contextmanager
def sink() -> Iterator[int]:
    """A process that takes posts; ended with the block."""
    port = free_port()
    command = [sys.executable, str(Path(__file__).with_name("sink.py")), str(port)]
    process = subprocess.Popen([*command, str(SINK_DELAY_S)])
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


BODY = json.dumps(MESSAGE, separators=(",", ":")).encode()

if __name__ == "__main__":
    main()
