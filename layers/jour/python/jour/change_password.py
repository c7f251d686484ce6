"""Changing a password: all of it or nothing, and every other login ends with it."""

from dataclasses import dataclass

from jour import token as tokens
from jour.administration import end_logins
from jour.authenticate import Gatekeeper, Knock
from jour.clock import Millis
from jour.common_password import is_common
from jour.errors import Conflict, Unavailable
from jour.observe import logger
from jour.password_policy import PasswordRejected, Violation, described, rules_of, violations
from jour.session import Ending, EndReason, Identity
from jour.sign_in import Caller
from jour.store.session_writes import renewed_token
from jour.store.sessions import Sessions
from jour.store.table import ConditionFailed, Table
from jour.store.user_writes import new_credential
from jour.store.users import Users
from jour.token import Bearer, Token
from jour.user import Credential, User

_TRIES = 5
_TOGETHER = 90
"""A transaction holds 100 writes. Plain logins beyond that end first, which harms nobody."""


@dataclass(frozen=True, slots=True)
class _Change:
    """What is written when all is well."""

    credential: Credential
    token: Token
    knock: Knock


@dataclass(frozen=True, slots=True)
class NewPassword:
    """What somebody asks for, and where they ask from."""

    current: str
    new: str
    source: str


def change_password(
    caller: Caller, asked: NewPassword, gate: Gatekeeper, table: Table, now: Millis
) -> Token:
    """Replace the caller's password; the token with which this login goes on.

    One transaction: the credential, the history (P8), the end of every other login
    (`password_changed`) and the new token. Raises Invalid `wrong_password`; TooMany;
    PasswordRejected with the broken rules; Conflict `edited_meanwhile` when another change came
    first.
    """
    user, passwords = caller.user, gate.passwords
    knock = gate.confirm(user, asked.current, asked.source, now)
    remembered = [old for old in (user.shown_to_change, *user.history) if old]

    def was_used(password: str) -> bool:
        return any(passwords.verify(password, old) for old in remembered)

    broken = violations(rules_of(caller.organisation), user.id, asked.new, was_used, is_common)
    if broken:
        raise PasswordRejected(broken)
    credential = passwords.seal(asked.new, now, policy=caller.organisation.password_policy)
    token = tokens.issue(Bearer(user.org, user.id, caller.session.plain_id))
    _commit(caller, _Change(credential, token, knock), gate, table, now)
    return token


def check_password(caller: Caller, new: str) -> tuple[list[Violation], list[Violation]]:
    """What the page shows while somebody types: the broken rules, and all the rules.

    History is left out: it would tell an onlooker which passwords were used.
    """
    rules = rules_of(caller.organisation)
    broken = violations(rules, caller.user.id, new, lambda _: False, is_common)
    return broken, described(rules)


def _commit(caller: Caller, change: _Change, gate: Gatekeeper, table: Table, now: Millis) -> None:
    """Write it all; where a login or an attempt came between, look again and try anew."""
    user, own, sessions = caller.user, caller.session.identity, Sessions(table)
    knock = change.knock
    for _ in range(_TRIES):
        endings = sessions.endings(user, user.id, EndReason.PASSWORD_CHANGED, now, keep=own)
        try:
            for surplus in endings[_TOGETHER:]:
                table.transact([surplus])
            table.transact(
                [
                    new_credential(user, change.credential),
                    renewed_token(own, change.token, change.credential.set_at),
                    gate.opened(knock, now),
                    *endings[:_TOGETHER],
                ]
            )
        except ConditionFailed:
            _require_unchanged(user, gate.users)
            knock = gate.again(knock)
            continue
        _end_latecomers(user, own, sessions, now)
        return
    raise Unavailable


def _end_latecomers(user: User, own: Identity, sessions: Sessions, now: Millis) -> None:
    """A login that slipped in between the look and the write was opened with the old password.

    Whoever reads it knows that by itself; this makes it visible to everybody else.
    """
    try:
        end_logins(user, Ending(EndReason.PASSWORD_CHANGED, user.id, now), sessions, keep=own)
    except Unavailable:
        logger.warning("logins of an older password not yet ended", extra={"user": user.id})


def _require_unchanged(user: User, users: Users) -> None:
    """Of two changes at once the second is refused (P8): it was checked against an old history."""
    latest = users.get(user.id)
    if latest is None or latest.shown_to_change != user.shown_to_change:
        raise Conflict("edited_meanwhile")
