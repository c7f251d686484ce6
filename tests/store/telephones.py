"""Agents with telephones over a table, and calls to the service number as Connect delivers them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from xml.etree import ElementTree as ET

from jour.clock import Millis, system_clock
from jour.connect_event import read_call
from jour.distance_login import DistanceLogin
from jour.store.table import Table
from jour.store.toggles import Toggles
from jour.store.users import Users
from jour.user import Distance
from tests.builders import PASSWORDS, colleague
from tests.connect import SERVICE_NUMBER, connect_event


@dataclass(frozen=True)
class Telephones:
    """The service number over a real table, at a time that stands still.

    It is the present: the emulator removes items whose time to live has passed, as AWS does.
    """

    table: Table
    now: Millis = field(default_factory=system_clock)

    def registered(self, user: str, *numbers: str) -> None:
        """An agent of the demo organisation with these numbers."""
        number, *alternative = numbers
        distance = Distance(number, alternative[0] if alternative else None)
        Users(self.table).add(colleague(user, distance=distance))

    def service(self, clock: Callable[[], Millis] | None = None) -> DistanceLogin:
        return DistanceLogin(
            Toggles(self.table), lambda: PASSWORDS, SERVICE_NUMBER, clock or (lambda: self.now)
        )

    def ring(self, contact: str, number: str, op: str = "toggle") -> str:
        """One invocation for this contact; what is said, as plain text."""
        answer = self.service().answer(read_call(connect_event(contact, number, {"op": op})))
        return "".join(ET.fromstring(answer.say).itertext())


def numbers() -> Callable[[], str]:
    """Makes telephone numbers, each another one."""
    following = count(1)
    return lambda: f"+4670{next(following):07d}"
