"""Steps on a login, each said twice: by the storage's conditions and by the pure rules."""

from collections.abc import Callable
from dataclasses import dataclass

from jour import login_rules as rules
from jour.clock import Millis
from jour.errors import Conflict, JourError
from jour.organisation import Channel
from jour.session import Ending, EndReason, Identity, Session, Status, require_current
from jour.store.sessions import Sessions
from tests.builders import identity, new_session

USER = "anna"


@dataclass(frozen=True)
class Step:
    """One attempt: what, in whose name, when."""

    kind: str
    session_id: str
    connection_id: str
    channel: Channel
    at: Millis
    user: str = USER

    def who(self, channel: Channel) -> Identity:
        """The login that speaks; `channel` is the login's own."""
        return identity(self.session_id, channel, self.user)

    def new(self) -> Session:
        """The login that begins."""
        return new_session(self.session_id, self.channel, self.user, self.at)

    def __str__(self) -> str:
        return f"{self.kind}({self.session_id}, {self.connection_id}, {self.channel}, {self.at})"


def kinds() -> list[str]:
    return ["log_in", *_ON_STORAGE]


def on_storage(sessions: Sessions, step: Step, channel: Channel) -> str:
    """Do it to the table; `done`, or the code of the refusal. `channel` is the login's own."""
    if step.kind == "log_in":
        sessions.log_in(step.new(), step.at)
        return "done"
    return _outcome(lambda: _ON_STORAGE[step.kind](sessions, step, channel))


def by_rules(session: Session | None, step: Step) -> tuple[Session | None, str]:
    """The state and the outcome that the rules ask for."""
    if step.kind == "log_in":
        return rules.logged_in(session, step.new(), step.at), "done"
    try:
        return _BY_RULES[step.kind](session, step), "done"
    except JourError as refusal:
        return session, refusal.code


def _outcome(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except JourError as refusal:
        return refusal.code
    return "done"


def _over(step: Step) -> Ending:
    return Ending(EndReason.USER, USER, step.at)


_ON_STORAGE: dict[str, Callable[[Sessions, Step, Channel], object]] = {
    "connect": lambda s, x, ch: s.connect(x.who(ch), x.connection_id, x.at),
    "disconnect": lambda s, x, ch: s.disconnect(x.who(ch), x.connection_id, x.at),
    "heartbeat": lambda s, x, ch: s.heartbeat(x.who(ch), x.connection_id, x.at),
    "pause": lambda s, x, ch: s.set_status(x.who(ch), Status.PAUSED, "lunch", x.at),
    "resume": lambda s, x, ch: s.set_status(x.who(ch), Status.AVAILABLE, "", x.at),
    "groups": lambda s, x, ch: s.set_groups(x.who(ch), ("vaxel",), x.at),
    "end": lambda s, x, ch: s.end(x.who(ch), _over(x)),
    "expire": lambda s, x, ch: s.expire(
        x.who(ch), Ending(EndReason.CONNECTION_LOST, "system", x.at), x.at
    ),
}


def _rule_end(session: Session | None, step: Step) -> Session | None:
    if session is None or session.login.session_id != step.session_id:
        raise Conflict("already_logged_out")
    return rules.ended(session, _over(step))


def _rule_expire(session: Session | None, step: Step) -> Session | None:
    passed = session is not None and session.lease_until is not None
    if not passed or session is None or (session.lease_until or 0) > step.at:
        raise Conflict("already_logged_out")
    if session.login.session_id != step.session_id:
        raise Conflict("already_logged_out")
    return rules.ended(session, Ending(EndReason.CONNECTION_LOST, "system", step.at))


def _current(session: Session | None, step: Step) -> Session:
    return require_current(session, step.session_id, step.at)


_BY_RULES: dict[str, Callable[[Session | None, Step], Session | None]] = {
    "connect": lambda s, x: rules.connected(_current(s, x), x.session_id, x.connection_id, x.at),
    "disconnect": lambda s, x: rules.disconnected(
        _current(s, x), x.session_id, x.connection_id, x.at
    ),
    "heartbeat": lambda s, x: rules.heartbeat(_current(s, x), x.session_id, x.connection_id, x.at),
    "pause": lambda s, x: rules.with_status(
        _current(s, x), x.session_id, Status.PAUSED, "lunch", x.at
    ),
    "resume": lambda s, x: rules.with_status(
        _current(s, x), x.session_id, Status.AVAILABLE, None, x.at
    ),
    "groups": lambda s, x: rules.with_groups(_current(s, x), x.session_id, ("vaxel",), x.at),
    "end": _rule_end,
    "expire": _rule_expire,
}
