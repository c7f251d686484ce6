"""Traces of a person in the table's items: where they are, and what an item is without them. Pure.

A user id can be the id of a group too, so it is looked for where user ids stand; a number, an
address or a name of the person is a trace wherever it stands.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jour.attempts import hashed
from jour.hop import HopKind
from jour.store.expression import Item
from jour.user import User
from ops.kinds import Kind

NOBODY = "erased"
_ID_FIELDS = frozenset({"user", "by", "owner", "holder"})
_ID_LISTS = frozenset({"asks", "missed"})
_NAME_FIELDS = frozenset({"name", "by_name"})
_OWN = 8
"""Last digits of a number, which say whose it is however it is written."""


@dataclass(frozen=True, slots=True)
class Person:
    """All by which a user is known."""

    id: str
    org: str
    name: str
    email: str
    numbers: frozenset[str]

    @property
    def telling(self) -> frozenset[str]:
        """What points at the person wherever it stands."""
        return self.numbers | ({self.email} - {""})


def person_of(user: User) -> Person:
    numbers = frozenset(user.distance.numbers if user.distance else ())
    return Person(user.id, user.org, user.name, user.email, numbers)


def is_own(kind: Kind, parts: Mapping[str, str], item: Item, person: Person) -> bool:
    """Whether the whole item is about this person."""
    if parts.get("user") == person.id or parts.get("hash") == hashed(person.id):
        return True
    match kind.name:
        case "order_pointer" | "text_message":
            return item.get("user") == person.id or item.get("to") in person.numbers
        case "phone":
            return item.get("owner") == person.id and item.get("kind") == "agent"
        case "service_call":
            return bool(item.get("notice", {}).get("user") == person.id)
        case "caller_day":
            return parts["number"] in person.numbers
    return False


def mentions(item: Item, person: Person) -> bool:
    """Whether anything in the item points at the person."""
    return without(item, person) != item


def names(item: Item, person: Person) -> bool:
    """Whether anything written in the item names the person, or an address or number of theirs."""
    text = " ".join(_texts(item)).casefold()
    digits = "".join(character for character in text if character.isdigit())
    told = {person.name.casefold(), person.email.casefold()} - {""}
    return any(one in text for one in told) or any(n[-_OWN:] in digits for n in person.numbers)


def _texts(value: Any) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from _texts(inner)
        case list():
            for inner in value:
                yield from _texts(inner)


def without(item: Item, person: Person) -> Item:
    """The item in which nothing points at the person any more; its key and index stay."""
    fixed = {name: item[name] for name in ("pk", "sk", "org_pk", "org_sk") if name in item}
    scrubbed: Item = _scrubbed(item, "", person)
    if item.get("caller") in person.telling:
        # A call that they made themselves: nobody's, like one with a withheld number.
        scrubbed = {name: scrubbed[name] for name in scrubbed if name not in ("caller", "name")}
    return scrubbed | fixed


def _scrubbed(value: Any, field: str, person: Person) -> Any:
    match value:
        case dict():
            return dict(_fields(value, field, person))
        case list():
            return [_scrubbed(one, field, person) for one in value]
        case str() if value in person.telling:
            return ""
        case str() if value == person.id and field in (_ID_FIELDS | _ID_LISTS):
            return NOBODY
    return value


def _fields(value: Mapping[str, Any], field: str, person: Person) -> Iterator[tuple[str, Any]]:
    sent_to = value.get("to") if value.get("kind") == HopKind.USER.value else None
    named = person.id in {value.get("user"), value.get("by"), sent_to}
    for name, inner in value.items():
        if field in _ID_LISTS and name == person.id:
            yield NOBODY, inner
        elif name in _NAME_FIELDS and inner == person.name and named:
            yield name, ""
        elif name == "to" and sent_to == person.id:
            yield name, NOBODY
        else:
            yield name, _scrubbed(inner, name, person)
