"""Which numbers there are to ring: the system's own, and the agents' registered phones."""

from collections.abc import Iterator
from typing import Any

from jour.organisation import Organisation
from jour.store.organisations import Organisations
from jour.store.table import Table
from jour.store.users import Users
from jour.user import User


def directory(table: Table, service_number: str) -> dict[str, Any]:
    """The numbers as the simulator's contract has them."""
    organisations, users = Organisations(table), Users(table)
    every = [found for org in organisations.ids() if (found := organisations.get(org))]
    service = _entry(service_number, "Inloggning i jour", None) | {"kind": "service"}
    return {
        "system": [service, *(entry for one in every for entry in _groups(one))],
        "bridges": [
            _entry(room.number, room.name, one.name) | {"pin": room.pin}
            for one in every
            for room in one.conference_rooms
        ],
        "phones": [
            _entry(number, label, one.name)
            for one in every
            for user in users.of_org(one.id)
            for number, label in registered_phones(user)
        ],
    }


def group_numbers(table: Table) -> set[str]:
    """The numbers that customers can ring, as administrators have them at this moment."""
    organisations = Organisations(table)
    every = [found for org in organisations.ids() if (found := organisations.get(org))]
    return {entry["number"] for one in every for entry in _groups(one)}


def bridge_pins(table: Table) -> dict[str, str]:
    """The numbers of conference rooms, as administrators have them now, each with its PIN."""
    organisations = Organisations(table)
    every = [found for org in organisations.ids() if (found := organisations.get(org))]
    return {room.number: room.pin for one in every for room in one.conference_rooms}


def registered_phones(user: User) -> Iterator[tuple[str, str]]:
    """The phones from which this user may toggle by distance, each with its label."""
    if user.distance:
        yield user.distance.number, user.name
        if user.distance.alternative_number:
            yield user.distance.alternative_number, f"{user.name}, annan telefon"


def _groups(organisation: Organisation) -> Iterator[dict[str, Any]]:
    for group in organisation.groups.values():
        if group.number:
            yield _entry(group.number, group.name, organisation.name) | {"kind": "group"}


def _entry(number: str, label: str, organisation: str | None) -> dict[str, Any]:
    return {"number": number, "label": label, "organisation": organisation}
