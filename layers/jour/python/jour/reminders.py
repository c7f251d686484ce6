"""Mailing reminders of passwords that run out (P7): by organisation, through the index."""

from dataclasses import dataclass

from jour.clock import Clock, Millis
from jour.errors import Unavailable
from jour.expiry_reminder import Reminded, due
from jour.mail import Mailer
from jour.mail_texts import Writer
from jour.observe import tally
from jour.organisation import Organisation, PasswordPolicy
from jour.password_policy import STRICT_VALIDITY
from jour.rotation_queue import RotationQueue
from jour.store.organisations import Organisations
from jour.store.reminded import Registered, RemindedUsers


@dataclass(frozen=True, slots=True)
class Reminders:
    """Reminds each user once of each date."""

    organisations: Organisations
    users: RemindedUsers
    mailer: Mailer
    queue: RotationQueue
    client_url: str
    clock: Clock

    def run(self, whose: str | bool) -> None:
        """Remind one organisation's users, or begin with everybody's (True). Raises Unavailable."""
        if isinstance(whose, str):
            self.remind(whose)
        else:
            self.begin()

    def begin(self) -> None:
        """Ask for each organisation's reminders apart, so that each can be tried again alone."""
        for org in self.organisations.ids():
            self.queue.remind(org)

    def remind(self, org: str) -> None:
        """Remind the organisation's users whose passwords run out. Raises Unavailable."""
        organisation = self.organisations.get(org)
        if organisation is None or organisation.password_policy is not PasswordPolicy.STRICT:
            return
        for registered in self.users.of(org):
            self._remind(registered, organisation, self.clock())

    def _remind(self, registered: Registered, organisation: Organisation, now: Millis) -> None:
        user, before = registered.user, registered.reminded
        if user.disabled or user.credential is None:
            return
        set_at = user.credential.set_at
        reminder = due(set_at + STRICT_VALIDITY, set_at, before, now)
        # Marked before it is sent: of two schedules that run at once, one mails.
        if reminder is None or not self.users.mark(user, before, reminder):
            return
        self._mail(Writer(user, organisation, self.client_url), registered, reminder)

    def _mail(self, writer: Writer, registered: Registered, reminder: Reminded) -> None:
        try:
            self.mailer.send(writer.reminder(reminder.days))
        except Unavailable:
            self.users.unmark(registered.user, reminder, registered.reminded)
            raise
        tally("ExpiryReminders")
