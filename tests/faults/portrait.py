"""What a table says of everybody, without ids and times that differ from run to run."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from jour.store.chat_items import message_from_item
from jour.store.contact_items import contact_from_item
from jour.store.expression import Item
from jour.store.orders import order_from_item
from jour.store.session_items import session_from_item
from jour.store.user_items import user_from_item
from jour.user import Credential
from tests.builders import ANNAS_PASSWORD, PASSWORDS
from tests.faults.site import Site

NEW_PASSWORD = "nytt-lösen-1"
Portrait = Counter[Any]


def portrait(site: Site) -> Portrait:
    """Every login, contact, message, password and order, as what people would notice of it."""
    return Counter(drawn for item in site.services.table.scan() for drawn in _drawn(item))


def _drawn(item: Item) -> list[Any]:
    for begins, draw in _KINDS.items():
        if item["sk"].startswith(begins):
            return [draw(item)]
    return []


def _login(item: Item) -> Any:
    one = session_from_item(item)
    end, occupied = one.login.ended, one.occupied
    return (
        "login",
        one.user,
        one.channel.value,
        end and end.reason.value,
        (one.status.value, one.reason, one.misses, one.must_change),
        (one.groups, one.connection_id),
        occupied and (occupied.kind.value, occupied.group),
        tuple(chat.kind.value for chat in one.chats),
    )


def _contact(item: Item) -> Any:
    one = contact_from_item(item)
    offered = one.offer and (one.offer.user, one.offer.number)
    return ("contact", one.kind.value, one.state.value, one.outcome, offered, one.front)


def _message(item: Item) -> Any:
    one = message_from_item(item)
    return ("message", one.number, one.author.value, one.text or one.event)


def _user(item: Item) -> Any:
    user = user_from_item(item)
    known = (_opens(user.credential), _opens(user.temporary))
    return ("user", user.id, user.disabled, user.groups, *known, len(user.history))


def _opens(credential: Credential | None) -> str | None:
    """Which password it is of."""
    if credential is None:
        return None
    words = (ANNAS_PASSWORD, NEW_PASSWORD)
    return next((one for one in words if PASSWORDS.verify(one, credential)), "another")


def _order(item: Item) -> Any:
    one = order_from_item(item)
    return ("order", one.user, one.state.value)


_KINDS: dict[str, Callable[[Item], Any]] = {
    "SESSION#": _login,
    "CONTACT": _contact,
    "TICKET#": lambda item: ("ticket", contact_from_item(item).kind.value),
    "MSG#": _message,
    "PROFILE": _user,
    "CREDENTIAL": _order,
}
