"""What a connected client asks over its socket, and what it is answered."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from jour import texts
from jour.call_views import calls_view
from jour.chat_desk import ChatDesk
from jour.clock import Clock, Millis
from jour.errors import Forbidden, Invalid, JourError, LoggedOut, NotFound
from jour.gate_views import gates_view
from jour.language import ENGLISH, SWEDISH
from jour.myself import Myself
from jour.organisation import Organisation
from jour.push import Pusher
from jour.roster import Roster
from jour.session import (
    Ending,
    EndReason,
    Identity,
    Session,
    Status,
    require_current,
)
from jour.sign_in import staffed_groups
from jour.socket_message import Message, contact_in, parse, refuse
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.users import Users
from jour.views import logged_out_message, me_view, pieces, snapshot
from jour.work import Work

AGENTS_A_PIECE = 150
"""About 280 bytes an agent or a call, and 128 kB a message."""


@dataclass(frozen=True, slots=True)
class Client:
    """One connection: whose login it belongs to, and in which language it reads."""

    who: Identity
    connection_id: str
    language: str
    takes_several: bool = False
    """Its page reads several messages in one; an older one does not."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Answers clients."""

    sessions: Sessions
    users: Users
    organisations: Organisations
    roster: Roster
    work: Work
    chats: ChatDesk
    myself: Myself
    pusher: Pusher
    clock: Clock

    def connect(self, client: Client) -> None:
        """This connection is the login's from now on; an older one is told so and closed.

        Raises LoggedOut or Unauthenticated where the login has ended since the authorizer looked.
        """
        before = self.sessions.connect(
            client.who, client.connection_id, self.clock(), takes_several=client.takes_several
        )
        older = before.connection_id
        if older and older != client.connection_id:
            self.pusher.post(older, {"type": "taken_over"})
            self.pusher.close(older)

    def disconnect(self, client: Client) -> None:
        """The connection is gone. Raises, and changes nothing, when it was an older one."""
        self.sessions.disconnect(client.who, client.connection_id, self.clock())

    def answer(self, client: Client, text: str) -> Message:
        """The answer to one message; refusals are answers too."""
        request: Message = {}
        try:
            request = parse(text)
            client = _reading(client, request)
            answer = self._answer(client, request)
        except LoggedOut as gone:
            answer = logged_out_message(Ending(EndReason(gone.reason), gone.by, gone.at))
        except JourError as refusal:
            message = texts.sentence(refusal.text, client.language, **refusal.values)
            answer = {"type": "error", "code": refusal.code, "message": message}
        return answer | ({"id": request["id"]} if "id" in request else {})

    def _answer(self, client: Client, request: Message) -> Message:
        name = request["action"]
        told, worked = self.chats.told(name), self.chats.worked(name, request)
        if told is not None:
            return told(_agent(client), request)
        if worked is not None:
            return self._worked(name, client, worked(_agent(client), request))
        return self._action(name)(client, request)

    def _action(self, name: str) -> Callable[[Client, Message], Message]:
        actions = {
            "heartbeat": self._heartbeat,
            "sync": self._sync,
            "status": self._status,
            "groups": self._groups,
            "view": self._view,
            "accept": self._accept,
            "hung_up": self._hung_up,
            "wrap_up_done": self._wrap_up_done,
            "wrap_up_extend": self._wrap_up_extend,
            "gates": self._gates,
        }
        if name not in actions:
            raise Invalid("unknown_action")
        return actions[name]

    def _heartbeat(self, client: Client, _: Message) -> Message:
        self.sessions.heartbeat(client.who, client.connection_id, self.clock())
        return {"type": "ok", "action": "heartbeat"}

    def _sync(self, client: Client, request: Message) -> Message:
        """`settled`: the connection has stood for a second, and asks for the first time."""
        now, who = self.clock(), client.who
        if request.get("settled") is True:
            seen = self.roster.lately(who, client.connection_id)
        else:
            seen = self.roster.now(who.org)
        present = seen.present
        session = _own(present.sessions, who, now)
        whole = snapshot(present, session, now) | calls_view(seen.calls, present, session, now)
        whole["me"] |= self.myself.engaged_in(session, present.organisation, now)
        first, *rest = pieces(whole, AGENTS_A_PIECE)
        if not rest:
            return first
        # Posts of one caller arrive in order; the answer comes last.
        for piece in (first, *rest[:-1]):
            self.pusher.post(client.connection_id, piece)
        return rest[-1]

    def _accept(self, client: Client, request: Message) -> Message:
        return self._worked("accept", client, self.work.accept(_agent(client), contact_in(request)))

    def _hung_up(self, client: Client, request: Message) -> Message:
        return self._worked(
            "hung_up", client, self.work.hung_up(_agent(client), contact_in(request))
        )

    def _wrap_up_done(self, client: Client, _: Message) -> Message:
        return self._worked("wrap_up_done", client, self.work.wrap_up_done(_agent(client)))

    def _wrap_up_extend(self, client: Client, _: Message) -> Message:
        return self._worked("wrap_up_extend", client, self.work.wrap_up_extend(_agent(client)))

    def _worked(self, action: str, client: Client, session: Session) -> Message:
        me = self.myself.me(session, self._organisation(client.who), self.clock())
        return {"type": "ok", "action": action, "me": me}

    def _gates(self, client: Client, _: Message) -> Message:
        who, now = _agent(client), self.clock()
        shown = gates_view(who.user, self.sessions.present(who.org), client.language, now)
        return {"type": "gates", "gates": shown}

    def _status(self, client: Client, request: Message) -> Message:
        who = _agent(client)
        organisation = self._organisation(who)
        status, reason = _wanted_status(request)
        if status is Status.PAUSED and reason not in organisation.pause_reasons:
            raise Invalid("invalid_pause_reason")
        session = self.sessions.set_status(who, status, reason, self.clock())
        return {
            "type": "ok",
            "action": "status",
            "me": me_view(session, organisation, self.clock()),
        }

    def _groups(self, client: Client, request: Message) -> Message:
        who = _agent(client)
        organisation = self._organisation(who)
        user = self.users.get(who.user)
        if user is None:
            raise NotFound("unknown_user")
        groups = staffed_groups(user, organisation, who.channel, _names(request))
        session = self.sessions.set_groups(who, groups, self.clock())
        return {
            "type": "ok",
            "action": "groups",
            "me": me_view(session, organisation, self.clock()),
        }

    def _view(self, client: Client, request: Message) -> Message:
        view = None if request.get("groups") is None else _names(request)
        known = self._organisation(client.who).groups
        unknown = [group for group in view or () if group not in known]
        if unknown:
            raise Invalid("invalid_group", "invalid_group_unknown", groups=", ".join(unknown))
        self.sessions.set_view(client.who, view, self.clock())
        return {"type": "ok", "action": "view", "view": None if view is None else list(view)}

    def _organisation(self, who: Identity) -> Organisation:
        """The organisation as it was at most half a minute ago: saves a read for each action."""
        found = self.organisations.recent(who.org, self.clock())
        if found is None:
            raise NotFound("unknown_organisation")
        return found


