"""Logins: one item each, every change one write with its conditions inside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jour.clock import Millis
from jour.errors import Conflict, NotFound
from jour.login_rules import GRACE, LEASE, logged_in
from jour.organisation import Organisation
from jour.session import (
    Ending,
    EndReason,
    Identity,
    Present,
    Session,
    Status,
    is_live,
    require_connection,
    require_current,
)
from jour.store import keys
from jour.store import session_writes as writes
from jour.store.contact_items import contact_from_item
from jour.store.expression import Update
from jour.store.organisations import organisation_from_item
from jour.store.session_items import outside_from_item, session_from_item
from jour.store.table import ConditionFailed, Table
from jour.token import Token
from jour.user import User


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody logs in: read together, a moment before."""

    organisation: Organisation | None
    session: Session | None
    """The agent's login item, living or not."""


class Sessions:
    """The table's logins.

    Methods that change an existing login raise LoggedOut or Unauthenticated when it is no longer
    the living one, Conflict `taken_over` when it has another connection by now.
    """

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, org: str, user: str, plain_id: str | None = None) -> Session | None:
        item = self._table.get(keys.session(org, user, plain_id))
        return session_from_item(item) if item else None

    def present(self, org: str) -> Present:
        """Raises NotFound when the organisation is gone."""
        values = {":pk": f"ORG#{org}", ":first": keys.ORGANISATION, ":last": keys.LAST_TICKET}
        items = list(self._table.query("pk = :pk AND sk BETWEEN :first AND :last", values))
        if not items or items[0]["sk"] != keys.ORGANISATION:
            raise NotFound("unknown_organisation")
        return Present(
            organisation_from_item(items[0]),
            tuple(session_from_item(i) for i in items if i["sk"].startswith(keys.SESSION)),
            tuple(contact_from_item(i) for i in items if i["sk"].startswith(keys.TICKET)),
            tuple(outside_from_item(i) for i in items if i["sk"].startswith(keys.OUTSIDE)),
        )

    def agents(self, org: str) -> Iterator[Session]:
        """Every agent's login item of an organisation, ended and expired ones included."""
        values = {":pk": f"ORG#{org}", ":agent": keys.AGENT_SESSION}
        return map(
            session_from_item, self._table.query("pk = :pk AND begins_with(sk, :agent)", values)
        )

    def of_user(self, org: str, user: str) -> Iterator[Session]:
        """Every login item of one user: the agent's and the plain web ones."""
        agent = self.get(org, user)
        if agent is not None:
            yield agent
        values = {":pk": f"ORG#{org}", ":web": f"{keys.WEB_SESSION}{user}#"}
        found = self._table.query("pk = :pk AND begins_with(sk, :web)", values)
        yield from map(session_from_item, found)

    def place_of(self, org: str, user: str) -> Place:
        """The organisation, and the agent's login as it is now, in one read."""
        items = self._table.get_all((keys.organisation(org), keys.session(org, user)))
        found = {item["sk"] == keys.ORGANISATION: item for item in items}
        organisation, session = found.get(True), found.get(False)
        return Place(
            organisation_from_item(organisation) if organisation else None,
            session_from_item(session) if session else None,
        )

    def log_in(
        self,
        new: Session,
        now: Millis,
        checks: Sequence[tuple[keys.Key, Update]] = (),
        seen: Place | None = None,
    ) -> tuple[Session | None, Session]:
        """Newest wins, whatever was there (X1), provided that `checks` hold on other items at the
        commit. What was there before, and what is there now.

        What was there is read just before (`seen`, or here), since a transaction answers nothing:
        another login may slip in between, and is then replaced without being named. Raises Conflict
        `edited_meanwhile` where a check fails.
        """
        before = None
        if new.is_agent:
            before = seen.session if seen else self.get(new.org, new.user)
        try:
            self._table.transact([*checks, (writes.key_of(new.identity), writes.begun(new, now))])
        except ConditionFailed as failure:
            raise Conflict("edited_meanwhile") from failure
        return before, logged_in(before, new, now)

    def connect(
        self, who: Identity, connection_id: str, now: Millis, *, takes_several: bool = False
    ) -> Session:
        """Make this the login's connection. The state before, with the connection that lost it."""
        change = (
            writes.current(who, now)
            .set(connection_id=connection_id, connected_at=now, beat=True)
            .set(takes_several=takes_several or None)
            .set(**writes.lease(who, now + LEASE))
        )
        return self._change(who, change, now, returns="ALL_OLD")

    def disconnect(self, who: Identity, connection_id: str, now: Millis) -> Session:
        """The connection is gone: offers stop now, a desktop login ends after the grace."""
        change = (
            writes.current(who, now)
            .when(writes.OWN_CONNECTION, connection_id=connection_id)
            .set(beat=True, **writes.lease(who, now + GRACE))
            .remove("connection_id", "connected_at")
        )
        return self._change(who, change, now, connection_id)

    def heartbeat(self, who: Identity, connection_id: str, now: Millis) -> Session:
        """The client is there: the lease moves."""
        change = (
            writes.current(who, now)
            .when(writes.OWN_OR_NO_CONNECTION, connection_id=connection_id)
            .set(connection_id=connection_id, beat=True, **writes.lease(who, now + LEASE))
        )
        return self._change(who, change, now, connection_id)

    def set_status(self, who: Identity, status: Status, reason: str, now: Millis) -> Session:
        """The agent's own status, with the reason of a pause or "". The same again is no news."""
        change = (
            writes.news(writes.current(who, now), now)
            .when(writes.SOMETHING_NEW, status=status.value, reason=reason)
            .set(status=status.value, reason=reason, since=now)
        )
        if status is Status.AVAILABLE:
            change.set(misses=0)
        return self._change(who, change, now)

    def set_groups(self, who: Identity, groups: tuple[str, ...], now: Millis) -> Session:
        """The groups that the agent staffs from now on (M2)."""
        return self._change(
            who, writes.news(writes.current(who, now), now).set(groups=list(groups)), now
        )

    def set_view(self, who: Identity, view: tuple[str, ...] | None, now: Millis) -> Session:
        """The groups that the user wants to see (M10), None for all: concerns nobody else."""
        change = writes.current(who, now).set(view=None if view is None else list(view), beat=True)
        return self._change(who, change, now)

    def end(self, who: Identity, end: Ending) -> Session:
        """End this very login. Raises Conflict when it has ended or another took its place."""
        return self._end(who, end, Update())

    def log_out(self, token: Token, end: Ending) -> bool:
        """End the login that this token was issued for: one write, no read.

        False, and nothing changed, where it is not the living login's token.
        """
        bearer = token.bearer
        change = Update().when(writes.TOKEN, token=token.digest).when(writes.NOT_ENDED)
        try:
            self._table.update(
                keys.session(bearer.org, bearer.user, bearer.plain_id), writes.over(change, end)
            )
        except ConditionFailed:
            return False
        return True

    def endings(
        self, user: User, by: str, reason: EndReason, now: Millis, keep: Identity | None
    ) -> list[tuple[keys.Key, Update]]:
        """For a transaction: the end of every living login of a user but the one to keep."""
        living = [s for s in self.of_user(user.org, user.id) if is_live(s, now)]
        end = Ending(reason, by, now)
        return [writes.ended(s.identity, end) for s in living if s.identity != keep]

    def expire(self, who: Identity, end: Ending, now: Millis) -> Session:
        """Write down that the lease passed. Raises Conflict when a heartbeat came first."""
        return self._end(who, end, Update().when(writes.LEASE_PASSED, now=now))

    def _end(self, who: Identity, end: Ending, change: Update) -> Session:
        change.when(writes.LOGIN, session_id=who.session_id).when(writes.NOT_ENDED)
        try:
            item = self._table.update(writes.key_of(who), writes.over(change, end))
        except ConditionFailed as failure:
            raise Conflict("already_logged_out") from failure
        return session_from_item(item)

    def _change(
        self,
        who: Identity,
        change: Update,
        now: Millis,
        connection_id: str | None = None,
        returns: str = "ALL_NEW",
    ) -> Session:
        try:
            return session_from_item(self._table.update(writes.key_of(who), change, returns))
        except ConditionFailed as failure:
            found = session_from_item(failure.item) if failure.item else None
        session = require_current(found, who.session_id, now)
        if connection_id is not None:
            require_connection(session, who.session_id, connection_id, now)
        # Every condition but writes.SOMETHING_NEW is ruled out: the item says this already.
        return session
