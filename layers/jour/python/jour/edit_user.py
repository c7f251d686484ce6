"""Administrators' edits of users, each ONE transaction with all that follows from it.

The user as read, the numbers given up and claimed, the count of preselected groups, and the logins
that the edit touches: what moved meanwhile makes the edit look again, so nothing is half stored and
no login outlives what it rested on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from jour.administration import own_user
from jour.clock import Millis
from jour.errors import Conflict, Forbidden, NotFound, Unavailable
from jour.login_edit import followed
from jour.organisation import Organisation
from jour.session import Ending, EndReason, Session, is_live
from jour.sign_in import Caller
from jour.store import login_edits
from jour.store.orders import Orders
from jour.store.organisations import Organisations, preselection
from jour.store.phones import PhoneTaken, Write, commit, moved
from jour.store.sessions import Sessions
from jour.store.table import Table
from jour.store.user_writes import administers, edited, owned, preselected_of, removed
from jour.store.users import Users
from jour.user import Distance, User
from jour.user_edit import UserEdit, applied, forbid_own_harm, number_field

_TRIES = 5
_TOGETHER = 80
"""A transaction holds 100 writes. Plain logins beyond that are nobody's from the commit on."""


R = TypeVar("R")


class _Moved(Exception):
    """Something was not as it was read."""


@dataclass(frozen=True, slots=True)
class UserDesk:
    """Where users are kept, with what depends on them."""

    table: Table
    users: Users
    organisations: Organisations
    sessions: Sessions
    orders: Orders
    service_number: str | None
    """No user can have it (F1)."""


def edit_user(caller: Caller, user_id: str, edit: UserEdit, desk: UserDesk, now: Millis) -> User:
    """The user after the edit; raises as `applied` and `forbid_own_harm`, and PhoneTaken.

    An edit that names a version is refused once that is not the newest, by Conflict
    `edited_meanwhile`; one that names none is made on what is there.
    """

    def attempt() -> User:
        before = own_user(caller, user_id, desk.users)
        after = applied(edit, before, _organisation(caller, desk), desk.service_number)
        forbid_own_harm(caller.user.id, before, after)
        _commit(caller, before, after, desk, now)
        return after

    return _until_it_holds(attempt)


def remove_user(caller: Caller, user_id: str, desk: UserDesk, now: Millis) -> None:
    """The user is no more: numbers are free, logins end, personal data goes.

    What remains is the id: in the presence log, and in ended logins, whose versions only grow.
    """

    def attempt() -> None:
        user = own_user(caller, user_id, desk.users)
        forbid_own_harm(caller.user.id, user, None)
        _forget_ended_logins(user, desk, now)
        _commit(caller, user, None, desk, now)

    _until_it_holds(attempt)


def _organisation(caller: Caller, desk: UserDesk) -> Organisation:
    found = desk.organisations.get(caller.user.org)
    if found is None:
        raise NotFound("unknown_organisation")
    return found


def _until_it_holds(attempt: Callable[[], R]) -> R:
    """Look again where something moved between the look and the write.

    A second look tells a real refusal (an older version, a number taken) from bad luck.
    """
    for _ in range(_TRIES):
        try:
            return attempt()
        except _Moved:
            continue
    raise Unavailable


def _commit(caller: Caller, before: User, after: User | None, desk: UserDesk, now: Millis) -> None:
    logins = list(desk.sessions.of_user(before.org, before.id))
    agent = next((s for s in logins if s.is_agent), None)
    gone = after is None or after.disabled
    plain = [s for s in logins if not s.is_agent and is_live(s, now)] if gone else []
    end = Ending(EndReason.DISABLED, caller.user.id, now)
    releases, claims = moved(owned(before), owned(after) if after else [])
    writes = [
        edited(before, after) if after else removed(before),
        *_counted(before, after),
        _agent_login(before, after, agent, caller.user.id, now),
        *(login_edits.ended(s, end, forget=after is None) for s in plain[:_TOGETHER]),
        *_still_administers(caller, before, after, desk.users),
        *releases,
        *(desk.orders.forgetting(before.id) if after is None else ()),
    ]
    try:
        commit(desk.table, writes, claims)
    except PhoneTaken as taken:
        taken.values["field"] = taken_field(after.distance if after else None, taken)
        raise
    except Conflict as moved_meanwhile:
        raise _Moved from moved_meanwhile
    for surplus in plain[_TOGETHER:]:
        desk.sessions.end(surplus.identity, end)


def taken_field(distance: Distance | None, taken: PhoneTaken) -> str:
    """The field of what somebody else has already."""
    return "connect_user" if taken.is_softphone else number_field(distance, taken.number)


def _counted(before: User, after: User | None) -> list[Write]:
    old, new = set(preselected_of(before)), set(preselected_of(after)) if after else set()
    return preselection(before.org, sorted(new - old), sorted(old - new))


def _agent_login(
    before: User, after: User | None, session: Session | None, by: str, now: Millis
) -> Write:
    """What becomes of the agent's login; at least it has to be as it was read."""
    if session is None:
        return login_edits.unmoved(before.org, before.id, None)
    if not is_live(session, now):
        if after is None:
            return login_edits.forgotten(session)
        return login_edits.unmoved(before.org, before.id, session)
    then = followed(session, after, by, now)
    if isinstance(then, Ending):
        return login_edits.ended(session, then, forget=after is None)
    if then == session:
        return login_edits.unmoved(before.org, before.id, session)
    return login_edits.changed(session, then, now)


def _still_administers(
    caller: Caller, before: User, after: User | None, users: Users
) -> list[Write]:
    """Whoever puts an administrator out is one at the commit: two cannot put each other out."""
    stays = after is not None and after.is_admin and not after.disabled
    if stays or not before.is_admin:
        return []
    acting = users.get(caller.user.id)
    if acting is None or acting.disabled or not acting.is_admin:
        raise Forbidden("not_an_administrator")
    return [administers(acting.id)]


def _forget_ended_logins(user: User, desk: UserDesk, now: Millis) -> None:
    """Ended plain logins bear a name; there may be more of them than a transaction holds."""
    for session in desk.sessions.of_user(user.org, user.id):
        if not session.is_agent and not is_live(session, now):
            desk.table.transact([login_edits.forgotten(session)])
