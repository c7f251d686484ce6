"""An organisation that a test has for itself: groups with numbers, agents with telephones."""

import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jour.organisation import ConferenceRoom, Group, Media, OpeningHours, Organisation
from jour.password import Passwords, read_peppers
from jour.store.organisations import Organisations
from jour.store.table import Table
from jour.store.users import Users
from jour.user import Role, Softphone, User
from local.connect.agents import agent_id
from tests.e2e.desk import Client
from tests.e2e.telephone import PhoneCall, SimulatedSoftphone, Telephone, ring
from tests.system import System

PASSWORD = "demo-jonna"
WRAP_UP_S = 60
"""Of the switchboard group; the support group has none."""


def mobile_number() -> str:
    """A number that nobody has."""
    return f"+4670{secrets.randbelow(10**7):07d}"


class Agent(Client):
    """An agent on the web with an open page and a telephone, which rings."""

    def __init__(self, system: System, user: str, **fields: Any) -> None:
        number = mobile_number()
        super().__init__(system, user, **{"password": PASSWORD, "phone": number, **fields})
        self.telephone = Telephone(system, number)


@dataclass(frozen=True)
class Firm:
    """The organisation."""

    system: System
    id: str
    numbers: dict[str, str]
    """Of the groups."""
    bridge: str
    """The number of the conference room `rum`; its PIN is 1234."""

    @property
    def table(self) -> Table:
        return Table(self.system.client("dynamodb"), self.system.table)

    def user(
        self, name: str, *groups: str, softphone: bool = False, role: Role = Role.AGENT
    ) -> str:
        """Register somebody, an agent unless told; their user id."""
        user, now = f"{name}.{self.id}", int(time.time() * 1000)
        sealed = _passwords(self.system).seal(PASSWORD, now)
        new = User(
            user,
            self.id,
            name.capitalize(),
            f"{user}@jour.example",
            sealed,
            frozenset({role}),
            groups,
            softphone=Softphone(user, agent_id(user)) if softphone else None,
        )
        Users(self.table).add(new)
        return user

    def agent(self, name: str, *groups: str) -> Agent:
        """A new agent, logged in as one; support is what they staff unless told."""
        return Agent(self.system, self.user(name, *(groups or ("support",))))

    def softphone_agent(self, name: str) -> tuple[Client, SimulatedSoftphone]:
        """A new agent of the support group with IP telephony, and the softphone, connected."""
        user = self.user(name, "support", softphone=True)
        softphone = SimulatedSoftphone(self.system, agent_id(user))
        softphone.view()
        return Client(self.system, user, password=PASSWORD), softphone

    @contextmanager
    def call(self, group: str = "support") -> Iterator[PhoneCall]:
        """A customer's call, from a number of their own; they hang up in the end."""
        call = ring(self.system, mobile_number(), self.numbers[group])
        try:
            yield call
        finally:
            call.hang_up()


def new_firm(
    system: System,
    support_hours: OpeningHours | None = None,
    more: Iterable[Group] = (),
    **support_fields: Any,
) -> Firm:
    """A new organisation with the groups support, with such fields, vaxel, and more."""
    numbers = {group: f"+468{secrets.randbelow(10**7):07d}" for group in ("support", "vaxel")}
    fields = {"hours": support_hours, **support_fields}
    support = Group("support", "Support", Media.VOICE, numbers["support"], **fields)
    switchboard = Group("vaxel", "Växel", Media.VOICE, numbers["vaxel"], wrap_up_s=WRAP_UP_S)
    firm = Firm(
        system, f"jour-{secrets.token_hex(4)}", numbers, f"+468{secrets.randbelow(10**7):07d}"
    )
    room = ConferenceRoom("rum", "Rummet", firm.bridge, "1234")
    groups = {group.id: group for group in (support, switchboard, *more)}
    Organisations(firm.table).add(
        Organisation(firm.id, "Jourbolaget", groups, conference_rooms=(room,))
    )
    return firm


def _passwords(system: System) -> Passwords:
    secret = system.client("secretsmanager").get_secret_value(SecretId=system.pepper_secret)
    return Passwords(read_peppers(secret["SecretString"]))
