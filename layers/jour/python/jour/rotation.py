"""Making and mailing temporary passwords: the one place where such a password exists (P9).

It is made, sealed, mailed and forgotten within one call; the table holds its hash, the queue only
ids. A try that fails is repeated by the queue with another password.
"""

from dataclasses import dataclass

from jour import temporary_password
from jour.clock import Clock
from jour.credential_order import Cause, CredentialOrder, OrderState, may_try, ordered
from jour.errors import Unavailable
from jour.forgotten import SOURCE_LIMIT, SOURCE_WINDOW, USER_LIMIT, USER_WINDOW
from jour.mail import Mailer
from jour.mail_texts import Writer
from jour.observe import logger, tally
from jour.password import Passwords
from jour.rotation_queue import RotationQueue
from jour.store.orders import Orders
from jour.store.organisations import Organisations
from jour.store.throttle import Throttle
from jour.store.users import Users


@dataclass(frozen=True, slots=True)
class Rotation:
    """Fulfils orders of credentials."""

    users: Users
    organisations: Organisations
    orders: Orders
    throttle: Throttle
    passwords: Passwords
    mailer: Mailer
    queue: RotationQueue
    client_url: str
    clock: Clock

    def fulfil(self, user_id: str, order_id: str) -> None:
        """Mail a fresh temporary password, if this order is still the one that is wanted.

        Raises Unavailable when it should be tried again; after the last try the order has failed.
        """
        order = self.orders.get(user_id)
        if order is None or not may_try(order, order_id, self.clock()):
            return
        writer = self._writer(order)
        if writer is None:
            self._fail(order, "nobody to mail to")
            return
        password = temporary_password.generate()
        sealed = self.passwords.seal(password, self.clock(), temporary=True)
        tried = self.orders.issue(order, sealed, self.clock())
        if tried is not None:
            self._mail(tried, writer, password)

    def forgotten(self, user_id: str, source: str) -> None:
        """Order a temporary password for somebody who may exist; the old one goes on working."""
        now = self.clock()
        if not self.throttle.source_may(source, SOURCE_LIMIT, SOURCE_WINDOW, now):
            return
        user = self.users.get(user_id) if user_id else None
        if user is None or user.disabled:
            return
        if not self.throttle.user_may(user.id, USER_LIMIT, USER_WINDOW, now):
            return
        order = ordered(user.id, user.org, Cause.FORGOTTEN, now)
        self.orders.place(order)
        self.queue.mail(order)

    def _writer(self, order: CredentialOrder) -> Writer | None:
        """Who writes to the user; None where there is nobody to write to any more."""
        user, organisation = self.users.get(order.user), self.organisations.get(order.org)
        if user is None or user.disabled or user.org != order.org or organisation is None:
            return None
        return Writer(user, organisation, self.client_url)

    def _mail(self, order: CredentialOrder, writer: Writer, password: str) -> None:
        try:
            for mail in writer.credentials(password, order.cause):
                self.mailer.send(mail, order.id)
        except Unavailable:
            if not order.is_last_try:
                raise
            self._fail(order, "mail refused")
            return
        self.orders.close(order, OrderState.SENT, self.clock())
        tally("CredentialsSent")

    def _fail(self, order: CredentialOrder, why: str) -> None:
        # The order's id names nobody: what a log may hold (ASVS 16.2.5).
        logger.error("credentials not delivered", extra={"order": order.id, "why": why})
        self.orders.close(order, OrderState.FAILED, self.clock())
        tally("CredentialsFailed")
