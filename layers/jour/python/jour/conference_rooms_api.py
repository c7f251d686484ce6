"""Conference rooms as administrators write and read them (contract)."""

import re
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import BaseModel, Field, StrictStr

from jour.errors import Invalid
from jour.http import Body
from jour.organisation import ConferenceRoom
from jour.phone import PhoneRejected, parse

# What Amazon Connect types: at most fifty keys, a comma is a pause.
_PIN = re.compile(r"[0-9*#,]{0,50}", re.ASCII)


class RoomBody(Body):
    """A room; the administrator's client makes the id of a new one."""

    id: Annotated[StrictStr, Field(pattern=r"^[a-z0-9-]{1,40}$")]
    name: Annotated[StrictStr, Field(min_length=1, max_length=60, pattern=r"\S")]
    number: Annotated[StrictStr, Field(max_length=64)]
    """As people write it."""
    pin: Annotated[StrictStr, Field(max_length=64)] = ""


class RoomView(BaseModel):
    """A room as its administrators see it; nobody else is told number or PIN."""

    id: str
    name: str
    number: str
    pin: str


def rooms_of(written: Sequence[RoomBody]) -> tuple[ConferenceRoom, ...]:
    """The rooms, each id once.

    Raises Invalid `invalid_phone` or `invalid_room_pin` with the field.
    """
    rooms: dict[str, ConferenceRoom] = {}
    for place, room in enumerate(written):
        pin = room.pin.replace(" ", "")
        if not _PIN.fullmatch(pin):
            raise Invalid("invalid_room_pin", field=f"conference_rooms.{place}.pin")
        number = _number(room.number, f"conference_rooms.{place}.number")
        rooms[room.id] = ConferenceRoom(room.id, room.name.strip(), number, pin)
    return tuple(rooms.values())


def room_views(rooms: Iterable[ConferenceRoom]) -> list[RoomView]:
    return [RoomView(id=r.id, name=r.name, number=r.number, pin=r.pin) for r in rooms]


def _number(written: str, field: str) -> str:
    try:
        return parse(written)
    except PhoneRejected as rejected:
        rejected.values["field"] = field
        raise
