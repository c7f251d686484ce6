"""Puts together what becomes of calls. As `jour.wiring`."""

from functools import cached_property
from typing import TYPE_CHECKING

from jour.outside_wiring import OutsideServices

if TYPE_CHECKING:
    from jour.call_routing import CallRouting
    from jour.callback_routing import CallbackRouting
    from jour.conference import Conference
    from jour.contact_end import ContactEnds
    from jour.dispatch import Dispatcher
    from jour.edit_call_lists import CallListEdits
    from jour.list_feed import ListFeed
    from jour.my_calls import MyCalls
    from jour.my_forwarding import MyForwarding
    from jour.outbound_calls import OutboundCalls
    from jour.send_on import SendOn
    from jour.softphone_answer import SoftphoneAnswers
    from jour.work import Work


class CallServices(OutsideServices):
    """What the functions that serve calls may call."""

    @cached_property
    def work(self) -> "Work":
        from jour.work import Work

        return Work(self.contacts, self.sessions, self.organisations, self.clock)

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
    def contact_ends(self) -> "ContactEnds":
        from jour.contact_end import ContactEnds

        return ContactEnds(self.contacts, self.organisations, self.dispatcher, self.clock)

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
    def conference(self) -> "Conference":
        from jour.conference import Conference

        return Conference(self.contacts, self.organisations, lambda: self.invitations, self.clock)

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
    def softphone_answers(self) -> "SoftphoneAnswers":
        from jour.softphone_answer import SoftphoneAnswers

        return SoftphoneAnswers(self.contacts, self.clock)

    @cached_property
    def call_list_edits(self) -> "CallListEdits":
        from jour.edit_call_lists import CallListEdits

        return CallListEdits(self.call_lists, self.clock)
