"""Administrators' edits of groups: the organisation first, then the logins that staffed them."""

from jour.clock import Millis
from jour.edit_user import UserDesk, edit_user
from jour.errors import Conflict, JourError
from jour.group_edit import existing, with_group, with_new_group, without_group
from jour.login_edit import fitted
from jour.observe import logger
from jour.organisation import Group, Organisation
from jour.session import Ending, Session, is_live
from jour.sign_in import Caller
from jour.store import login_edits
from jour.user_edit import UserEdit


def add_group(caller: Caller, group: Group, version: int | None, desk: UserDesk) -> Organisation:
    """Raises as `with_new_group`, PhoneTaken, Conflict `edited_meanwhile`."""
    before = _as_seen(caller, version)
    return _save(before, with_new_group(before, group), desk)


def edit_group(
    caller: Caller, group: Group, version: int | None, desk: UserDesk, now: Millis
) -> Organisation:
    """Raises as `with_group`, PhoneTaken, Conflict `edited_meanwhile`.

    Logins that may not staff the group with its new media stop doing so.
    """
    before = _as_seen(caller, version)
    after = _save(before, with_group(before, group), desk)
    if existing(before, group.id).media is not group.media:
        _fit_logins(after, caller.user.id, desk, now)
    return after


def remove_group(
    caller: Caller, group_id: str, version: int | None, desk: UserDesk, now: Millis
) -> None:
    """Raises as `without_group`, Conflict `edited_meanwhile`.

    Then every user leaves it, logins with them. Where that breaks off, the id left behind means
    nothing: whatever reads a user's groups asks the organisation which of them there are.
    """
    before = _as_seen(caller, version)
    _save(before, without_group(before, group_id), desk)
    for user in desk.users.of_org(before.id):
        if group_id in user.groups:
            try:
                # An edit that names nothing forgets the groups that are no more.
                edit_user(caller, user.id, UserEdit(), desk, now)
            except JourError as trouble:
                logger.warning("still in a group that is gone", extra={"code": trouble.code})


def _as_seen(caller: Caller, version: int | None) -> Organisation:
    if version not in (None, caller.organisation.version):
        raise Conflict("edited_meanwhile")
    return caller.organisation


def _save(before: Organisation, after: Organisation, desk: UserDesk) -> Organisation:
    if desk.service_number in [group.number for group in after.groups.values()]:
        raise Conflict("phone_taken", field="number")
    return desk.organisations.edit(before, after)


def _fit_logins(organisation: Organisation, by: str, desk: UserDesk, now: Millis) -> None:
    """Living logins staff only what their channel may; one that moves meanwhile is looked at again.

    The toggle and the hand-out ask the organisation anyway: this makes it visible.
    """
    for session in list(desk.sessions.agents(organisation.id)):
        _fit_login(session, organisation, by, desk, now)


def _fit_login(
    found: Session, organisation: Organisation, by: str, desk: UserDesk, now: Millis
) -> None:
    session: Session | None = found
    while session is not None and is_live(session, now):
        then = fitted(session, organisation, by, now)
        if then == session:
            return
        if isinstance(then, Ending):
            write = login_edits.ended(session, then)
        else:
            write = login_edits.changed(session, then, now)
        if login_edits.done(desk.table, write):
            return
        session = desk.sessions.get(session.org, session.user)
