"""Pushes per second of one fan-out function: `make bench`.

The real `Pusher` posts through boto3 to a sink on this machine that answers each post after 5 ms,
as API Gateway roughly does inside its region. Beside it the same number of bare keep-alive POSTs
from as many threads: what the interpreter can do without signing, botocore and JSON. The ratio
says what the pusher costs; the absolute figures are this machine's.
"""

import http.client
import json
import os
import platform
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from jour.push import CONCURRENCY, Outcome, Pusher

POSTS = 2_000
ROUNDS = 5
SINK_DELAY_S = 0.005
MESSAGE = {
    "type": "presence",
    "agents": [{"user": "anna", "name": "Anna", "state": "paused", "reason": "lunch"}],
    "gone": [],
    "versions": {},
}


def main() -> None:
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
    os.environ.setdefault("AWS_ACCESS_KEY_ID", "bench")
    os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "bench")
    with sink() as port:
        pusher = Pusher(f"http://127.0.0.1:{port}")
        pairs = [(rate(lambda: pushed(pusher)), rate(lambda: bare(port))) for _ in range(ROUNDS)]
    pushes, posts = zip(*pairs, strict=True)
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(f"{POSTS} posts, {CONCURRENCY} at once, sink answers after {SINK_DELAY_S * 1000:.0f} ms")
    print(f"pusher:          {summary(pushes)} posts/s")
    print(f"bare keep-alive: {summary(posts)} posts/s")
    ratios = [post / push for push, post in pairs]
    print(f"ratio bare/pusher: {statistics.median(ratios):.2f} (median of {ROUNDS} pairs)")


def rate(run: Callable[[], None]) -> float:
    """Posts per second of one round."""
    start = time.perf_counter()
    run()
    return POSTS / (time.perf_counter() - start)


def pushed(pusher: Pusher) -> None:
    outcomes = pusher.post_all((f"connection{n}", MESSAGE) for n in range(POSTS))
    if set(outcomes) != {Outcome.DELIVERED}:
        raise SystemExit(f"posts failed: {set(outcomes)}")


def bare(port: int) -> None:
    """The same posts with nothing but the standard library's HTTP client."""
    body = json.dumps(MESSAGE).encode()

    def some(count: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port)
        for _ in range(count):
            connection.request("POST", "/@connections/x", body)
            connection.getresponse().read()
        connection.close()

    with ThreadPoolExecutor(CONCURRENCY) as pool:
        list(pool.map(some, [POSTS // CONCURRENCY] * CONCURRENCY))


def summary(rates: tuple[float, ...]) -> str:
    return f"{statistics.median(rates):6.0f} (min {min(rates):.0f}, max {max(rates):.0f})"


@contextmanager
def sink() -> Iterator[int]:
    """A process that takes posts; ended with the block."""
    port = _free_port()
    command = [sys.executable, str(Path(__file__).with_name("sink.py")), str(port)]
    process = subprocess.Popen([*command, str(SINK_DELAY_S)])
    try:
        _wait(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise SystemExit("the sink did not start")


if __name__ == "__main__":
    main()