def _reading(client: Client, request: Message) -> Client:
    """The client in the language that the message names, which can change while it is connected."""
    language = request.get("language")
    if language not in (SWEDISH, ENGLISH):
        return client
    return replace(client, language=str(language))


def _wanted_status(request: Message) -> tuple[Status, str]:
    """Status and reason; an available agent has none."""
    status, reason = request.get("status"), request.get("reason")
    if status == Status.AVAILABLE:
        return Status.AVAILABLE, ""
    if status != Status.PAUSED:
        refuse("status")
    if not isinstance(reason, str):
        raise Invalid("invalid_pause_reason")
    return Status.PAUSED, reason


def _names(request: Message) -> tuple[str, ...]:
    """The list of group ids in a message."""
    names = request.get("groups")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        refuse("groups")
    return tuple(dict.fromkeys(names))


def _agent(client: Client) -> Identity:
    """Only an agent's login has a status and groups."""
    if not client.who.is_agent:
        raise Forbidden("not_an_agent")
    return client.who


def _own(sessions: Iterable[Session], who: Identity, now: Millis) -> Session:
    """The reader's own living login among all; raises LoggedOut or Unauthenticated."""
    mine = (s for s in sessions if (s.user, s.plain_id) == (who.user, who.plain_id))
    return require_current(next(mine, None), who.session_id, now)
