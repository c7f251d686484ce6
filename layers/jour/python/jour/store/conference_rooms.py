"""Conference rooms, as an organisation's item holds them."""

from collections.abc import Iterable

from jour.organisation import ConferenceRoom
from jour.store.expression import Item


def rooms_from_item(items: Iterable[Item]) -> tuple[ConferenceRoom, ...]:
    return tuple(
        ConferenceRoom(item["id"], item["name"], item["number"], item["pin"]) for item in items
    )


def rooms_to_item(rooms: Iterable[ConferenceRoom]) -> list[Item]:
    return [
        {"id": room.id, "name": room.name, "number": room.number, "pin": room.pin} for room in rooms
    ]
