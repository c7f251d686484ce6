"""Puts together what is about users: logging in, passwords, mails to them. As `jour.wiring`."""

from functools import cached_property
from typing import TYPE_CHECKING

from jour.call_wiring import CallServices

if TYPE_CHECKING:
    from jour.authenticate import Gatekeeper
    from jour.distance_login import DistanceLogin
    from jour.edit_user import UserDesk
    from jour.notify import Notifier
    from jour.order_credentials import Ordering
    from jour.presence_api import DaySources
    from jour.reminders import Reminders
    from jour.rotation import Rotation
    from jour.sign_in import Registry
    from jour.users_import import UsersImport


class PeopleServices(CallServices):
    """What the functions that serve logins and administrators may call."""

    @cached_property
    def registry(self) -> "Registry":
        from jour.sign_in import Registry

        return Registry(self.users, self.sessions, self.gate)

    @cached_property
    def gate(self) -> "Gatekeeper":
        from jour.authenticate import Gatekeeper
        from jour.store.attempts import AttemptsStore

        return Gatekeeper(self.users, AttemptsStore(self.table), self.secrets.passwords)

    @cached_property
    def distance_login(self) -> "DistanceLogin":
        from jour.distance_login import DistanceLogin
        from jour.store.toggles import Toggles

        return DistanceLogin(
            toggles=Toggles(self.table),
            passwords=lambda: self.secrets.passwords,
            service_number=self.settings.service_number,
            clock=self.clock,
        )

    @cached_property
    def user_desk(self) -> "UserDesk":
        from jour.edit_user import UserDesk

        return UserDesk(
            table=self.table,
            users=self.users,
            organisations=self.organisations,
            sessions=self.sessions,
            orders=self.orders,
            service_number=self.settings.service_number,
        )

    @cached_property
    def users_import(self) -> "UsersImport":
        from jour.users_import import UsersImport

        return UsersImport(self.users, self.user_desk, self.rotation_queue)

    @cached_property
    def day_sources(self) -> "DaySources":
        from jour.presence_api import DaySources

        return DaySources(self.presence_log, self.sessions, self.contacts)

    @cached_property
    def ordering(self) -> "Ordering":
        from jour.order_credentials import Ordering

        return Ordering(self.users, self.sessions, self.orders, self.rotation_queue)

    @cached_property
    def rotation(self) -> "Rotation":
        from jour.rotation import Rotation
        from jour.store.throttle import Throttle

        return Rotation(
            users=self.users,
            organisations=self.organisations,
            orders=self.orders,
            throttle=Throttle(self.table),
            passwords=self.secrets.passwords,
            mailer=self.mailer,
            queue=self.rotation_queue,
            client_url=self.settings.client_url,
            clock=self.clock,
        )

    @cached_property
    def reminders(self) -> "Reminders":
        from jour.reminders import Reminders
        from jour.store.reminded import RemindedUsers

        return Reminders(
            organisations=self.organisations,
            users=RemindedUsers(self.table),
            mailer=self.mailer,
            queue=self.rotation_queue,
            client_url=self.settings.client_url,
            clock=self.clock,
        )

    @cached_property
    def notifier(self) -> "Notifier":
        from jour.notify import Notifier

        return Notifier(
            notices=self.notices,
            users=self.users,
            organisations=self.organisations,
            mailer=self.mailer,
            client_url=self.settings.client_url,
        )
