"""Sending what lies in the outbox of text messages, each once."""

from dataclasses import dataclass

from jour import sms as rules
from jour.clock import Clock
from jour.errors import Unavailable
from jour.observe import tally
from jour.sms import Sms, SmsState, Word
from jour.sms_hand_over import SmsHandOver
from jour.sms_sender import SmsSender
from jour.sms_texts import text_of
from jour.store.sms_outbox import SmsOutbox
from jour.store.users import Users
from jour.user import User


@dataclass(frozen=True, slots=True)
class SmsSending:
    """Sends open messages."""

    outbox: SmsOutbox
    users: Users
    sender: SmsSender
    hand_over: SmsHandOver
    service_number: str | None
    clock: Clock

    def send(self, sms_id: str) -> None:
        """Send it, unless somebody has, or is at it.

        Raises Unavailable when it should be tried again; it certainly was not accepted then.
        """
        sms = self.outbox.get(sms_id)
        if sms is None or sms.state is not SmsState.OPEN:
            if sms is not None:
                # Whoever sent it may have died before saying so.
                self.hand_over.settle(sms)
            return
        is_wanted = self.hand_over.may_send(sms)
        user = self.users.get(sms.user)
        mine = self.outbox.begin(sms, self.clock())
        if mine is None:
            return
        word = self._attempt(mine, user) if is_wanted else Word(SmsState.FAILED, "withdrawn")
        after = rules.concluded(mine, word)
        self.outbox.conclude(mine, after, self.clock())
        self.hand_over.settle(after)
        tally(f"Sms{after.state.value.capitalize()}")
        if after.state is SmsState.OPEN:
            raise Unavailable

    def _attempt(self, sms: Sms, user: User | None) -> Word:
        if user is None:
            return Word(SmsState.FAILED, "unknown_user")
        if rules.is_too_late(sms, self.clock()):
            return Word(SmsState.FAILED, "too_late")
        return self.sender.send(sms.to, text_of(sms, user.language, self.service_number))
