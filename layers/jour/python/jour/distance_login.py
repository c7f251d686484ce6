"""A call to the service number, from Connect's invocation to what is said: never a lie.

Two reads and one transaction toggle. Whatever the answer says has been committed before it is
given; a try that finds the call answered repeats the answer; a try whose state moved on meanwhile
looks again. Where nobody knows what became of a try, the flow asks to `settle` the call.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from jour.attempts import Attempts
from jour.clock import Clock, Millis
from jour.connect_event import ConnectCall
from jour.errors import Unavailable
from jour.language import SWEDISH
from jour.notice import Notice, NoticeKind
from jour.observe import logger
from jour.password import Passwords
from jour.pin import TRIES, PinAttempt, attempt_of, counted, require_pin
from jour.spoken import Answer, pin_question, refusal, result, settled
from jour.store import toggles as writes
from jour.store.attempts import attempts_change
from jour.store.keys import pin_attempts
from jour.store.phones import Owner, OwnerKind, still
from jour.store.toggles import CallRecord, Toggles, Write
from jour.toggle import LIMIT, Known, Reason, Refused, Toggled, toggled, toggles_in_window
from jour.token import new_session_id

_AGAIN = 6
"""So often a try looks again: each time somebody else has got on with the same agent."""


@dataclass(frozen=True, slots=True)
class Ringing:
    """A call whose caller is known, as it was read."""

    contact: str
    number: str
    owner: Owner
    known: Known
    attempts: Attempts

    @property
    def language(self) -> str:
        return self.known.user.language


@dataclass(frozen=True, slots=True)
class DistanceLogin:
    """Answers calls to the service number."""

    toggles: Toggles
    passwords: Callable[[], Passwords]
    """Called when a PIN has to be checked: most calls have none, and start faster for it."""
    service_number: str | None
    clock: Clock

    def answer(self, call: ConnectCall) -> Answer:
        """What to say. Raises ValueError for a request that no flow makes; Unavailable where the
        table does not answer: nobody knows then what became of the call, until it is settled.
        """
        if call.parameters.get("op") == "settle":
            return self._settle(call)
        attempt = attempt_of(call.parameters)
        for _ in range(_AGAIN):
            answer = self._try(call, attempt)
            if answer is not None:
                return answer
        raise Unavailable

    def _try(self, call: ConnectCall, attempt: PinAttempt | None) -> Answer | None:
        """The answer of one try; None where the state moved on."""
        record, owner = self.toggles.look(call.contact, call.caller.number)
        replay = _replay(record, attempt)
        if replay is not None:
            return replay
        try:
            ringing = self._identify(call, owner)
        except Refused as refused:
            return _refusal(refused, SWEDISH)
        try:
            return self._toggle(ringing, attempt, self.clock())
        except Refused as refused:
            return self._refuse(ringing, refused, self.clock())

    def _identify(self, call: ConnectCall, owner: Owner | None) -> Ringing:
        """Who rings. Raises Refused for a number that identifies no agent (F6)."""
        caller = call.caller
        if caller.number is None:
            raise Refused(Reason.WITHHELD if caller.is_withheld else Reason.MALFORMED)
        ours = caller.number == self.service_number
        if ours or (owner is not None and owner.kind is not OwnerKind.AGENT):
            raise Refused(Reason.SWITCHBOARD)
        known, attempts = self.toggles.known(owner) if owner else (None, Attempts())
        if owner is None or known is None:
            raise Refused(Reason.UNKNOWN, number=caller.number)
        logger.append_keys(org=known.user.org, user=known.user.id)
        return Ringing(call.contact, caller.number, owner, known, attempts)

    def _toggle(self, ringing: Ringing, attempt: PinAttempt | None, now: Millis) -> Answer | None:
        known = ringing.known
        done = toggled(known, new_session_id(), now)
        if not known.organisation.distance_pin_required:
            return self._commit(ringing, done, [], now)
        require_pin(known.user, ringing.attempts, ringing.number, now)
        if attempt is None:
            return Answer(pin_question(ringing.language), ringing.language, asks_pin=True)
        is_right = self._is_right(attempt, known)
        after = counted(ringing.attempts, attempt, ringing.number, is_right, now)
        proof = attempts_change(pin_attempts(known.user.id), ringing.attempts, after, now)
        if not is_right:
            return self._wrong_pin(ringing, attempt.number, proof, now)
        return self._commit(ringing, done, [proof], now)

    def _commit(
        self, ringing: Ringing, done: Toggled, proofs: Sequence[Write], now: Millis
    ) -> Answer | None:
        answer = Answer(result(ringing.known, done, now), ringing.language)
        stored = self.toggles.write(
            [
                writes.answered(ringing.contact, answer, now),
                writes.toggled_login(done, now),
                writes.unchanged_user(ringing.known.user),
                still(ringing.number, ringing.owner),
                *proofs,
            ]
        )
        if stored:
            logger.info("toggled", extra={"into": "in" if done.is_in else "out"})
        return answer if stored else None

    def _is_right(self, attempt: PinAttempt, known: Known) -> bool:
        distance = known.user.distance
        if attempt.typed is None or distance is None:
            return False
        return self.passwords().verify(attempt.typed, distance.pin)

    def _wrong_pin(self, ringing: Ringing, number: int, proof: Write, now: Millis) -> Answer | None:
        language = ringing.language
        if number < TRIES:
            answer = Answer(pin_question(language, again=True), language, asks_pin=True)
            write = writes.unanswered(ringing.contact, now)
        else:
            answer = Answer(refusal(Reason.PIN_FAILED, language), language)
            notice = _notice(ringing, NoticeKind.PIN_FAILED, now)
            write = writes.answered(ringing.contact, answer, now, notice)
        failure = writes.failed(write, number, language)
        return answer if self.toggles.write([failure, proof]) else None

    def _refuse(self, ringing: Ringing, refused: Refused, now: Millis) -> Answer | None:
        """The refusal; the first for too many calls is also told by mail."""
        answer, session = _refusal(refused, ringing.language), ringing.known.session
        tell = refused.reason is Reason.TOO_MANY and toggles_in_window(session, now) == LIMIT
        if session is None or not tell:
            return answer
        notice = _notice(ringing, NoticeKind.TOO_MANY_TOGGLES, now)
        final = writes.answered(ringing.contact, answer, now, notice)
        return answer if self.toggles.write([final, writes.told_of_too_many(session)]) else None

    def _settle(self, call: ConnectCall) -> Answer:
        """What the call has done; where nothing, it can do nothing from now on."""
        nothing = Answer(settled(SWEDISH), SWEDISH)
        stands = self.toggles.settle(call.contact, nothing, self.clock())
        if stands is not nothing:
            return stands
        logger.warning("settled without a change")
        language = self._language(call)
        return Answer(settled(language), language)

    def _language(self, call: ConnectCall) -> str:
        """The caller's, if the table tells it this time."""
        try:
            _, owner = self.toggles.look(call.contact, call.caller.number)
            known, _ = self.toggles.known(owner) if owner else (None, None)
        except Unavailable:
            return SWEDISH
        return known.user.language if known else SWEDISH


def _replay(record: CallRecord, attempt: PinAttempt | None) -> Answer | None:
    """What this call, or this very attempt at the PIN, has been answered before."""
    if record.answer is not None:
        return record.answer
    if attempt is not None and record.failures >= attempt.number:
        return Answer(pin_question(record.language, again=True), record.language, asks_pin=True)
    return None


def _refusal(refused: Refused, language: str) -> Answer:
    logger.info("refused", extra={"reason": refused.reason.value})
    return Answer(refusal(refused.reason, language, **refused.values), language)


def _notice(ringing: Ringing, kind: NoticeKind, now: Millis) -> Notice:
    return Notice(ringing.contact, kind, ringing.known.user.id, ringing.number[-2:], now)
