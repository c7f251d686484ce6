"""Requests over connections that stay open, against a server that answers as it is told to.

Nothing here waits longer than the deadlines, which the tests make short.
"""

import datetime
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from botocore.session import get_session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from jour import keep_alive
from jour.http_answer import HttpAnswer, read_answer
from jour.keep_alive import KeepAlive, Request, Status
from jour.push import ATTEMPTS, Outcome, Pusher

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
GONE = b"HTTP/1.1 410 Gone\r\nContent-Length: 4\r\n\r\ngone"
THROTTLED = b"HTTP/1.1 429 Slow\r\nContent-Length: 0\r\n\r\n"
NO_LENGTH = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
CLOSING = b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
CUT, SILENCE = b"", b"silence"
Answers = Callable[[str], list[bytes]]


@dataclass
class Server:
    """Answers each request by its path, in pieces; counts connections."""

    answers: Answers
    context: ssl.SSLContext | None = None
    connections: int = 0
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def serve(self, listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        try:
            if self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
            with connection, connection.makefile("rb") as sent:
                while self._answered(connection, sent):
                    pass
        except OSError:
            return

    def _answered(self, connection: socket.socket, sent: Iterator[bytes]) -> bool:
        line = next(sent, b"").decode()
        if not line:
            return False
        length = 0
        for header in sent:
            if header == b"\r\n":
                break
            name, _, value = header.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        sent.read(length)  # type: ignore[attr-defined]  # a reader
        path = line.split()[1]
        self.asked.append(path)
        for piece in self.answers(path):
            if piece == CUT:
                return False
            if piece == SILENCE:
                threading.Event().wait(5)
            connection.sendall(piece)
        return True


@contextmanager
def serving(answers: Answers, context: ssl.SSLContext | None = None) -> Iterator[Server]:
    server = Server(answers, context)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server.port = listening.getsockname()[1]
        threading.Thread(target=server.serve, args=(listening,), daemon=True).start()
        yield server
        listening.shutdown(socket.SHUT_RDWR)


Kept = Callable[..., KeepAlive]


@pytest.fixture
def kept() -> Iterator[Kept]:
    """Makes one, closed when the test is over."""
    made: list[KeepAlive] = []

    def make(*of: object) -> KeepAlive:
        made.append(KeepAlive(*of))  # type: ignore[arg-type]  # what the test gives
        return made[-1]

    yield make
    for one in made:
        one.close()


def asked(http: KeepAlive, *paths: str) -> list[Status]:
    """The status of each request, in their order."""
    found: dict[str, Status] = {}

    def request(path: str) -> Request:
        def done(status: Status) -> None:
            found[path] = status

        return Request(f"POST {path} HTTP/1.1\r\nContent-Length: 2\r\n\r\n{{}}".encode(), done)

    http.send(request(path) for path in paths)
    return [found[path] for path in paths]


def test_connections_are_kept_and_no_more_are_opened_than_allowed(kept: Kept) -> None:
    """Two batches of many requests over two connections."""
    with serving(lambda _: [OK]) as server:
        http = kept(f"http://127.0.0.1:{server.port}", 2)
        for batch in range(2):
            assert asked(http, *(f"/{batch}/{n}" for n in range(20))) == [200] * 20
        assert server.connections <= 2


@pytest.mark.parametrize(
    ("pieces", "status"),
    [
        ([OK[:5], OK[5:20], OK[20:]], 200),
        ([GONE], 410),
        ([THROTTLED], 429),
        ([NO_LENGTH], 200),
        ([CLOSING], 200),
        ([b"HTTP/1.1 100 Continue\r\n\r\n", OK], 200),
        ([OK + b"too much"], 200),
        ([CUT], None),
        ([OK[:20], CUT], None),
        ([b"SSH-2.0-x\r\n\r\n"], None),
        ([b"HTTP/1.1 abc\r\n\r\n"], None),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"], None),
    ],
)
def test_every_answer_is_read_and_the_next_request_served(
    pieces: list[bytes], status: Status, kept: Kept
) -> None:
    """Fault 7: whatever one answer does to its connection, the others are served."""
    with serving(lambda path: pieces if path == "/odd" else [OK]) as server:
        http = kept(f"http://127.0.0.1:{server.port}", 1)
        assert asked(http, "/1", "/odd", "/2", "/3") == [200, status, 200, 200]


def test_a_slow_answer_holds_up_nobody(monkeypatch: pytest.MonkeyPatch, kept: Kept) -> None:
    """Fault 7: a slow reader costs its own deadline, and its connection is not used again."""
    monkeypatch.setattr(keep_alive, "ANSWER_S", 0.3)
    with serving(lambda path: [SILENCE] if path == "/slow" else [OK]) as server:
        http = kept(f"http://127.0.0.1:{server.port}", 2)
        assert asked(http, "/slow", *(f"/{n}" for n in range(10))) == [None, *[200] * 10]
        assert server.asked[-1] == "/9"
        assert asked(http, "/again") == [200]


def test_what_the_server_has_closed_meanwhile_is_opened_anew(kept: Kept) -> None:
    """A function that was frozen finds its connections dead, and says nothing of it."""
    with serving(lambda path: [OK, CUT] if path == "/last" else [OK]) as server:
        http = kept(f"http://127.0.0.1:{server.port}", 1)
        assert asked(http, "/last") == [200]
        (idle,) = http._idle
        idle.socket.setblocking(True)
        assert idle.socket.recv(1) == b""  # its end has come
        idle.socket.setblocking(False)
        assert asked(http, "/next") == [200]
        assert server.connections == 2


def test_nobody_listens_and_no_such_host(kept: Kept) -> None:
    """Silence, not an error."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert asked(kept(f"http://127.0.0.1:{port}", 2), "/1", "/2") == [None, None]
    assert asked(kept("http://nowhere.invalid", 2), "/1") == [None]


def test_over_tls_the_server_has_to_be_the_one(tmp_path: Path, kept: Kept) -> None:
    """The certificate is verified, and its name; then it is as without."""
    certificate, key = _certificate(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    trusting = ssl.create_default_context(cafile=certificate)
    with serving(lambda _: [OK], context) as server:
        http = kept(f"https://localhost:{server.port}", 2, trusting)
        assert asked(http, *(f"/{n}" for n in range(9))) == [200] * 9
        assert asked(http, "/again") == [200]
        assert asked(kept(f"https://127.0.0.1:{server.port}", 2, trusting), "/") == [None]
        assert asked(kept(f"https://localhost:{server.port}", 2), "/") == [None]


def _certificate(folder: Path) -> tuple[str, str]:
    """Of `localhost`, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(paths[0]), str(paths[1])


def test_the_pusher_retries_what_may_succeed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fault 7: gone is gone; throttled and broken off is tried again, so often and no more."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "test")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    monkeypatch.setattr("jour.push._BACKOFF_S", 0.001)
    counts: dict[str, int] = {}

    def answers(path: str) -> list[bytes]:
        name = path.rpartition("/")[2]
        counts[name] = counts.get(name, 0) + 1
        patient = {"throttled": THROTTLED, "cut": CUT}.get(name.partition("-")[0], OK)
        if name == "gone":
            return [GONE]
        return [patient] if name.endswith("-always") or counts[name] == 1 else [OK]

    with serving(answers) as server:
        pusher = Pusher(f"http://127.0.0.1:{server.port}/ws/", get_session())
        names = ["here", "gone", "throttled", "cut", "throttled-always", "cut-always"]
        outcomes = pusher.post_all((name, {"type": "presence", "n": "å"}) for name in names)
        assert pusher.close("here") is Outcome.DELIVERED
        pusher._http.close()
    delivered, gone, failed = Outcome.DELIVERED, Outcome.GONE, Outcome.FAILED
    assert outcomes == [delivered, gone, delivered, delivered, failed, failed]
    assert (counts["gone"], counts["throttled-always"], counts["cut"]) == (1, ATTEMPTS, 2)
    assert server.asked[-1] == "/ws/@connections/here"


def test_an_answer_is_read_as_its_bytes_come() -> None:
    """Of every answer each beginning is incomplete."""
    for whole in (OK, GONE, THROTTLED):
        assert all(read_answer(bytearray(whole[:n])) is None for n in range(len(whole)))
        assert read_answer(bytearray(whole)) == HttpAnswer(int(whole[9:12]), keeps_open=True)
