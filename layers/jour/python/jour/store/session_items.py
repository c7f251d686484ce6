"""Logins as items and back."""

from typing import Any

from jour.occupation import Kind, Occupation
from jour.organisation import Channel
from jour.session import Ending, EndReason, Login, Outside, Session, Status
from jour.store.expression import Item


def session_from_item(item: Item) -> Session:
    """The login that an item, or a stream's image of one, holds."""
    view, earlier = (
        item.get("view"),
        (item.get("earlier1"), item.get("earlier2"), item.get("earlier3")),
    )
    return Session(
        org=item["pk"].removeprefix("ORG#"),
        user=item["user"],
        name=item["name"],
        login=login_from_item(item["login"]),
        version=item["version"],
        plain_id=item.get("plain_id"),
        earlier=tuple(login_from_item(login) for login in earlier if login),
        phone=item.get("phone"),
        connect_agent=item.get("connect_agent"),
        groups=tuple(item["groups"]),
        own_groups=tuple(item["own_groups"]),
        status=Status(item["status"]),
        reason=item["reason"] or None,
        since=item["since"],
        changed_at=item["changed_at"],
        view=None if view is None else tuple(view),
        must_change=item["must_change"],
        proven_at=item.get("proven_at", 0),
        connection_id=item.get("connection_id"),
        connected_at=item.get("connected_at"),
        takes_several=item.get("takes_several", False),
        lease_until=item.get("lease_until"),
        misses=item["misses"],
        occupied=occupation_from_item(item["occupied"]) if item.get("occupied") else None,
        chats=tuple(map(occupation_from_item, item.get("chats", ()))),
        freed_at=item.get("freed_at", 0),
        is_admin=item.get("is_admin", False),
        toggles_since=item.get("toggles_since", 0),
        toggles=item.get("toggles", 0),
        pushes=item.get("pushes", False),
        forwarding_until=item.get("forwarding_until"),
    )


def outside_from_item(item: Item) -> Outside:
    return Outside(item["contact"], item["user"], item["since"])


def occupation_from_item(item: Item) -> Occupation:
    """One contact that an agent has."""
    return Occupation(
        item["contact"], item["group"], Kind(item["kind"]), item["since"], item.get("until")
    )


def occupation_to_item(occupation: Occupation) -> Item:
    """The same, to be stored."""
    fields = {
        "contact": occupation.contact,
        "group": occupation.group,
        "kind": occupation.kind.value,
        "since": occupation.since,
        "until": occupation.until,
    }
    return {name: value for name, value in fields.items() if value is not None}


def login_from_item(item: Item) -> Login:
    end = item.get("ended")
    return Login(
        session_id=item["session_id"],
        token_digest=item["token"],
        channel=Channel(item["channel"]),
        at=item["at"],
        ended=Ending(EndReason(end["reason"]), end["by"], end["at"]) if end else None,
    )


def login_to_item(login: Login) -> dict[str, Any]:
    """A login that has just begun."""
    return {
        "session_id": login.session_id,
        "token": login.token_digest,
        "channel": login.channel.value,
        "at": login.at,
    }


def ending_to_item(end: Ending) -> dict[str, Any]:
    return {"reason": end.reason.value, "by": end.by, "at": end.at}
