"""Puts clients, storage and settings together, once per process and only as far as they are used.

Nothing is read or connected at import: a function needs only its own environment variables and pays
only for the clients that it calls.
"""

from functools import cache, cached_property
from typing import TYPE_CHECKING

from jour.people_wiring import PeopleServices
from jour.settings import Settings

if TYPE_CHECKING:
    from jour.chat_course import ChatCourse
    from jour.chat_sweep import ChatSweep
    from jour.chat_wiring import ChatServices
    from jour.chat_work import ChatWork
    from jour.customer_chat import CustomerChat
    from jour.desk import Desk
    from jour.fanout import Fanout
    from jour.hand_out_sweep import HandOutSweep
    from jour.my_push import MyPush
    from jour.send_push import PushSending
    from jour.sweep import Sweep


class Services(PeopleServices):
    """What a function may call."""

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
    def my_push(self) -> "MyPush":
        from jour.my_push import MyPush

        service = self.settings.push_service
        return MyPush(self.push_subscriptions, self.secrets.vapid_keys, service, self.clock)

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
                keys=self.secrets.vapid_keys,
                subject=self.settings.client_url,
                local_service=self.settings.push_service,
                clock=self.clock,
            ),
            clock=self.clock,
        )

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


@cache
def services() -> Services:
    """This process's services, made at first use."""
    return Services(Settings())
