"""What administrators do to other people's logins (B6)."""

from jour.clock import Millis
from jour.errors import Conflict, NotFound
from jour.session import Ending, EndReason, Identity, is_live
from jour.sign_in import Caller
from jour.store.sessions import Sessions
from jour.store.users import Users
from jour.user import User, canonical_id


def own_user(caller: Caller, user_id: str, users: Users) -> User:
    """A user of the caller's organisation; NotFound `unknown_user` for anybody else's."""
    user = users.get(canonical_id(user_id) or "")
    if user is None or user.org != caller.user.org:
        raise NotFound("unknown_user")
    return user


def log_out_user(
    caller: Caller, user_id: str, users: Users, sessions: Sessions, now: Millis
) -> int:
    """End every login of a user of the caller's organisation; how many there were.

    Raises NotFound `unknown_user` for anybody else's user as for nobody's.
    """
    user = own_user(caller, user_id, users)
    return end_logins(user, Ending(EndReason.ADMIN, caller.user.id, now), sessions)


def end_logins(user: User, end: Ending, sessions: Sessions, keep: Identity | None = None) -> int:
    """End every login that the user has at this moment, but the one to keep; how many."""
    count = 0
    for session in sessions.of_user(user.org, user.id):
        if not is_live(session, end.at) or session.identity == keep:
            continue
        try:
            sessions.end(session.identity, end)
        except Conflict:
            continue  # it ended by itself, or a newer login took its place: that one is not meant
        count += 1
    return count
