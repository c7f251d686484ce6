"""Contacts as items and back. A ticket holds the whole contact, so one query tells who waits."""

from jour.call_list import Result
from jour.contact import (
    Attempt,
    AttemptResult,
    CameFrom,
    Contact,
    ContactKind,
    ContactState,
    FromList,
    Handed,
    Offer,
    Opening,
    Outcome,
    Side,
)
from jour.organisation import Media
from jour.store import keys
from jour.store.expression import Item
from jour.store.hop_items import hop_from_item, hop_to_item


def contact_from_item(item: Item) -> Contact:
    """The contact that an item, a ticket or a stream's image of one holds."""
    outcome, offer = item.get("outcome"), item.get("offer")
    next_hop = item.get("next_hop")
    return Contact(
        id=item["id"],
        org=item["org"],
        group=item["group"],
        media=Media(item["media"]),
        dialled=item["dialled"],
        caller=item.get("caller"),
        arrived_at=item["arrived_at"],
        day=item["day"],
        name=item.get("name"),
        calls_today=item["calls_today"],
        language=item["language"],
        state=ContactState(item["state"]),
        version=item["version"],
        front=item["front"],
        alive_until=item["alive_until"],
        offer=_offer(offer) if offer else None,
        offers=item["offers"],
        missed=item["missed"],
        answered_at=item.get("answered_at"),
        ended_at=item.get("ended_at"),
        outcome=Outcome(outcome) if outcome else None,
        moved_as=item.get("moved_as"),
        moving_until=item.get("moving_until", 0),
        kind=ContactKind(item.get("kind", ContactKind.CALL)),
        requested_at=item.get("requested_at"),
        not_before=item.get("not_before", 0),
        attempts=tuple(map(attempt_from_item, item.get("attempts", ()))),
        trouble=item.get("trouble"),
        rung_as=item.get("rung_as"),
        next_hop=hop_from_item(next_hop) if next_hop else None,
        hops=tuple(hop_from_item(hop) for hop in item.get("hops", ())),
        asks=tuple(item.get("asks", ())),
        from_list=_from_list(item.get("from_list")),
        chat=_opening(item.get("chat")),
        ended_by=Side(item["ended_by"]) if item.get("ended_by") else None,
    )


def contact_to_item(contact: Contact) -> Item:
    """Every attribute; None for one that is to be absent."""
    return {
        "id": contact.id,
        "org": contact.org,
        "group": contact.group,
        "media": contact.media.value,
        "dialled": contact.dialled,
        "caller": contact.caller,
        "arrived_at": contact.arrived_at,
        "day": contact.day,
        "name": contact.name,
        "calls_today": contact.calls_today,
        "language": contact.language,
        "state": contact.state.value,
        "version": contact.version,
        "front": contact.front,
        "alive_until": contact.alive_until,
        "offer": _offer_to_item(contact.offer),
        "offers": contact.offers,
        "missed": dict(contact.missed),
        "answered_at": contact.answered_at,
        "ended_at": contact.ended_at,
        "outcome": contact.outcome and contact.outcome.value,
        "moved_as": contact.moved_as,
        "moving_until": contact.moving_until or None,
        "kind": contact.kind.value,
        "requested_at": contact.requested_at,
        "not_before": contact.not_before,
        "attempts": [attempt_to_item(attempt) for attempt in contact.attempts],
        "trouble": contact.trouble,
        "rung_as": contact.rung_as,
        "next_hop": contact.next_hop and hop_to_item(contact.next_hop),
        "hops": [hop_to_item(hop) for hop in contact.hops] or None,
        "asks": list(contact.asks) or None,
        "from_list": _from_list_to_item(contact.from_list),
        "chat": _opening_to_item(contact.chat),
        "ended_by": contact.ended_by and contact.ended_by.value,
    }


def listed(contact: Contact) -> Item:
    """The attributes that put a contact into the list of its day."""
    place = f"{keys.moment(contact.arrived_at)}#{contact.id}"
    return {"org_pk": keys.calls_of(contact.org, contact.day), "org_sk": place}


def _offer(item: Item) -> Offer:
    return Offer(
        user=item["user"],
        name=item["name"],
        session_id=item["session_id"],
        phone=item["phone"],
        number=item["number"],
        at=item["at"],
        until=item["until"],
        is_told=item["is_told"],
        connect_agent=item.get("connect_agent"),
        by_sms=item.get("by_sms", False),
        digits=item.get("digits", ""),
    )


def _offer_to_item(offer: Offer | None) -> Item | None:
    if offer is None:
        return None
    fields = {
        "user": offer.user,
        "name": offer.name,
        "session_id": offer.session_id,
        "phone": offer.phone,
        "number": offer.number,
        "at": offer.at,
        "until": offer.until,
        "is_told": offer.is_told,
        "connect_agent": offer.connect_agent,
        "by_sms": offer.by_sms,
        "digits": offer.digits,
    }
    return {name: value for name, value in fields.items() if value is not None}


def attempt_from_item(item: Item) -> Attempt:
    """One time that somebody was rung up."""
    result = AttemptResult(item["result"])
    code = item.get("code", "")
    return Attempt(item["user"], item["name"], item["at"], result, item["note"], code)


def attempt_to_item(attempt: Attempt) -> Item:
    """The same, to be stored."""
    return {
        "user": attempt.user,
        "name": attempt.name,
        "at": attempt.at,
        "result": attempt.result.value,
        "note": attempt.note,
        "code": attempt.code,
    }


def _from_list(item: Item | None) -> FromList | None:
    if item is None:
        return None
    results = tuple(Result(one["id"], one["name"]) for one in item["results"])
    return FromList(item["id"], item["name"], item["note"], results)


def _from_list_to_item(origin: FromList | None) -> Item | None:
    if origin is None:
        return None
    return {
        "id": origin.id,
        "name": origin.name,
        "note": origin.note,
        "results": [{"id": one.id, "name": one.name} for one in origin.results],
    }


def _opening(item: Item | None) -> Opening | None:
    if item is None:
        return None
    came = item.get("came_from")
    came_from = came and CameFrom(came["user"], came["name"], Handed(came["why"]), came["at"])
    return Opening(item["page"], item["first_message"], came_from)


def _opening_to_item(opening: Opening | None) -> Item | None:
    if opening is None:
        return None
    item: Item = {"page": opening.page, "first_message": opening.first_message}
    came = opening.came_from
    if came is not None:
        who = {"user": came.user, "name": came.name}
        item["came_from"] = who | {"why": came.why.value, "at": came.at}
    return item
