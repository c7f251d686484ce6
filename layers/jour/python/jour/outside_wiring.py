"""Puts together what reaches beyond the table: queues, mails, Amazon Connect. As `jour.wiring`."""

from functools import cached_property
from typing import TYPE_CHECKING

from jour import aws
from jour.patience import ONCE, ONE_TRY, PATIENCE
from jour.store_wiring import StoreServices

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

    from jour.conference_invites import ConferenceInvites
    from jour.connect_users import ConnectUsers
    from jour.contact_lookup import ContactLookup
    from jour.flow_numbers import FlowNumbers
    from jour.mail import Mailer
    from jour.outbound_voice import OutboundVoice
    from jour.push import Pusher
    from jour.push_queue import PushQueue
    from jour.rotation_queue import RotationQueue
    from jour.send_sms import SmsSending
    from jour.sms_hand_over import SmsHandOver
    from jour.sms_queue import SmsQueue
    from jour.user import Softphone


class OutsideServices(StoreServices):
    """Whom a function may tell or ask."""

    @cached_property
    def pusher(self) -> "Pusher":
        from jour.push import Pusher

        return Pusher(self.settings.connections_url, aws.session())

    @cached_property
    def queue(self) -> "SQSClient":
        client: SQSClient = aws.client("sqs", PATIENCE)
        return client

    @cached_property
    def push_queue(self) -> "PushQueue":
        from jour.push_queue import PushQueue

        return PushQueue(self.queue, self.settings.push_queue)

    @cached_property
    def sms_queue(self) -> "SmsQueue":
        from jour.sms_queue import SmsQueue

        return SmsQueue(self.queue, self.settings.sms_queue)

    @cached_property
    def rotation_queue(self) -> "RotationQueue":
        from jour.rotation_queue import RotationQueue

        return RotationQueue(self.queue, self.settings.rotation_queue)

    @cached_property
    def mailer(self) -> "Mailer":
        from jour.mail import Mailer

        client = aws.client("sesv2", PATIENCE)
        return Mailer(client, self.settings.sender, self.settings.configuration_set)

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
            sender=SmsSender(aws.client("sns", ONCE), self.settings.sms_sender_id),
            hand_over=self.sms_hand_over,
            service_number=self.settings.service_number,
            clock=self.clock,
        )

    @cached_property
    def contact_lookup(self) -> "ContactLookup | None":
        from jour.contact_lookup import ContactLookup

        instance = self.settings.connect_instance_id
        if instance is None:
            return None
        return ContactLookup(aws.client("connect", PATIENCE), instance)

    @cached_property
    def connect_users(self) -> "ConnectUsers | None":
        from jour.connect_users import ConnectUsers

        instance = self.settings.connect_instance_id
        if instance is None:
            return None
        return ConnectUsers(aws.client("connect", PATIENCE), instance)

    def find_softphone(self, name: str) -> "Softphone":
        """As `ConnectUsers.find`; without an instance nobody is known."""
        from jour.connect_users import unknown_connect_user

        if self.connect_users is None:
            raise unknown_connect_user(name)
        return self.connect_users.find(name)

    @cached_property
    def outbound_voice(self) -> "OutboundVoice | None":
        from jour.outbound_voice import OutboundVoice

        settings = self.settings
        instance, flow = settings.connect_instance_id, settings.callback_flow_id
        softphones = settings.softphone_callback_flow_id
        if instance is None or (flow is None and softphones is None):
            return None
        client = aws.client("connect", PATIENCE)
        return OutboundVoice(client, instance, flow, softphones)

    @cached_property
    def invitations(self) -> "ConferenceInvites | None":
        from jour.conference_invites import ConferenceInvites

        instance, flow = self.settings.connect_instance_id, self.settings.invite_flow_id
        if instance is None or flow is None:
            return None
        return ConferenceInvites(aws.client("connect", ONE_TRY), instance, flow)

    @cached_property
    def flow_numbers(self) -> "FlowNumbers":
        from jour.flow_numbers import FlowNumbers

        return FlowNumbers(aws.client("connect", PATIENCE))
