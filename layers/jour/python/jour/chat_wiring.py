"""Puts the edges of chats together: what customers, agents and the stream ask. As `jour.wiring`."""

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jour.chat_answers import ChatAnswers
    from jour.chat_archive import ChatArchive
    from jour.chat_desk import ChatDesk
    from jour.chat_fanout import ChatFanout
    from jour.chat_front_desk import ChatFrontDesk
    from jour.chat_mail_queue import ChatMailQueue
    from jour.chat_mailing import ChatMailing
    from jour.chat_reception import Reception
    from jour.customer_desk import CustomerDesk
    from jour.left_messages import LeftMessages
    from jour.myself import Myself
    from jour.store.chat_mails import ChatMails
    from jour.store.chat_reads import ChatReads
    from jour.wiring import Services


class ChatServices:
    """What the functions that serve chats may call."""

    def __init__(self, services: "Services") -> None:
        self._services = services

    @cached_property
    def front_desk(self) -> "ChatFrontDesk":
        from jour.chat_front_desk import ChatFrontDesk
        from jour.chat_throttle import ChatThrottle
        from jour.store.throttle import Throttle

        s = self._services
        return ChatFrontDesk(
            throttle=ChatThrottle(Throttle(s.table), s.clock),
            reception=self.reception,
            chat=s.customer_chat,
            chats=s.chats,
            contacts=s.contacts,
            mails=self.mails,
            messages=self._left_messages,
            clock=s.clock,
        )

    @cached_property
    def customer_desk(self) -> "CustomerDesk":
        from jour.customer_desk import CustomerDesk

        s = self._services
        return CustomerDesk(
            chat=s.customer_chat,
            chats=s.chats,
            contacts=s.contacts,
            reception=self.reception,
            pusher=s.pusher,
        )

    @cached_property
    def desk(self) -> "ChatDesk":
        """The agents' one."""
        from jour.chat_desk import ChatDesk

        s = self._services
        return ChatDesk(s.chat_work, s.chats, s.contacts, s.pusher)

    @cached_property
    def myself(self) -> "Myself":
        from jour.myself import Myself

        return Myself(self.reads)

    @cached_property
    def fanout(self) -> "ChatFanout":
        from jour.chat_fanout import ChatFanout

        s = self._services
        return ChatFanout(
            sessions=s.sessions,
            chats=s.chats,
            reads=self.reads,
            myself=self.myself,
            pusher=s.pusher,
            mail_queue=lambda: self.mail_queue,
            clock=s.clock,
        )

    @cached_property
    def archive(self) -> "ChatArchive":
        from jour.chat_archive import ChatArchive

        s = self._services
        return ChatArchive(s.chats, self.reads, s.contacts, self.mails)

    @cached_property
    def answers(self) -> "ChatAnswers":
        from jour.chat_answers import ChatAnswers
        from jour.store.canned_answers import CannedAnswersStore

        return ChatAnswers(CannedAnswersStore(self._services.table))

    @cached_property
    def mailing(self) -> "ChatMailing":
        from jour.chat_mailing import ChatMailing

        s = self._services
        return ChatMailing(
            mails=self.mails,
            chats=s.chats,
            contacts=s.contacts,
            organisations=s.organisations,
            mailer=s.mailer,
            client_url=s.settings.client_url,
            clock=s.clock,
        )

    @cached_property
    def reception(self) -> "Reception":
        from jour.chat_reception import Reception

        s = self._services
        return Reception(s.organisations, s.sessions, s.clock)

    @cached_property
    def reads(self) -> "ChatReads":
        from jour.store.chat_reads import ChatReads

        return ChatReads(self._services.table)

    @cached_property
    def mails(self) -> "ChatMails":
        from jour.store.chat_mails import ChatMails

        return ChatMails(self._services.table)

    @cached_property
    def mail_queue(self) -> "ChatMailQueue":
        from jour.chat_mail_queue import ChatMailQueue

        s = self._services
        return ChatMailQueue(s.queue, s.settings.chat_mail_queue)

    @cached_property
    def _left_messages(self) -> "LeftMessages":
        from jour.left_messages import LeftMessages
        from jour.store.phones import Phones

        s = self._services
        return LeftMessages(
            contacts=s.contacts,
            callbacks=s.callbacks,
            mails=self.mails,
            phones=Phones(s.table),
            clock=s.clock,
        )
