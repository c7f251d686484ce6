"""Puts clients, storage and settings together, once per process and only as far as they are used.

Nothing is read or connected at import: a function needs only its own environment variables and pays
only for the clients that it calls.
"""

import json
from functools import cache, cached_property
from typing import TYPE_CHECKING

from botocore.config import Config

from jour import aws
from jour.clock import Clock, system_clock
from jour.settings import Settings
from jour.store.table import Table

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from jour.authenticate import Gatekeeper
    from jour.call_routing import CallRouting
    from jour.callback_routing import CallbackRouting
    from jour.chat_course import ChatCourse
    from jour.chat_sweep import ChatSweep
    from jour.chat_wiring import ChatServices
    from jour.chat_work import ChatWork
    from jour.conference import Conference
    from jour.conference_invites import ConferenceInvites
    from jour.connect_users import ConnectUsers
    from jour.contact_end import ContactEnds
    from jour.contact_lookup import ContactLookup
    from jour.customer_chat import CustomerChat
    from jour.desk import Desk
    from jour.dispatch import Dispatcher
    from jour.distance_login import DistanceLogin
    from jour.edit_call_lists import CallListEdits
    from jour.edit_user import UserDesk
    from jour.fanout import Fanout
    from jour.flow_numbers import FlowNumbers
    from jour.hand_out_sweep import HandOutSweep
    from jour.list_feed import ListFeed
    from jour.mail import Mailer
    from jour.my_calls import MyCalls
    from jour.my_forwarding import MyForwarding
    from jour.my_push import MyPush
    from jour.notify import Notifier
    from jour.order_credentials import Ordering
    from jour.outbound_calls import OutboundCalls
    from jour.outbound_voice import OutboundVoice
    from jour.password import Passwords, Peppers
    from jour.presence_api import DaySources
    from jour.push import Pusher
    from jour.push_queue import PushQueue
    from jour.reminders import Reminders
    from jour.rotation import Rotation
    from jour.rotation_queue import RotationQueue
    from jour.send_on import SendOn
    from jour.send_push import PushSending
    from jour.send_sms import SmsSending
    from jour.sign_in import Registry
    from jour.sms_hand_over import SmsHandOver
    from jour.sms_queue import SmsQueue
    from jour.softphone_answer import SoftphoneAnswers
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
    from jour.sweep import Sweep
    from jour.user import Softphone
    from jour.users_import import UsersImport
    from jour.vapid import VapidKeys
    from jour.work import Work

# Bounded well inside the 8 s that Connect, and the few seconds that a person, waits (fault 11).
_PATIENCE = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 3},
)
# A text message is handed over once: a silent retry by the client could send it twice.
_ONCE = Config(connect_timeout=2, read_timeout=8, retries={"total_max_attempts": 1})
# Several numbers are rung within one answer to a flow, which asks again.
_ONE_TRY = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1})


