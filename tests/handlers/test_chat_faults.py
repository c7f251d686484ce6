"""Issue 8.3, proof: exactly once and in order on both sides, whatever the networks do to frames.

The functions are the deployed ones. Between them and two pages lie networks that deliver a frame,
lose it or its answer, deliver it twice or late, also after the page has connected anew; the stream
tells what has changed at any time, some of it twice. The pages do as the client's own model
(`web/src/model/conversation.ts`): one message at a time, again under the same id until it is
numbered; what is held already changes nothing; a gap is asked for.
"""

import itertools
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from jour.store import chats as storage
from jour.store.chats import Chats
from tests.handlers.chats import OPENING, Stream, customer_socket
from tests.handlers.conftest import Call, World
from tests.handlers.sockets import Socket, fan_out, log_in, opened

CHATS = int(os.environ.get("JOUR_CHATS_WITH_FAULTS", "4"))
SIDES = ("customer", "agent")
FATES = ("through", "lost", "twice", "late", "answer lost")
DOINGS = ("write", "send", "hear", "tell", "sync", "connect", "late")
Step = tuple[str, str, str]
Frame = dict[str, Any]


@dataclass
class Page:
    """One side's page: what it knows, what it has yet to send, what is on its way to it."""

    side: str
    contact: str
    cookie: str
    socket: Socket
    lines: dict[int, tuple[str, str]] = field(default_factory=dict)
    last: int = 0
    written: list[str] = field(default_factory=list)
    outbox: list[str] = field(default_factory=list)
    wire: list[Frame] = field(default_factory=list)

    def ask(self, action: str, **fields: Any) -> Frame:
        return self.socket.ask(action, contact=self.contact, **fields)

    def sync(self) -> Frame:
        action = "sync" if self.side == "customer" else "chat_sync"
        return self.ask(action, after=self.run)

    @property
    def run(self) -> int:
        """The newest message up to which nothing is missing."""
        return next(n for n in range(len(self.lines) + 1) if n + 1 not in self.lines)

    def hear(self, frame: Frame) -> None:
        if frame["type"] != "chat" or frame["contact"] != self.contact:
            return
        for line in frame["messages"]:
            said = (line["author"], line["text"] or line["event"])
            known = self.lines.setdefault(line["number"], said)
            assert known == said, "a number stands for two messages"
            if line["author"] == self.side and line["text"] in self.outbox:
                self.outbox.remove(line["text"])
        self.last = max(self.last, frame["last"])


class Conversation:
    """A chat that has begun, and the networks on both sides."""

    def __init__(self, world: World, call: Call, stream: Stream, agent: Page, number: int) -> None:
        self.world, self.stream, self.agent = world, stream, agent
        source = {"x-forwarded-for": f"198.51.{number}.1, 10.0.0.1"}
        opening = OPENING | {"client_id": f"{number:022}"}
        begun = call("POST", "/api/chats", opening, headers=source)
        assert begun.status == 201, begun
        assert fan_out(stream.records()) == []
        agent.contact = begun.body["contact"]
        assert agent.ask("accept")["type"] == "ok"
        cookie = begun.cookie or ""
        socket = customer_socket(cookie, f"k{number}-0")
        self.customer = Page("customer", agent.contact, cookie, socket)
        self.late: list[tuple[Page, Socket, str]] = []
        self.held: list[Frame] = []
        self.connections = 0

    def page(self, side: str) -> Page:
        return self.customer if side == "customer" else self.agent

    def play(self, steps: Sequence[Step]) -> None:
        for doing, side, fate in steps:
            getattr(self, f"_{doing}")(self.page(side), fate)

    def _write(self, page: Page, _: str) -> None:
        text = f"{page.side} {len(page.written)}"
        page.written.append(text)
        page.outbox.append(text)

    def _send(self, page: Page, fate: str) -> None:
        if not page.outbox:
            return
        text = page.outbox[0]
        if fate == "late":
            self.late.append((page, page.socket, text))
        if fate in ("lost", "late"):
            return
        answers = [self._sent(page, page.socket, text) for _ in range(1 + (fate == "twice"))]
        if fate != "answer lost":
            page.wire += answers

    def _late(self, _: Page, __: str) -> None:
        """What was sent long ago arrives, perhaps of a socket that is no more."""
        if self.late:
            self._sent(*self.late.pop(0))

    def _sent(self, page: Page, socket: Socket, text: str) -> Frame:
        fields = {"text": text, "client_id": f"id of {text}"}
        return socket.ask("chat", contact=page.contact, **fields)

    def _hear(self, page: Page, fate: str) -> None:
        self._post()
        frames, page.wire = page.wire, []
        if fate == "late":
            page.wire, frames = frames[:1], frames[1:]
        if fate == "twice":
            frames = frames[::-1] + frames
        if fate not in ("lost", "answer lost"):
            for frame in frames:
                page.hear(frame)

    def _tell(self, _: Page, fate: str) -> None:
        """The stream: late, and twice where the function was cut off; never lost."""
        records, self.held = [*self.held, *self.stream.records()], []
        if fate == "late":
            self.held = records
        elif records:
            for _round in range(1 + (fate == "twice")):
                assert fan_out(records) == []

    def _sync(self, page: Page, fate: str) -> None:
        answer = page.sync()
        if fate not in ("lost", "answer lost"):
            page.wire.append(answer)

    def _connect(self, page: Page, fate: str) -> None:
        """A new socket; the old one's end is known before, afterwards, or never."""
        old, page.wire = page.socket, []
        self.connections += 1
        name = f"{page.contact[-4:]}-{page.side}-{self.connections}"
        if fate == "through":
            old.disconnect()
        by = opened if page.side == "agent" else customer_socket
        page.socket = by(page.cookie, name)
        if fate == "late":
            old.disconnect()
        self._sync(page, fate)

    def _post(self) -> None:
        """What has been pushed is on its way to whoever is still on that connection."""
        posted, self.world.pusher.posted[:] = list(self.world.pusher.posted), []
        for connection, frame in posted:
            for page in (self.customer, self.agent):
                if page.socket.connection_id == connection:
                    page.wire.append(frame)

    def heal(self) -> None:
        """The networks are well again: all that is under way arrives, and pages catch up."""
        while self.late:
            self._late(self.customer, "")
        for page in (self.customer, self.agent):
            self._connect(page, "through")
            for _ in page.written:
                self._send(page, "through")
                self._hear(page, "through")
            assert page.outbox == [], "what is sent is not numbered"
        self._tell(self.customer, "through")
        self.stream.settle()
        for page in (self.customer, self.agent):
            self._hear(page, "through")
            page.hear(page.sync())
            assert page.run == page.last, "a gap that is not filled"

    def end(self) -> None:
        assert self.customer.ask("end")["type"] == "ok"
        self.world.pusher.posted.clear()
        self.agent.lines, self.agent.last, self.agent.written = {}, 0, []


