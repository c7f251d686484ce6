"""Mails about chats: one item each. The stream tells of a new one, and so it is mailed."""

from jour.chat_mail import KEPT, ChatMail, ChatMailKind
from jour.clock import SECOND, Millis
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table

UNSENT = "attribute_not_exists(#sent_at)"
PERSONAL = ("to", "name", "text", "phone", "email", "page")


class ChatMails:
    """The table's mails about chats."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def add(self, mail: ChatMail) -> ChatMail:
        """Have it mailed; what is there already, where one of this id is."""
        try:
            self._table.put(_to_item(mail), unless_exists=True)
        except ConditionFailed:
            return self.get(mail.id) or mail
        return mail

    def get(self, mail_id: str) -> ChatMail | None:
        item = self._table.get(keys.chat_mail(mail_id))
        return chat_mail_from_item(item) if item else None

    def sent(self, mail_id: str, now: Millis) -> None:
        """It has been mailed: what it said, and of whom, is forgotten; that it was is not."""
        change = Update().when("attribute_exists(#pk)").when(UNSENT)
        try:
            self._table.update(keys.chat_mail(mail_id), change.set(sent_at=now).remove(*PERSONAL))
        except ConditionFailed:
            return  # mailed by another delivery of the same message, or erased meanwhile

    def erase(self, mail_id: str) -> None:
        """It is no more, whether or not it was mailed."""
        self._table.delete_all([keys.chat_mail(mail_id)])


def chat_mail_from_item(item: Item) -> ChatMail:
    return ChatMail(
        id=item["id"],
        kind=ChatMailKind(item["kind"]),
        org=item["org"],
        group=item["group"],
        to=item.get("to", ""),
        language=item["language"],
        at=item["at"],
        to_digest=item["to_digest"],
        contact=item["contact"],
        name=item.get("name", ""),
        text=item.get("text", ""),
        phone=item.get("phone"),
        email=item.get("email"),
        page=item.get("page", ""),
        sent_at=item.get("sent_at"),
    )


def _to_item(mail: ChatMail) -> Item:
    return {
        **keys.chat_mail(mail.id),
        "id": mail.id,
        "kind": mail.kind.value,
        "org": mail.org,
        "group": mail.group,
        "to": mail.to,
        "language": mail.language,
        "at": mail.at,
        "to_digest": mail.to_digest,
        "contact": mail.contact,
        "name": mail.name,
        "text": mail.text,
        "phone": mail.phone,
        "email": mail.email,
        "page": mail.page,
        "sent_at": mail.sent_at,
        "ttl": (mail.at + KEPT) // SECOND,
    }
