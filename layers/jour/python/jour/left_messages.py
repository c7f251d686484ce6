"""A message that is left where nobody can chat: somebody rings, or the group reads it as a mail."""

from dataclasses import dataclass

from jour import phone
from jour.callback import KEPT_OPEN
from jour.chat import Opening, customer_name, message_text
from jour.chat_mail import ChatMail, ChatMailKind, left_message_id
from jour.clock import Clock, Millis
from jour.contact import Contact, ContactKind
from jour.errors import Conflict, Invalid
from jour.language import SWEDISH
from jour.observe import logger, tally
from jour.opening import local_day
from jour.organisation import Group, Media
from jour.phone import PhoneRejected
from jour.store.callbacks import Asked, Callbacks
from jour.store.chat_mails import ChatMails
from jour.store.contacts import Contacts
from jour.store.phones import OwnerKind, Phones


@dataclass(frozen=True, slots=True)
class LeftMessage:
    """What somebody wrote, and how to answer them."""

    name: str
    text: str
    phone: str | None
    """As they wrote it."""
    email: str | None
    page: str
    client_id: str
    language: str


@dataclass(frozen=True, slots=True)
class LeftMessages:
    """Takes messages. Taken twice under the same client's id, one is one."""

    contacts: Contacts
    callbacks: Callbacks
    mails: ChatMails
    phones: Phones
    clock: Clock

    def leave(self, org: str, group: Group, message: LeftMessage) -> None:
        """A callback where a number is given and the group has somebody to ring it, else a mail.

        Raises Conflict `chat_no_messages`, or `callback_open_already` where they wait to be rung at
        this number already; Invalid with the field that is wrong.
        """
        name, text = customer_name(message.name), message_text(message.text)
        number = self._number(message.phone)
        if group.message_group is not None and number is not None:
            self._call_back(_callback(org, group, message, number, name, text, self.clock()))
        elif group.message_mail is not None:
            if number is None and message.email is None:
                raise Invalid("message_needs_contact", field="email")
            self.mails.add(_mail(org, group, message, number, name, text, self.clock()))
        elif group.message_group is not None:
            raise Invalid("message_needs_phone", field="phone")
        else:
            raise Conflict("chat_no_messages")
        tally("MessagesLeft")

    def _call_back(self, wanted: Contact) -> None:
        if self.callbacks.leave(wanted) is Asked.MADE:
            logger.info("callback asked for", extra={"contact": wanted.id})
        elif self.contacts.get(wanted.id) is None:
            raise Conflict("callback_open_already", field="phone")

    def _number(self, written: str | None) -> str | None:
        """A number of the public network that costs no more than a call, and is not our own."""
        if written is None:
            return None
        try:
            number = phone.parse(written)
        except PhoneRejected as rejected:
            rejected.values["field"] = "phone"
            raise
        if phone.is_premium(number):
            raise Invalid("invalid_phone", "invalid_phone_special", field="phone")
        owner = self.phones.get(number)
        if owner is not None and owner.kind is OwnerKind.GROUP:
            raise Invalid("invalid_phone", "invalid_phone_own", field="phone")
        return number


def _callback(
    org: str, group: Group, message: LeftMessage, number: str, name: str, text: str, now: Millis
) -> Contact:
    """In the queue of the group that rings, with what they wrote."""
    return Contact(
        id=left_message_id(org, group.id, message.client_id),
        org=org,
        group=group.message_group or group.id,
        media=Media.VOICE,
        dialled="",
        caller=number,
        arrived_at=now,
        day=local_day(now),
        name=name,
        language=message.language,
        alive_until=now + KEPT_OPEN,
        kind=ContactKind.CALLBACK,
        requested_at=now,
        chat=Opening(page=message.page, first_message=text),
    )


def _mail(
    org: str,
    group: Group,
    message: LeftMessage,
    number: str | None,
    name: str,
    text: str,
    now: Millis,
) -> ChatMail:
    """To the group, in Swedish: who reads it is not who wrote it."""
    return ChatMail(
        id=left_message_id(org, group.id, message.client_id),
        kind=ChatMailKind.LEFT_MESSAGE,
        org=org,
        group=group.id,
        to=group.message_mail or "",
        language=SWEDISH,
        at=now,
        name=name,
        text=text,
        phone=number,
        email=message.email,
        page=message.page,
    )