class Services:
    """What a function may call."""

    def __init__(self, settings: Settings, clock: Clock = system_clock) -> None:
        self.settings = settings
        self.clock = clock

    @cached_property
    def table(self) -> Table:
        return Table(aws.client("dynamodb", _PATIENCE), self.settings.table)

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
    def registry(self) -> "Registry":
        from jour.sign_in import Registry

        return Registry(self.users, self.sessions, self.gate)

    @cached_property
    def gate(self) -> "Gatekeeper":
        from jour.authenticate import Gatekeeper
        from jour.store.attempts import AttemptsStore

        return Gatekeeper(self.users, AttemptsStore(self.table), self.passwords)

    @cached_property
    def distance_login(self) -> "DistanceLogin":
        from jour.distance_login import DistanceLogin
        from jour.store.toggles import Toggles

        return DistanceLogin(
            toggles=Toggles(self.table),
            passwords=lambda: self.passwords,
            service_number=self.settings.service_number,
            clock=self.clock,
        )

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
    def call_list_edits(self) -> "CallListEdits":
        from jour.edit_call_lists import CallListEdits

        return CallListEdits(self.call_lists, self.clock)

    @cached_property
    def pusher(self) -> "Pusher":
        from jour.push import Pusher

        return Pusher(self.settings.connections_url, aws.session())

    @cached_property
    def desk(self) -> "Desk":
        from jour.desk import Desk
        from jour.roster import Roster

        return Desk(
            sessions=self.sessions,
            users=self.users,
            organisations=self.organisations,
            roster=Roster(self.sessions, self.contacts, self.clock),
            work=self.work,
            chats=self.chat_edge.desk,
            myself=self.chat_edge.myself,
            pusher=self.pusher,
            clock=self.clock,
        )

    @cached_property
    def work(self) -> "Work":
        from jour.work import Work

        return Work(self.contacts, self.sessions, self.organisations, self.clock)

    @cached_property
    def contacts(self) -> "Contacts":
        from jour.store.contacts import Contacts

        return Contacts(self.table)

    @cached_property
    def dispatcher(self) -> "Dispatcher":
        from jour.dispatch import Dispatcher

        return Dispatcher(
            sessions=self.sessions,
            contacts=self.contacts,
            pusher=self.pusher,
            sms_queue=lambda: self.sms_queue,
            lists=self.list_feed,
            clock=self.clock,
        )

    @cached_property
    def list_feed(self) -> "ListFeed":
        from jour.list_feed import ListFeed
        from jour.store.call_list_entries import CallListEntries
        from jour.store.list_offers import ListOffers

        return ListFeed(self.call_lists, CallListEntries(self.table), ListOffers(self.table))

    @cached_property
    def call_routing(self) -> "CallRouting":
        from jour.arrival import Arrivals
        from jour.call_routing import CallRouting
        from jour.callback_request import CallbackRequests
        from jour.queue_poll import QueuePoll
        from jour.store.phones import Phones
        from jour.store.queues import Queues

        queues = Queues(self.table)
        polls = QueuePoll(self.contacts, queues, self.organisations, self.dispatcher, self.clock)
        phones = Phones(self.table)
        arrivals = Arrivals(
            phones=phones,
            contacts=self.contacts,
            sessions=self.sessions,
            phone_book=self.phone_book,
            polls=polls,
            clock=self.clock,
        )
        return CallRouting(
            arrivals=arrivals,
            polls=polls,
            callbacks=CallbackRequests(
                contacts=self.contacts,
                callbacks=self.callbacks,
                phones=phones,
                phone_book=self.phone_book,
                polls=polls,
                clock=self.clock,
            ),
            ends=self.contact_ends,
            contacts=self.contacts,
            dispatcher=self.dispatcher,
            sms_queue=lambda: self.sms_queue,
            send_on=self.send_on,
            conference=self.conference,
            clock=self.clock,
        )

    @cached_property
    def send_on(self) -> "SendOn":
        from jour.send_on import SendOn

        return SendOn(self.sessions, self.users, self.forwardings)

    @cached_property
    def forwardings(self) -> "Forwardings":
        from jour.store.forwardings import Forwardings

        return Forwardings(self.table)

    @cached_property
    def conference(self) -> "Conference":
        from jour.conference import Conference

        return Conference(self.contacts, self.organisations, lambda: self.invitations, self.clock)

    @cached_property
    def invitations(self) -> "ConferenceInvites | None":
        from jour.conference_invites import ConferenceInvites

        instance, flow = self.settings.connect_instance_id, self.settings.invite_flow_id
        if instance is None or flow is None:
            return None
        return ConferenceInvites(aws.client("connect", _ONE_TRY), instance, flow)

    @cached_property
    def my_calls(self) -> "MyCalls":
        from jour.my_calls import MyCalls
        from jour.store.phones import Phones

        return MyCalls(
            contacts=self.contacts,
            sessions=self.sessions,
            users=self.users,
            forwardings=self.forwardings,
            phones=Phones(self.table),
            send_on=self.send_on,
            service_number=self.settings.service_number,
            clock=self.clock,
        )

    @cached_property
    def my_forwarding(self) -> "MyForwarding":
        from jour.my_forwarding import MyForwarding
        from jour.store.phones import Phones

        return MyForwarding(
            forwardings=self.forwardings,
            phones=Phones(self.table),
            sessions=self.sessions,
            service_number=self.settings.service_number,
            clock=self.clock,
        )

    @cached_property
    def callbacks(self) -> "Callbacks":
        from jour.store.callbacks import Callbacks

        return Callbacks(self.table)

    @cached_property
    def callback_routing(self) -> "CallbackRouting":
        from jour.callback_routing import CallbackRouting

        return CallbackRouting(
            contacts=self.contacts,
            organisations=self.organisations,
            users=self.users,
            clock=self.clock,
        )

    @cached_property
    def outbound_calls(self) -> "OutboundCalls":
        from jour.list_rules import ListRules
        from jour.outbound_calls import OutboundCalls

        return OutboundCalls(
            contacts=self.contacts,
            callbacks=self.callbacks,
            sessions=self.sessions,
            organisations=self.organisations,
            voice=self.outbound_voice,
            list_rules=ListRules(self.call_lists, self.do_not_call, self.organisations),
            clock=self.clock,
        )

    @cached_property
    def outbound_voice(self) -> "OutboundVoice | None":
        from jour.outbound_voice import OutboundVoice

        settings = self.settings
        instance, flow = settings.connect_instance_id, settings.callback_flow_id
        softphones = settings.softphone_callback_flow_id
        if instance is None or (flow is None and softphones is None):
            return None
        client = aws.client("connect", _PATIENCE)
        return OutboundVoice(client, instance, flow, softphones)

    @cached_property
    def contact_ends(self) -> "ContactEnds":
        from jour.contact_end import ContactEnds

        return ContactEnds(self.contacts, self.organisations, self.dispatcher, self.clock)

    @cached_property
    def softphone_answers(self) -> "SoftphoneAnswers":
        from jour.softphone_answer import SoftphoneAnswers

        return SoftphoneAnswers(self.contacts, self.clock)

    @cached_property
    def fanout(self) -> "Fanout":
        from jour.fanout import Fanout

        return Fanout(
            sessions=self.sessions,
            pusher=self.pusher,
            dispatcher=self.dispatcher,
            chats=self.chat_edge.fanout,
            chat_sweep=self.chat_sweep,
            push_queue=self.push_queue,
            clock=self.clock,
        )

    @cached_property
    def push_queue(self) -> "PushQueue":
        from jour.push_queue import PushQueue

        return PushQueue(self.queue, self.settings.push_queue)

    @cached_property
    def push_subscriptions(self) -> "PushSubscriptions":
        from jour.store.push_subscriptions import PushSubscriptions

        return PushSubscriptions(self.table)

    @cached_property
    def my_push(self) -> "MyPush":
        from jour.my_push import MyPush

        service = self.settings.push_service
        return MyPush(self.push_subscriptions, lambda: self.vapid_keys, service, self.clock)

    @cached_property
    def push_sending(self) -> "PushSending":
        from jour.send_push import PushSending
        from jour.web_push import WebPush

        return PushSending(
            subscriptions=self.push_subscriptions,
            sessions=self.sessions,
            contacts=self.contacts,
            organisations=self.organisations,
            push=WebPush(
                keys=lambda: self.vapid_keys,
                subject=self.settings.client_url,
                local_service=self.settings.push_service,
                clock=self.clock,
            ),
            clock=self.clock,
        )

    @cached_property
    def vapid_keys(self) -> "VapidKeys":
        from jour.vapid import read_vapid_keys

        client = aws.client("secretsmanager", _PATIENCE)
        secret = client.get_secret_value(SecretId=self.settings.push_secret)
        return read_vapid_keys(secret["SecretString"])

    @cached_property
    def sweep(self) -> "Sweep":
        from jour.sweep import Sweep

        return Sweep(
            organisations=self.organisations,
            sessions=self.sessions,
            orders=self.orders,
            notices=self.notices,
            queue=self.rotation_queue,
            sms_outbox=self.sms_outbox,
            sms_queue=self.sms_queue,
            hand_over=self.sms_hand_over,
            hand_out=self.hand_out_sweep,
            clock=self.clock,
        )

    @cached_property
    def hand_out_sweep(self) -> "HandOutSweep":
        from jour.hand_out_sweep import HandOutSweep

        return HandOutSweep(
            sessions=self.sessions,
            contacts=self.contacts,
            ends=self.contact_ends,
            dispatcher=self.dispatcher,
            hand_over=self.sms_hand_over,
            chats=self.chat_sweep,
            lookup=self.contact_lookup,
            clock=self.clock,
        )

    @cached_property
    def chat_edge(self) -> "ChatServices":
        from jour.chat_wiring import ChatServices

        return ChatServices(self)

    @cached_property
    def chats(self) -> "Chats":
        from jour.store.chats import Chats

        return Chats(self.table)

    @cached_property
    def chat_course(self) -> "ChatCourse":
        from jour.chat_course import ChatCourse

        return ChatCourse(
            self.contacts, self.chats, self.organisations, self.dispatcher, self.clock
        )

    @cached_property
    def chat_work(self) -> "ChatWork":
        from jour.chat_work import ChatWork

        return ChatWork(
            course=self.chat_course,
            chats=self.chats,
            contacts=self.contacts,
            sessions=self.sessions,
            organisations=self.organisations,
            clock=self.clock,
        )

    @cached_property
    def customer_chat(self) -> "CustomerChat":
        from jour.customer_chat import CustomerChat

        return CustomerChat(
            course=self.chat_course,
            chats=self.chats,
            contacts=self.contacts,
            dispatcher=self.dispatcher,
            clock=self.clock,
        )

    @cached_property
    def chat_sweep(self) -> "ChatSweep":
        from jour.chat_sweep import ChatSweep

        return ChatSweep(self.chat_course, self.chats, self.contacts, self.clock)

    @cached_property
    def contact_lookup(self) -> "ContactLookup | None":
        from jour.contact_lookup import ContactLookup

        instance = self.settings.connect_instance_id
        if instance is None:
            return None
        return ContactLookup(aws.client("connect", _PATIENCE), instance)

    @cached_property
    def sms_outbox(self) -> "SmsOutbox":
        from jour.store.sms_outbox import SmsOutbox

        return SmsOutbox(self.table)

    @cached_property
    def sms_queue(self) -> "SmsQueue":
        from jour.sms_queue import SmsQueue

        return SmsQueue(self.queue, self.settings.sms_queue)

    @cached_property
    def sms_hand_over(self) -> "SmsHandOver":
        from jour.sms_hand_over import SmsHandOver

        return SmsHandOver(self.contacts, self.sms_outbox, self.clock)

    @cached_property
    def sms_sending(self) -> "SmsSending":
        from jour.send_sms import SmsSending
        from jour.sms_sender import SmsSender

        return SmsSending(
            outbox=self.sms_outbox,
            users=self.users,
            sender=SmsSender(aws.client("sns", _ONCE), self.settings.sms_sender_id),
            hand_over=self.sms_hand_over,
            service_number=self.settings.service_number,
            clock=self.clock,
        )

    @cached_property
    def connect_users(self) -> "ConnectUsers | None":
        from jour.connect_users import ConnectUsers

        instance = self.settings.connect_instance_id
        if instance is None:
            return None
        return ConnectUsers(aws.client("connect", _PATIENCE), instance)

    def find_softphone(self, name: str) -> "Softphone":
        """As `ConnectUsers.find`; without an instance nobody is known."""
        from jour.connect_users import unknown_connect_user

        if self.connect_users is None:
            raise unknown_connect_user(name)
        return self.connect_users.find(name)

    @cached_property
    def notices(self) -> "Notices":
        from jour.store.notices import Notices

        return Notices(self.table)

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

    @cached_property
    def orders(self) -> "Orders":
        from jour.store.orders import Orders

        return Orders(self.table)

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
    def rotation_queue(self) -> "RotationQueue":
        from jour.rotation_queue import RotationQueue

        return RotationQueue(self.queue, self.settings.rotation_queue)

    @cached_property
    def ordering(self) -> "Ordering":
        from jour.order_credentials import Ordering

        return Ordering(self.users, self.sessions, self.orders, self.rotation_queue)

    @cached_property
    def mailer(self) -> "Mailer":
        from jour.mail import Mailer

        client = aws.client("sesv2", _PATIENCE)
        return Mailer(client, self.settings.sender, self.settings.configuration_set)

    @cached_property
    def rotation(self) -> "Rotation":
        from jour.rotation import Rotation
        from jour.store.throttle import Throttle

        return Rotation(
            users=self.users,
            organisations=self.organisations,
            orders=self.orders,
            throttle=Throttle(self.table),
            passwords=self.passwords,
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
    def queue(self) -> "SQSClient":
        client: SQSClient = aws.client("sqs", _PATIENCE)
        return client

    @cached_property
    def flow_numbers(self) -> "FlowNumbers":
        from jour.flow_numbers import FlowNumbers

        return FlowNumbers(aws.client("connect", _PATIENCE))

    @cached_property
    def passwords(self) -> "Passwords":
        from jour.password import Passwords

        client = aws.client("secretsmanager", _PATIENCE)
        secret = client.get_secret_value(SecretId=self.settings.pepper_secret)
        return Passwords(read_peppers(secret["SecretString"]))


@cache
def services() -> Services:
    """This process's services, made at first use."""
    return Services(Settings())


def read_peppers(secret: str) -> "Peppers":
    """The pepper secret: `{"current": "1", "1": "<random>"}`; older ones stay until unused."""
    from jour.password import Peppers

    values = json.loads(secret)
    current = values.pop("current")
    return Peppers(current, {name: key.encode() for name, key in values.items()})
