"""What holds of every item by itself: it can be read, lies in the index where its state says, has a
version, and goes when it should."""

from collections.abc import Callable, Iterator
from typing import Any

from jour.call_list_entry import READY
from jour.clock import DAY, SECOND, iso
from jour.credential_order import OrderState
from jour.session import TOMBSTONE
from jour.sms import SmsState
from jour.store import keys
from jour.store.attempts import attempts_from_item
from jour.store.call_list_entries import entry_from_item as list_entry_from_item
from jour.store.call_lists import list_from_item
from jour.store.canned_answers import answers_from_item
from jour.store.chat_items import conversation_from_item, message_from_item
from jour.store.chat_mails import chat_mail_from_item
from jour.store.contact_items import contact_from_item, listed
from jour.store.expression import Item
from jour.store.forwardings import forwarding_from_item
from jour.store.orders import order_from_item
from jour.store.organisations import organisation_from_item
from jour.store.phones import owner_from_item
from jour.store.presence_log import entry_from_item
from jour.store.push_subscriptions import subscription_from_item
from jour.store.session_items import outside_from_item, session_from_item
from jour.store.sms_outbox import sms_from_item
from jour.store.user_items import user_from_item
from ops.invariants.rule import Finding, Repair, Seen, as_read, rule
from ops.kinds import Kind

READABLE = rule("readable", "Every item can be read.")
INDEXED = rule("index", "Every item lies in the index where its state says, or not at all.")
VERSIONED = rule("version", "Versions are whole numbers from 1 on.")
EXPIRES = rule("expiry", "What is kept for a time has its end in seconds; nothing else has one.")

READERS: dict[str, Callable[[Item], Any]] = {
    "organisation": organisation_from_item,
    "agent_login": session_from_item,
    "web_login": session_from_item,
    "ticket": contact_from_item,
    "contact": contact_from_item,
    "outside": outside_from_item,
    "forwarding": forwarding_from_item,
    "user": user_from_item,
    "attempts": attempts_from_item,
    "pin_attempts": attempts_from_item,
    "order": order_from_item,
    "phone": owner_from_item,
    "text_message": sms_from_item,
    "call_list": list_from_item,
    "call_list_entry": list_entry_from_item,
    "log_entry": entry_from_item,
    "push_subscription": lambda item: subscription_from_item(item, ""),
    "canned_answers": answers_from_item,
    "chat_head": conversation_from_item,
    "chat_message": message_from_item,
    "chat_mail": chat_mail_from_item,
}
_LASTS = {
    "contact": 90,
    "log_entry": 90,
    "order": 400,
    "text_message": 30,
    "attempts": 60,
    "push_subscription": 400,
    "chat_head": 90,
    "chat_message": 90,
    "chat_client": 90,
    "chat_mail": 30,
}
"""Days that something without an end is given from now on; a day, where it is not named."""
_MILLISECONDS = 10**11
_NEAR = "#"


def unreadable(seen: Seen) -> Iterator[Finding]:
    """Asked first: an item that cannot be read is asked nothing else."""
    reader = READERS.get(seen.kind.name)
    if reader is None:
        return
    try:
        reader(seen.item)
    except (KeyError, ValueError, TypeError, AttributeError) as why:
        yield seen.finding(READABLE, f"its reader stops: {type(why).__name__} {why}")


def misplaced(seen: Seen) -> Iterator[Finding]:
    """The index tells of it where, and only where, its state says."""
    place, is_exact = _place(seen)
    if place is None and seen.kind.name == "service_call":
        return
    there: Item = {name: seen.item[name] for name in ("org_pk", "org_sk") if name in seen.item}
    wanted: Item = place or {}
    compared = ("org_pk", "org_sk") if is_exact else ("org_pk",)
    if all(there.get(name) == wanted.get(name) for name in compared):
        return
    change = as_read(seen.item, "org_pk", "org_sk", "state")
    change.set(org_pk=wanted.get("org_pk"), org_sk=wanted.get("org_sk"))
    says = f"it lies in {_shown(there)}, and belongs in {_shown(wanted)}"
    yield seen.finding(INDEXED, says, Repair("put it there", ((seen.key, change),)))


