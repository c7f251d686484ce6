"""What a person is told of an item that says something of them. Pure."""

from typing import Any

from jour.store.expression import Item
from ops.erasure import Fate, Trace
from ops.traces import Person

_SECRET = frozenset(
    {
        "hash",
        "pepper",
        "token",
        "session_id",
        "connection_id",
        "sources",
        "trusted",
        # Of push messages: who has these can send some.
        "endpoint",
        "p256dh",
        "auth",
    }
)
_INDEX = frozenset({"org_pk", "org_sk", "ttl", "beat"})
_OF_A_CALL = frozenset(
    {
        "id",
        "org",
        "group",
        "media",
        "kind",
        "arrived_at",
        "answered_at",
        "ended_at",
        "outcome",
        "state",
    }
)
_THIRD_PARTY = frozenset({"number", "name"})


def portrait(trace: Trace, person: Person) -> Any:
    """The item without secrets, and without what it says of others."""
    item = {name: value for name, value in trace.item.items() if name not in _INDEX}
    if trace.kind == "chat_message" and item.get("user") == person.id:
        return _open(item)
    if trace.fate is not Fate.REMOVE:
        return _open(_part(item, person))
    if trace.kind == "text_message":
        values = item.get("values", {})
        item["values"] = {name: values[name] for name in values if name not in _THIRD_PARTY}
    return _open(item)


def _part(item: Item, person: Person) -> Item:
    """Of a call: when it was, and the parts in which the person stands."""
    told = {name: item[name] for name in item if name in _OF_A_CALL}
    for name, value in item.items():
        if name in told or name in ("pk", "sk"):
            continue
        own = _own(value, person)
        if own:
            told[name] = own
    return told


def _own(value: Any, person: Person) -> Any:
    match value:
        case list():
            return [one for one in value if _own(one, person)]
        case dict() if person.id in value:
            return {person.id: value[person.id]}
        case dict():
            return value if person.id in value.values() else None
        case str():
            return value if value == person.id or value in person.telling else None
    return None


def _open(value: Any) -> Any:
    match value:
        case dict():
            return {
                name: "kept, and not told" if name in _SECRET else _open(inner)
                for name, inner in value.items()
            }
        case list():
            return [_open(one) for one in value]
    return value
