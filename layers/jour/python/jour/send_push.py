"""Carrying out what is to be pushed: what holds now is said, whatever held when it was ordered."""

from dataclasses import dataclass
from typing import Protocol

from jour.clock import Clock, Millis
from jour.errors import Invalid, LoggedOut, NotFound, Unauthenticated, Unavailable
from jour.handout import state_of
from jour.observe import tally
from jour.push_order import PushOrder, offered
from jour.push_subscription import Subscription
from jour.push_texts import Notice, ended_notice, offer_notice, withdrawn_notice
from jour.session import Session, require_current
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.push_subscriptions import PushSubscriptions
from jour.store.sessions import Sessions
from jour.web_push import Delivery


class Push(Protocol):
    """What is used of `jour.web_push.WebPush`."""

    def send(self, to: Subscription, notice: Notice) -> Delivery:
        """Post one message; raises Invalid for an address that is no push service's."""


@dataclass(frozen=True, slots=True)
class PushSending:
    """Tells browsers of offers, of their end, and of a login's end. Raises Unavailable."""

    subscriptions: PushSubscriptions
    sessions: Sessions
    contacts: Contacts
    organisations: Organisations
    push: Push
    clock: Clock

    def carry_out(self, order: PushOrder) -> None:
        """Raises Unavailable when the push service should be tried again."""
        to = self.subscriptions.get(order.org, order.user, order.session_id)
        if to is None:
            return
        session = self.sessions.get(order.org, order.user)
        try:
            login = require_current(session, order.session_id, self.clock())
        except LoggedOut as end:
            self._say_farewell(to, session, end)
            return
        except Unauthenticated:
            # Its user logged out: they know.
            self._forget(to)
            return
        if order.contact is not None:
            self._tell(to, login, order.contact)

    def _say_farewell(self, to: Subscription, session: Session | None, end: LoggedOut) -> None:
        if not self._is_same_browser(to, session):
            self._deliver(to, ended_notice(end, to.language))
        self._forget(to)

    def _is_same_browser(self, to: Subscription, session: Session | None) -> bool:
        """Whoever logs in anew where they were logged in needs not be told there."""
        if session is None or not session.pushes:
            return False
        now = self.subscriptions.get(session.org, session.user, session.login.session_id)
        return now is not None and now.endpoint == to.endpoint

    def _tell(self, to: Subscription, login: Session, contact_id: str) -> None:
        now = self.clock()
        stands = offered(login, now) == contact_id
        if not stands and to.shown != contact_id:
            return  # was never on the screen
        notice = self._notice(to, login, contact_id, now, stands=stands)
        if notice is not None and self._deliver(to, notice):
            self.subscriptions.note_shown(to, contact_id if stands else None)

    def _notice(
        self, to: Subscription, login: Session, contact_id: str, now: Millis, *, stands: bool
    ) -> Notice | None:
        try:
            contact = self.contacts.pair(contact_id).contact
        except NotFound:
            return None
        group = self.organisations.group(contact.org, contact.group)
        name = group.name if group else contact.group
        until = login.occupied.until if login.occupied else None
        if stands and until is not None:
            return offer_notice(
                contact, name, to.language, until, now, shows_caller=to.shows_caller
            )
        own = login.occupied is not None and login.occupied.contact == contact_id
        taken = own and state_of(login, now) == "busy"
        return withdrawn_notice(
            contact, name, to.language, taken=taken, shows_caller=to.shows_caller
        )

    def _deliver(self, to: Subscription, notice: Notice) -> bool:
        """Whether it is on its way. A subscription that leads nowhere is removed."""
        try:
            delivery = self.push.send(to, notice)
        except Invalid:
            delivery = Delivery.GONE
        tally(f"WebPush{delivery.value.capitalize()}")
        if delivery is Delivery.LATER:
            raise Unavailable
        if delivery in (Delivery.GONE, Delivery.REFUSED):
            self._forget(to)
        return delivery is Delivery.TAKEN

    def _forget(self, to: Subscription) -> None:
        self.subscriptions.remove(to.org, to.user, to.session_id)
