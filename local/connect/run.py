"""One call on its way through a flow."""

from collections.abc import Mapping
from dataclasses import dataclass

from local.connect import speech
from local.connect.call import Call
from local.connect.contact import Contact
from local.connect.flow import Action, Flow
from local.connect.functions import Invoker
from local.connect.language import ANY_ERROR
from local.connect.phones import Phones
from local.connect.references import resolve


class WentWrong(Exception):
    """The action failed; `kind` is the error type that the flow may branch on."""

    def __init__(self, kind: str, why: str) -> None:
        super().__init__(f"{kind} ({why})")
        self.kind = kind


@dataclass(frozen=True)
class Queue:
    """A queue that a call is sent to."""

    agent: str | None
    """Whose own it is; None for one that nobody staffs."""
    leaves: bool = False
    """Whether the call comes from another queue, and goes on as a segment of its own."""


@dataclass
class Run:
    """The call, its flow, and what the flow's actions need."""

    flow: Flow
    contact: Contact
    call: Call
    invoker: Invoker
    phones: Phones
    target: str | None = None
    """Whose own queue the call is to be moved to: the id of an agent."""
    queue_flow: str = ""
    """The ARN of the flow that plays in queues."""
    moved: Queue | None = None
    """Where the flow has sent the call, which ends the flow."""
    silent_s: float = 0.0
    """What functions have taken since something was said last."""

    def begin(self, flow: Flow) -> None:
        """Another flow takes the call on; what a function has answered belongs to the last."""
        self.flow, self.silent_s, self.contact.external = flow, 0.0, {}

    def resolved(self, text: str) -> str:
        """The text with what is known of the contact in it."""
        return resolve(text, self.contact)

    def say(self, action: Action) -> float:
        """Speak the action's prompt; how long that takes. Raises WentWrong."""
        return self.speak(action.parameters)

    def speak(self, prompt: Mapping[str, str]) -> float:
        """Speak what stands in SSML or Text; how long that takes. Raises WentWrong."""
        ssml = prompt.get("SSML")
        try:
            if ssml is not None:
                words = speech.plain(self.resolved(ssml))
            else:
                words = speech.spoken(self.resolved(prompt["Text"]))
        except speech.Unspeakable as error:
            raise WentWrong(ANY_ERROR, f"the prompt cannot be spoken: {error}") from error
        self.call.say(words, self.contact.voice.language)
        self.silent_s = 0.0
        return speech.seconds(words)
