"""The local run as a person meets it: it answers, keeps its data, ends cleanly, explains itself."""

import json
import signal
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from local import demo
from tests.ports import free_port
from tests.system import Run, System

ANNA = {
    "user_id": "anna",
    "password": "demo-anna",
    "agent": True,
    "channel": "web",
    "phone": "softphone",
    "groups": None,
}


@pytest.fixture
def runs() -> Iterator[list[Run]]:
    """Runs that a test starts itself; none of them survives it."""
    started: list[Run] = []
    yield started
    for run in started:
        run.kill()


def open_socket(system: System, cookie: str) -> ClientConnection:
    """A socket with the page's origin, as a browser opens it; use it in a with statement."""
    return connect(
        system.socket_url,
        origin=Origin(system.base_url),
        additional_headers={"Cookie": cookie},
        proxy=None,
    )


def processes_of(data: Path) -> list[str]:
    """The command lines of all processes whose environment or arguments name the data folder."""
    found = []
    for process in Path("/proc").iterdir():
        if not process.name.isdigit():
            continue
        try:
            environment = (process / "environ").read_bytes()
            command = (process / "cmdline").read_bytes()
        except OSError:  # ended meanwhile
            continue
        if str(data).encode() in environment:
            found.append(command.replace(b"\0", b" ").decode())
    return found


def test_the_front_door_reaches_the_deployed_functions(
    visitor: Callable[[], httpx.Client],
) -> None:
    """Same origin: the page, and the API whose cookie then tells who is asking."""
    anna = visitor()
    page = anna.get("/")
    assert page.headers["content-type"].startswith("text/html")
    assert anna.post("/api/login", json=ANNA).status_code == 200
    assert anna.get("/api/session").json()["user"]["id"] == "anna"


def test_every_demo_user_can_log_in(visitor: Callable[[], httpx.Client]) -> None:
    """The logins that are printed at the start are true."""
    for user in demo.USERS:
        login = {"user_id": user.id, "password": user.password, "agent": False, "channel": "web"}
        answer = visitor().post("/api/login", json=login)
        assert answer.status_code == 200, (user.id, answer.text)
        assert answer.json()["organisation"]["id"] == user.org


def test_a_socket_without_login_is_refused_before_it_opens(system: System) -> None:
    """The authorizer's refusal of `$connect` reaches the client as the handshake's answer."""
    with (
        pytest.raises(InvalidStatus) as refusal,
        open_socket(system, "__Host-jour=forged"),
    ):
        pass
    assert refusal.value.response.status_code in (401, 403)


def test_a_socket_with_login_carries_messages_both_ways(
    system: System, visitor: Callable[[], httpx.Client]
) -> None:
    """Cookie and origin pass the front door, the snapshot comes back through it."""
    anna = visitor()
    anna.post("/api/login", json=ANNA)
    cookie = "; ".join(f"{one.name}={one.value}" for one in anna.cookies.jar)
    with open_socket(system, cookie) as socket_of_anna:
        socket_of_anna.send(json.dumps({"action": "sync"}))
        message = json.loads(socket_of_anna.recv(timeout=20))
    assert message["type"] == "snapshot"
    assert message["me"]["user"] == "anna"


def log_in(system: System, user: str) -> str:
    """Log somebody in as an agent; the cookie."""
    answer = httpx.post(
        f"{system.base_url}/api/login",
        json={**ANNA, "user_id": user, "password": f"demo-{user}"},
        headers={"Origin": system.base_url},
        trust_env=False,
    )
    return answer.headers["set-cookie"].partition(";")[0]


def test_logins_and_news_survive_a_run_that_was_killed(tmp_path: Path, runs: list[Run]) -> None:
    """SIGKILL gives no time to clean up, so the kernel ends the local AWS; data is kept, changes go
    on reaching sockets, and SIGTERM ends with status 0, as Ctrl-C does after every test."""
    first = Run(tmp_path / "data")
    runs.append(first)
    cookie = log_in(first.wait_ready(), "anna")
    first.stop(signal.SIGKILL)

    # Holding the lock is the proof: the emulator holds it as long as it lives.
    second = Run(tmp_path / "data", first.port, first.aws_port)
    runs.append(second)
    system = second.wait_ready()
    assert "CDK app: unchanged" in second.said()
    assert "Stack JourCore: unchanged" in second.said()
    with open_socket(system, cookie) as socket_of_anna:
        log_in(system, "bo")
        news = json.loads(socket_of_anna.recv(timeout=20))
    assert news["type"] == "presence"
    assert second.stop(signal.SIGTERM) == 0
    assert processes_of(tmp_path / "data") == []


@pytest.mark.parametrize("variable", ["JOUR_PORT", "JOUR_AWS_PORT"])
def test_a_port_in_use_is_said_in_one_sentence(
    tmp_path: Path, runs: list[Run], variable: str
) -> None:
    """It names the port and the variable to choose another; no traceback, status not 0."""
    with socket.socket() as occupier:
        occupier.bind(("127.0.0.1", 0))
        occupier.listen()
        taken = occupier.getsockname()[1]
        ports = {"JOUR_PORT": free_port(), "JOUR_AWS_PORT": free_port(), variable: taken}
        run = Run(tmp_path / "data", ports["JOUR_PORT"], ports["JOUR_AWS_PORT"])
        runs.append(run)
        assert run.process.wait(60) == 1
    assert f"Port {taken} on 127.0.0.1 cannot be used" in run.said()
    assert f"{variable}={taken + 1}" in run.said()
    assert "Traceback" not in run.said()


def test_a_second_run_on_the_same_data_is_refused(system: System, runs: list[Run]) -> None:
    """Two runs on one folder would ruin each other's data."""
    second = Run(system.data)
    runs.append(second)
    assert second.process.wait(60) == 1
    assert "already running" in second.said()
    assert "Traceback" not in second.said()
