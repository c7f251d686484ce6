"""One simulated call: who rings whom, what has been said, how it stands."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final

from local.connect.keypad import Keypad

WITHHELD: Final = "anonymous"


class CallState(StrEnum):
    """Where a call is."""

    IN_FLOW = "in_flow"
    RINGING = "ringing"
    BRIDGED = "bridged"
    ENDED = "ended"


class EndedBy(StrEnum):
    """Who ended a call."""

    CALLER = "caller"
    SYSTEM = "system"
    AGENT = "agent"


@dataclass(frozen=True)
class Said:
    """One thing that the caller heard."""

    text: str
    language: str
    at: datetime


@dataclass
class Call:
    """A call, from the moment the system takes it to its end and after it."""

    caller: str
    """As the caller's network presents it; `anonymous` for a withheld number. Of a call that the
    system makes: the telephone that it rings."""
    dialled: str
    """The system's number: the one that was rung, or that is shown."""
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    """Connect's contact id."""
    segment: str = ""
    """What the contact is called now: another id after each move from queue to queue."""
    began: datetime = field(default_factory=lambda: datetime.now(UTC))
    ended: datetime | None = None
    agent: str | None = None
    """Whose softphone answered."""
    connected: datetime | None = None
    """When a softphone answered."""
    in_service: bool = True
    """False where the number leads nowhere: the call never becomes a contact of Connect's."""
    method: str = "INBOUND"
    """How it began, as Connect calls it: `API` for one that it was asked to make."""
    state: CallState = CallState.IN_FLOW
    other: str | None = None
    """The phone that rings, or that is talked to."""
    ended_by: EndedBy | None = None
    transcript: list[Said] = field(default_factory=list)
    keypad: Keypad = field(default_factory=Keypad)

    def __post_init__(self) -> None:
        self.segment = self.segment or self.id
        self._left: set[str] = set()

    def moved(self) -> str:
        """The call goes on as another segment; the id of the one that this ends."""
        left, self.segment = self.segment, str(uuid.uuid4())
        self._left.add(left)
        return left

    def knows(self, id: str) -> bool:
        """Whether this is the id of one of its segments."""
        return id == self.segment or id in self._left

    @property
    def presented(self) -> str | None:
        """The caller's number as Connect has it; None where it is withheld."""
        return None if self.caller == WITHHELD else self.caller

    def say(self, text: str, language: str) -> None:
        """Let the caller hear it; a mere pause is nothing to write down."""
        if not text:
            return
        self.transcript.append(Said(text, language, datetime.now(UTC)))

    @contextmanager
    def ringing(self, number: str) -> Iterator[None]:
        """The caller hears another phone ring; back in the flow after the block."""
        self.state, self.other = CallState.RINGING, number
        try:
            yield
        finally:
            self.other = None
            if self.state is not CallState.ENDED:
                self.state = CallState.IN_FLOW

    def bridge(self) -> None:
        """The phone that rang has answered."""
        self.state = CallState.BRIDGED

    def connect(self, agent: str) -> None:
        """The softphone of this agent has answered."""
        self.bridge()
        self.agent = agent
        self.connected = datetime.now(UTC)

    def end(self, by: EndedBy) -> None:
        """It is over; only the first end counts."""
        if self.ended_by is None:
            self.state, self.ended_by = CallState.ENDED, by
            self.ended = datetime.now(UTC)

    def view(self) -> dict[str, Any]:
        """The call as the simulator's contract has it."""
        return {
            "id": self.id,
            "from": self.caller,
            "to": self.dialled,
            "state": self.state.value,
            "transcript": [
                {"say": said.text, "language": said.language, "at": iso(said.at)}
                for said in self.transcript
            ],
            "ringing": self.other if self.state is CallState.RINGING else None,
            "bridged_to": self.other if self.state is CallState.BRIDGED else None,
            "wants_digits": self.keypad.wanted,
            "ended_by": self.ended_by.value if self.ended_by else None,
        }


def iso(moment: datetime) -> str:
    """The moment as contracts and events have it: UTC, to the millisecond."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
