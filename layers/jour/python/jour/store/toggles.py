"""Calls to the service number: what each one did, in one item for each contact.

Connect asks up to four times for one call, and a caller may hang up in between. The item decides
which of the tries toggles: it is written in one transaction with the login, and only where it holds
no answer yet. Whoever finds an answer repeats it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from jour.attempts import Attempts
from jour.clock import DAY, SECOND, Millis
from jour.language import SWEDISH
from jour.notice import Notice
from jour.session import Session
from jour.spoken import Answer
from jour.store import keys
from jour.store import session_writes as writes
from jour.store.attempts import attempts_from_item
from jour.store.expression import Item, Update
from jour.store.notices import opened
from jour.store.organisations import organisation_from_item
from jour.store.phones import Owner, OwnerKind, owner_from_item
from jour.store.session_items import session_from_item
from jour.store.table import ConditionFailed, Table
from jour.store.user_items import user_from_item
from jour.toggle import Known, Toggled
from jour.user import User

_KEPT = DAY
# Of a call's tries one answers; the others repeat what it said.
UNANSWERED = "attribute_not_exists(#answer)"
# An attempt at the PIN counts once, also when it is asked about twice.
FIRST_FAILURE = "attribute_not_exists(#failures)"
NEXT_FAILURE = "#failures = :before"
# The login is the one that was read: a toggle acts on the state at its commit.
SAME_LOGIN = "#version = :seen"
STILL_NO_LOGIN = "attribute_not_exists(#version)"
# Nobody has edited or disabled the user since.
UNEDITED = "#version = :read"
NOT_DISABLED = "#disabled = :no"
# Who has rung too often is told once.
NOT_TOLD = "#toggles = :limit"
Write = tuple[keys.Key, Update]


@dataclass(frozen=True, slots=True)
class CallRecord:
    """What is known of a call."""

    answer: Answer | None = None
    """Final: repeated to whoever asks again."""
    failures: int = 0
    """How many of its attempts at the PIN were wrong."""
    language: str = SWEDISH
    """In which the PIN was asked for."""


class Toggles:
    """The table's calls to the service number."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def look(self, contact: str, number: str | None) -> tuple[CallRecord, Owner | None]:
        """What this call has done so far, and whose number it comes from: one read."""
        wanted = [keys.toggle_call(contact), *([keys.phone(number)] if number else [])]
        found = {item["sk"]: item for item in self._table.get_all(wanted)}
        call, owner = found.get("TOGGLE"), found.get("OWNER")
        record = CallRecord() if call is None else _record(call)
        return record, owner_from_item(owner) if owner else None

    def known(self, owner: Owner) -> tuple[Known | None, Attempts]:
        """The agent with all that a toggle needs, and their attempts at the PIN: one read."""
        if owner.kind is not OwnerKind.AGENT:
            return None, Attempts()
        wanted = (
            keys.user(owner.id),
            keys.organisation(owner.org),
            keys.session(owner.org, owner.id),
            keys.pin_attempts(owner.id),
        )
        found = {item["pk"] + item["sk"]: item for item in self._table.get_all(wanted)}
        user, organisation, session, attempts = (found.get(k["pk"] + k["sk"]) for k in wanted)
        if user is None or organisation is None:
            return None, Attempts()
        known = Known(
            user_from_item(user),
            organisation_from_item(organisation),
            session_from_item(session) if session else None,
        )
        return known, attempts_from_item(attempts)

    def write(self, changes: Sequence[Write]) -> bool:
        """Several of this module's writes and others', all or none.

        False, and nothing changed, where a condition did not hold: the state moved on, or another
        try of the same call was faster.
        """
        try:
            self._table.transact(changes)
        except ConditionFailed:
            return False
        return True

    def settle(self, contact: str, answer: Answer, now: Millis) -> Answer:
        """Make sure that this call changes nothing any more, unless it already has.

        The answer that stands. Raises Unavailable.
        """
        key, change = answered(contact, answer, now)
        try:
            self._table.update(key, change)
        except ConditionFailed as failure:
            return _record(failure.item or {}).answer or answer
        return answer


def answered(contact: str, answer: Answer, now: Millis, notice: Notice | None = None) -> Write:
    """For a transaction: the call's final answer; fails where it has one."""
    key, change = unanswered(contact, now)
    change.set(answer={"say": answer.say, "language": answer.language})
    return key, opened(change, notice) if notice else change


def failed(write: Write, attempt: int, language: str) -> Write:
    """The same write, and that this attempt at the PIN was wrong: once, however often asked."""
    key, change = write
    if attempt == 1:
        change.when(FIRST_FAILURE)
    else:
        change.when(NEXT_FAILURE, before=attempt - 1)
    return key, change.set(failures=attempt, language=language)


def unanswered(contact: str, now: Millis) -> Write:
    """For a transaction: the call goes on; fails where it has its final answer."""
    change = Update().when(UNANSWERED).set(ttl=(now + _KEPT) // SECOND)
    return keys.toggle_call(contact), change


def toggled_login(done: Toggled, now: Millis) -> Write:
    """For a transaction: the login begins or ends, on the state that was read."""
    after, before = done.after, done.before
    if done.is_in:
        key, change = writes.key_of(after.identity), writes.begun(after, now)
        _same_version(change, before)
    else:
        end = after.login.ended
        assert end is not None, "a toggle out has an end"
        key, change = writes.ended(after.identity, end)
    return key, change.set(toggles_since=after.toggles_since, toggles=after.toggles)


def told_of_too_many(session: Session) -> Write:
    """For a transaction: the user is told once within the hour that counts."""
    change = Update().when(NOT_TOLD, limit=session.toggles)
    # One more than the limit: nobody tells them again.
    return writes.key_of(session.identity), change.set(toggles=session.toggles + 1, beat=True)


def unchanged_user(user: User) -> Write:
    """For a transaction: nobody has edited or disabled the user since they were read."""
    change = Update().when(UNEDITED, read=user.version)
    return keys.user(user.id), change.when(NOT_DISABLED, no=False)


def _same_version(change: Update, before: Session | None) -> None:
    if before is None:
        change.when(STILL_NO_LOGIN)
    else:
        change.when(SAME_LOGIN, seen=before.version)


def _record(item: Item) -> CallRecord:
    answer = item.get("answer")
    final = Answer(answer["say"], answer["language"]) if answer else None
    return CallRecord(final, item.get("failures", 0), item.get("language", SWEDISH))
