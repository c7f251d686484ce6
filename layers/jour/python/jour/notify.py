"""Mailing notices: what happened in a call that may not have been the user's own (B7)."""

from dataclasses import dataclass

from jour.mail import Mailer
from jour.mail_texts import Writer
from jour.observe import tally
from jour.store.notices import Notices
from jour.store.organisations import Organisations
from jour.store.users import Users


@dataclass(frozen=True, slots=True)
class Notifier:
    """Sends open notices."""

    notices: Notices
    users: Users
    organisations: Organisations
    mailer: Mailer
    client_url: str

    def send(self, contact: str) -> None:
        """Mail the call's notice, if it is open and there is somebody to mail to.

        Raises Unavailable when it should be tried again.
        """
        notice = self.notices.get(contact)
        if notice is None:
            return
        user = self.users.get(notice.user)
        organisation = self.organisations.get(user.org) if user else None
        if user is not None and organisation is not None:
            self.mailer.send(Writer(user, organisation, self.client_url).notice(notice))
            tally("NoticesSent")
        self.notices.close(notice)