def check(conversation: Conversation) -> None:
    """Both have what the table has: each message once, in the order in which it was written."""
    customer, agent = conversation.customer, conversation.agent
    stored = Chats(conversation.world.services.table).messages(customer.contact, 0, 1_000)
    assert [line.number for line in stored] == list(range(1, len(stored) + 1))
    said = {line.number: (line.author.value, line.text or line.event) for line in stored}
    assert customer.lines == said, "the customer's page is not complete"
    assert agent.lines == said, "the agent's page is not complete"
    for page in (customer, agent):
        mine = [said[number][1] for number in sorted(said) if said[number][0] == page.side]
        first = 1 if page.side == "customer" else 0
        assert mine[first:] == page.written, "not once, or not in order"


@pytest.fixture
def agent(call: Call) -> Page:
    """Anna on the desktop."""
    cookie = log_in(call)
    return Page("agent", "", cookie, opened(cookie, "a0"))


@pytest.fixture
def numbers() -> Iterator[int]:
    """Of the chats in one table."""
    return itertools.count()


@settings(
    max_examples=CHATS,
    deadline=None,
    derandomize=True,
    # Each example is a whole chat: to make one that fails shorter takes minutes.
    phases=[Phase.generate],
    # One table for all: each example is a chat of its own in it.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(st.sampled_from(DOINGS), st.sampled_from(SIDES), st.sampled_from(FATES)),
        min_size=10,
        max_size=25,
    )
)
def test_every_message_arrives_once_and_in_order(
    world: World, call: Call, agent: Page, numbers: Iterator[int], steps: list[Step]
) -> None:
    """Duplicated, delayed and dropped frames, reconnects on both sides; then both agree."""
    conversation = Conversation(world, call, Stream(world), agent, next(numbers))
    try:
        conversation.play(steps)
        conversation.heal()
        check(conversation)
    finally:
        conversation.end()


@pytest.mark.parametrize(
    ("condition", "steps"),
    [
        ("NOT_SENT_YET", [("write", "agent", ""), ("send", "agent", "twice")]),
        (
            "NOT_SENT_YET",
            [("write", "customer", ""), ("send", "customer", "late"), ("send", "customer", "lost")],
        ),
    ],
)
def test_the_property_notices_what_is_stored_twice(
    world: World,
    call: Call,
    agent: Page,
    condition: str,
    steps: list[Step],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It can fail: without the condition on a client's id, a repeated frame is a second message."""
    original = getattr(storage, condition)
    always = f"({original}) OR attribute_exists(#pk) OR attribute_not_exists(#pk)"
    monkeypatch.setattr(storage, condition, always)
    conversation = Conversation(world, call, Stream(world), agent, 0)
    conversation.play(steps)
    conversation.heal()
    with pytest.raises(AssertionError, match="not once"):
        check(conversation)
