"""Changing a password: all of it or nothing, and every other login ends with it."""

from jour import token as tokens
from jour.clock import Millis
from jour.common_password import is_common
from jour.errors import Conflict, Invalid, Unavailable
from jour.password import Passwords
from jour.password_policy import PasswordRejected, Violation, described, rules_of, violations
from jour.session import EndReason
from jour.sign_in import Caller
from jour.store.sessions import Sessions, renewed_token
from jour.store.table import ConditionFailed, Table
from jour.store.users import Users, new_credential
from jour.token import Bearer, Token
from jour.user import Credential, User

_TRIES = 5
_TOGETHER = 90
"""A transaction holds 100 writes. Plain logins beyond that end first, which harms nobody."""


def change_password(
    caller: Caller, current: str, new: str, passwords: Passwords, table: Table, now: Millis
) -> Token:
    """Replace the caller's password; the token with which this login goes on.

    One transaction: the credential, the history (P8), the end of every other login
    (`password_changed`) and the new token. Raises Invalid `wrong_password`; PasswordRejected with
    the broken rules; Conflict `edited_meanwhile` when another change came first.
    """
    user = caller.user
    if not passwords.verify(current, user.credential):
        raise Invalid("wrong_password")
    remembered = (user.credential, *user.history)

    def was_used(password: str) -> bool:
        return any(passwords.verify(password, old) for old in remembered)

    rules = rules_of(caller.organisation)
    broken = violations(rules, user.id, new, was_used, is_common)
    if broken:
        raise PasswordRejected(broken)
    credential = passwords.seal(new, now, policy=caller.organisation.password_policy)
    token = tokens.issue(Bearer(user.org, user.id, caller.session.plain_id))
    _commit(caller, credential, token, table, now)
    return token


def check_password(caller: Caller, new: str) -> tuple[list[Violation], list[Violation]]:
    """What the page shows while somebody types: the broken rules, and all the rules.

    History is left out: it would tell an onlooker which passwords were used.
    """
    rules = rules_of(caller.organisation)
    broken = violations(rules, caller.user.id, new, lambda _: False, is_common)
    return broken, described(rules)


def _commit(
    caller: Caller, credential: Credential, token: Token, table: Table, now: Millis
) -> None:
    """Write it all; where a login came or went meanwhile, look again and try anew."""
    user, own, sessions = caller.user, caller.session.identity, Sessions(table)
    for _ in range(_TRIES):
        endings = sessions.endings(user, user.id, EndReason.PASSWORD_CHANGED, now, keep=own)
        try:
            for surplus in endings[_TOGETHER:]:
                table.transact([surplus])
            endings = endings[:_TOGETHER]
            table.transact([new_credential(user, credential), renewed_token(own, token), *endings])
        except ConditionFailed:
            _require_unchanged(user, table)
            continue
        return
    raise Unavailable


def _require_unchanged(user: User, table: Table) -> None:
    """Of two changes at once the second is refused (P8): it was checked against an old history."""
    now = Users(table).get(user.id)
    if now is None or now.credential != user.credential:
        raise Conflict("edited_meanwhile")
