"""Puts the table, its parts and the secrets together. As `jour.wiring`."""

from functools import cached_property
from typing import TYPE_CHECKING

from jour import aws
from jour.clock import Clock, system_clock
from jour.patience import PATIENCE
from jour.settings import Settings
from jour.store.table import Table

if TYPE_CHECKING:
    from jour.secret_wiring import Secrets
    from jour.store.call_lists import CallLists
    from jour.store.callbacks import Callbacks
    from jour.store.chats import Chats
    from jour.store.contacts import Contacts
    from jour.store.do_not_call import DoNotCall
    from jour.store.forwardings import Forwardings
    from jour.store.notices import Notices
    from jour.store.orders import Orders
    from jour.store.organisations import Organisations
    from jour.store.phone_book import PhoneBook
    from jour.store.presence_log import PresenceLog
    from jour.store.push_subscriptions import PushSubscriptions
    from jour.store.sessions import Sessions
    from jour.store.sms_outbox import SmsOutbox
    from jour.store.users import Users


class StoreServices:
    """What a function may read and write."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.clock = clock

    @cached_property
    def secrets(self) -> "Secrets":
        from jour.secret_wiring import Secrets

        return Secrets(self.settings, self.clock)

    @cached_property
    def table(self) -> Table:
        return Table(aws.client("dynamodb", PATIENCE), self.settings.table)

    @cached_property
    def users(self) -> "Users":
        from jour.store.users import Users

        return Users(self.table)

    @cached_property
    def organisations(self) -> "Organisations":
        from jour.store.organisations import Organisations

        return Organisations(self.table)

    @cached_property
    def sessions(self) -> "Sessions":
        from jour.store.sessions import Sessions

        return Sessions(self.table)

    @cached_property
    def presence_log(self) -> "PresenceLog":
        from jour.store.presence_log import PresenceLog

        return PresenceLog(self.table)

    @cached_property
    def phone_book(self) -> "PhoneBook":
        from jour.store.phone_book import PhoneBook

        return PhoneBook(self.table)

    @cached_property
    def do_not_call(self) -> "DoNotCall":
        from jour.store.do_not_call import DoNotCall

        return DoNotCall(self.table)

    @cached_property
    def call_lists(self) -> "CallLists":
        from jour.store.call_lists import CallLists

        return CallLists(self.table)

    @cached_property
    def contacts(self) -> "Contacts":
        from jour.store.contacts import Contacts

        return Contacts(self.table)

    @cached_property
    def forwardings(self) -> "Forwardings":
        from jour.store.forwardings import Forwardings

        return Forwardings(self.table)

    @cached_property
    def callbacks(self) -> "Callbacks":
        from jour.store.callbacks import Callbacks

        return Callbacks(self.table)

    @cached_property
    def push_subscriptions(self) -> "PushSubscriptions":
        from jour.store.push_subscriptions import PushSubscriptions

        return PushSubscriptions(self.table)

    @cached_property
    def chats(self) -> "Chats":
        from jour.store.chats import Chats

        return Chats(self.table)

    @cached_property
    def sms_outbox(self) -> "SmsOutbox":
        from jour.store.sms_outbox import SmsOutbox

        return SmsOutbox(self.table)

    @cached_property
    def notices(self) -> "Notices":
        from jour.store.notices import Notices

        return Notices(self.table)

    @cached_property
    def orders(self) -> "Orders":
        from jour.store.orders import Orders

        return Orders(self.table)
