"""Telephone numbers: each has one owner, who says so too."""

from collections.abc import Iterable, Iterator

from jour.organisation import Organisation
from jour.store import keys
from jour.store.expression import Update
from jour.store.keys import Key
from jour.store.organisations import organisation_from_item, owned_numbers
from jour.store.phones import Owner, OwnerKind, claimed, owner_from_item, released
from jour.store.user_items import user_from_item
from jour.store.user_writes import AS_READ, owned
from jour.user import User
from ops.invariants.rule import Finding, Repair, Seen, checks, rule

OWNED = rule("number", "A number is its owner's, who has it.")
KEPT = rule("registered_number", "Every number that is registered leads to who has it.")


def _of(seen: Seen) -> Iterable[Key]:
    owner = owner_from_item(seen.item)
    if owner.kind is OwnerKind.AGENT:
        return [keys.user(owner.id)]
    return [keys.organisation(owner.org)]


@checks("phone", refers=_of)
def owners(seen: Seen) -> Iterator[Finding]:
    owner, number = owner_from_item(seen.item), seen.parts["number"]
    [key] = _of(seen)
    item = seen.there(key)
    if item is None:
        theirs = []
    elif owner.kind is OwnerKind.AGENT:
        theirs = owned(user_from_item(item))
    else:
        theirs = owned_numbers(organisation_from_item(item))
    if (number, owner) not in theirs:
        says = f"{owner.kind.value} {owner.id} of {owner.org} does not have it"
        yield seen.finding(OWNED, says, Repair("free the number", (released(number, owner),)))


def _numbers(seen: Seen) -> Iterable[Key]:
    return [keys.phone(number) for number, _ in _theirs(seen)]


def _theirs(seen: Seen) -> list[tuple[str, Owner]]:
    if seen.kind.name == "user":
        return owned(user_from_item(seen.item))
    return owned_numbers(organisation_from_item(seen.item))


@checks("user", "organisation", refers=_numbers)
def registrations(seen: Seen) -> Iterator[Finding]:
    for number, owner in _theirs(seen):
        item = seen.there(keys.phone(number))
        if item is None:
            still = seen.key, Update().when(AS_READ, seen=_version(seen))
            repair = Repair("make it theirs", (claimed(number, owner), still))
            yield seen.finding(KEPT, f"…{number[-2:]} of {owner.id} is nobody's", repair)
        elif owner_from_item(item) != owner:
            yield seen.finding(KEPT, f"…{number[-2:]} of {owner.id} is somebody else's")


def _version(seen: Seen) -> int:
    whose: User | Organisation
    if seen.kind.name == "user":
        whose = user_from_item(seen.item)
    else:
        whose = organisation_from_item(seen.item)
    return whose.version
