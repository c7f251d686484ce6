"""A customer's call, from its arrival to the number that is dialled: what the flow asks for.

Every operation may be asked again by Connect: a contact arrives once, a poll that has been answered
with a number answers with it again, and a miss counts for the offer that it is about and no other.
"""

from collections.abc import Callable
from dataclasses import dataclass

from jour.arrival import Arrivals
from jour.call_replies import Reply, gone, reply
from jour.callback_request import CallbackRequests
from jour.clock import Clock, Millis
from jour.conference import Conference
from jour.connect_event import ConnectCall
from jour.contact import Contact, ContactState
from jour.contact_end import ContactEnds
from jour.dispatch import Dispatcher
from jour.distance_misses import sms_after_miss
from jour.errors import NotFound, Unavailable
from jour.handout import MISSES, Pair, missed
from jour.language import SWEDISH
from jour.observe import logger
from jour.queue_poll import AGAIN, Asker, QueuePoll
from jour.send_on import SendOn
from jour.sms_queue import SmsQueue
from jour.spoken_callback import offer
from jour.spoken_queue import after_miss, sentence
from jour.store.contacts import Contacts


@dataclass(frozen=True, slots=True)
class CallRouting:
    """Answers the customers' flow."""

    arrivals: Arrivals
    polls: QueuePoll
    callbacks: CallbackRequests
    ends: ContactEnds
    contacts: Contacts
    dispatcher: Dispatcher
    sms_queue: Callable[[], SmsQueue]
    """Made when a text is sent, which few calls come to."""
    send_on: SendOn
    conference: Conference
    clock: Clock

    def answer(self, call: ConnectCall) -> Reply:
        """The flat map that the flow reads. Raises ValueError for a request that no flow makes;
        Unavailable where the table does not answer.
        """
        answer = self._answer(call)
        if answer["next"] == "conference":
            self.conference.gather(call.contact)
        return answer

    def _answer(self, call: ConnectCall) -> Reply:
        match call.parameters:
            case {"op": "arrive"}:
                return self.arrivals.arrive(call)
            case {"op": "poll"}:
                asker = Asker(call.segment, call.parameters.get("offer", ""))
                return self.polls.poll(call.contact, asker)
            case {"op": "outcome", "result": str(result), "offer": str(offer)}:
                return self._outcome(call.contact, result, int(offer))
            case {"op": "callback", "number": str(number), "confirmed": "yes"}:
                return self.callbacks.confirmed(call.contact, number)
            case {"op": "callback", "number": str(digits)}:
                return self.callbacks.typed(call.contact, digits)
            case {"op": "callback"}:
                return self.callbacks.begin(call.contact)
            case {"op": "leave"}:
                return self._leave(call.contact)
        raise ValueError("a request that no flow of ours makes")

    def _outcome(self, contact_id: str, result: str, offer: int) -> Reply:
        for _ in range(AGAIN):
            try:
                pair = self.contacts.pair(contact_id)
            except NotFound:
                return gone()
            if not _is_about(pair.contact, offer):
                return self.polls.poll(contact_id)
            if self._concluded(pair, result, self.clock()):
                break
        else:
            raise Unavailable
        if result == "answered":
            return self._after_talk(contact_id, pair.contact.language)
        return self._after_miss(contact_id)

    def _concluded(self, pair: Pair, result: str, now: Millis) -> bool:
        """Keep what became of the ringing; False to look again."""
        if result == "answered":
            after = self.send_on.after_hang_up(pair, self.ends.wrap_up_s(pair), now)
            return self.contacts.keep(pair, after, now)
        after = missed(pair, self.ends.distance_limit(pair), now)
        sms = sms_after_miss(pair.contact, pair.agent, after.agent, now)
        if not self.contacts.keep(pair, after, now, sms=sms):
            return False
        if sms is not None:
            self.sms_queue().announce(sms)
        self.dispatcher.withdraw(pair, "no_answer")
        if after.agent is not None and after.agent.misses >= MISSES:
            logger.info("missed again", extra={"user": after.agent.user})
        return True

    def _after_talk(self, contact_id: str, language: str) -> Reply:
        """Thanks, or on to where the agent has sent the caller (W2)."""
        contact = self.contacts.get(contact_id)
        if contact is None or contact.state is ContactState.ENDED:
            return reply("end", sentence("thanks", language))
        answer = self.polls.poll(contact_id)
        return (
            answer | {"say": sentence("sent_on", language)} if answer["next"] != "end" else answer
        )

    def _after_miss(self, contact_id: str) -> Reply:
        answer = self.polls.poll(contact_id)
        contact = self.contacts.get(contact_id) if answer["next"] == "wait" else None
        if contact is None:
            return answer
        place = self.polls.place(contact, self.clock())
        more = offer(contact.language) if answer.get("callback") == "yes" else ""
        return answer | {"say": after_miss(place, contact.language, more)}

    def _leave(self, contact_id: str) -> Reply:
        """The flow gives up: the contact ends, and whoever had it is free."""
        self.ends.end(contact_id)
        return reply("end", sentence("sorry", SWEDISH))


def _is_about(contact: Contact, offer: int) -> bool:
    """Whether a word about this offer still counts: a late one about an earlier offer does not."""
    current = contact.offer is not None and contact.offer.number == offer
    return current and contact.state in (ContactState.RINGING, ContactState.TALKING)