def _shown(place: Item) -> str:
    return str(place["org_pk"]).partition(_NEAR)[0] if place.get("org_pk") else "no index"


def _place(seen: Seen) -> tuple[Item | None, bool]:
    """Where it belongs, and whether its sort key follows from it too."""
    item = seen.item
    match seen.kind.name:
        case "organisation":
            return {"org_pk": keys.ALL_ORGANISATIONS, "org_sk": item["id"]}, True
        case "user":
            return {"org_pk": keys.users_of(item["org"]), "org_sk": item["id"]}, True
        case "contact":
            return listed(contact_from_item(item)), True
        case "log_entry":
            return {"org_pk": keys.log_user(item["org"], item["user"]), "org_sk": item["sk"]}, True
        case "order":
            return _of_order(seen)
        case "text_message":
            return _of_text(seen)
        case "call_list_entry":
            entry = list_entry_from_item(item)
            due = keys.due_place(entry.due, entry.place)
            place = {"org_pk": keys.call_list_due(entry.org, entry.list_id), "org_sk": due}
            return (place if entry.state in READY else None), True
        case "service_call" if "org_pk" in item and "notice" in item:
            return {"org_pk": keys.OPEN_NOTICES, "org_sk": keys.moment(seen.now)}, False
    return None, True


def _of_order(seen: Seen) -> tuple[Item | None, bool]:
    order = order_from_item(seen.item)
    if order.state is OrderState.SENT:
        return None, True
    if order.is_open:
        return {"org_pk": keys.OPEN_ORDERS, "org_sk": keys.moment(seen.now)}, False
    place = {"org_pk": keys.troubled_orders(order.org), "org_sk": keys.moment(order.state_at)}
    return place, True


def _of_text(seen: Seen) -> tuple[Item | None, bool]:
    sms = sms_from_item(seen.item)
    match sms.state:
        case SmsState.OPEN | SmsState.SENDING:
            return {"org_pk": keys.OPEN_SMS, "org_sk": keys.moment(seen.now)}, False
        case SmsState.FAILED | SmsState.UNKNOWN:
            place = {"org_pk": keys.troubled_sms(sms.org), "org_sk": keys.moment(sms.at)}
            return place, True
    return None, True


def badly_versioned(seen: Seen) -> Iterator[Finding]:
    version = seen.item.get("version", 1)
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        yield seen.finding(VERSIONED, f"its version is {version!r}")


def wrongly_lasting(seen: Seen) -> Iterator[Finding]:
    """DynamoDB removes by `ttl`, in seconds: too early is loss, never is a leak."""
    ttl, wanted = seen.item.get("ttl"), expiring(seen.kind, seen.item)
    if wanted and ttl is None:
        until = _until(seen)
        repair = Repair(f"give it until {iso(until * SECOND)[:10]}", (_lasting(seen, until),))
        yield seen.finding(EXPIRES, "it never goes", repair)
    elif not wanted and ttl is not None:
        repair = Repair("keep it", (_lasting(seen, None),))
        yield seen.finding(EXPIRES, "it will go, and should stay", repair)
    elif wanted and (not isinstance(ttl, int) or ttl >= _MILLISECONDS):
        repair = Repair("give it a new end", (_lasting(seen, _until(seen)),))
        yield seen.finding(EXPIRES, "its end is no time in seconds", repair)


def expiring(kind: Kind, item: Item) -> bool:
    """Whether it goes by itself: by its kind; a login from its end on."""
    if kind.name in ("agent_login", "web_login"):
        return "ended" in item["login"]
    return kind.expires


def _until(seen: Seen) -> int:
    ended = seen.item.get("login", {}).get("ended")
    if ended:
        return int((ended["at"] + TOMBSTONE) // SECOND)
    return int((seen.now + _LASTS.get(seen.kind.name, 1) * DAY) // SECOND)


def _lasting(seen: Seen, until: int | None) -> Any:
    # A login that begins or ends at this moment has another version.
    return seen.key, as_read(seen.item, "ttl", "version").set(ttl=until)
