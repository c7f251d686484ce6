"""The two demo organisations, for trying everything out. All numbers are reserved for fiction."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jour.organisation import Group, Media, Organisation, PasswordPolicy
from jour.password import Passwords
from jour.store.organisations import Organisations
from jour.store.table import Table
from jour.store.users import Users
from jour.user import Role, User
from jour.wiring import read_peppers
from local import cloud
from local.connect.directory import directory as numbers_of
from local.stack import Deployed


@dataclass(frozen=True)
class DemoUser:
    """Somebody to log in as."""

    org: str
    id: str
    name: str
    password: str
    role: Role = Role.AGENT
    distance_number: str | None = None
    password_age: timedelta = timedelta(0)

    @property
    def described(self) -> str:
        """What is special about them."""
        aged = f", password {self.password_age.days} days old" if self.password_age else ""
        return f"{self.role.value}{aged}"


USERS = (
    DemoUser("demo", "anna", "Anna Andersson", "demo-anna", distance_number="+46701740605"),
    DemoUser("demo", "bo", "Bo Berg", "demo-bo", distance_number="+46701740606"),
    DemoUser("demo", "cilla", "Cilla Carlsson", "demo-cilla"),
    DemoUser("demo", "alva", "Alva Ahlgren", "demo-alva", role=Role.ADMIN),
    DemoUser("strikt", "sara", "Sara Sundin", "Demo-sara1", distance_number="+46701740615"),
    DemoUser("strikt", "sven", "Sven Svensson", "Demo-sven2"),
    DemoUser("strikt", "stina", "Stina Stenman", "Demo-stina3", role=Role.ADMIN),
    DemoUser("strikt", "olle", "Olle Olsson", "Demo-olle4", password_age=timedelta(days=91)),
)
ORGANISATIONS = (
    ("demo", "Demo AB", PasswordPolicy.STANDARD, "+46846500410", "+46846500411"),
    ("strikt", "Strikt AB", PasswordPolicy.STRICT, "+46846500430", "+46846500431"),
)
SERVICE_NUMBER = "+46846500401"
_POLICY_OF = {org: policy for org, _, policy, _, _ in ORGANISATIONS}


def seed(endpoint: str, deployed: Deployed) -> int:
    """Add what is missing and touch nothing that is there; says how many were added."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        table = Table(dynamodb, deployed.table)
        organisations, users = Organisations(table), Users(table)
        added = sum(organisations.add(organisation) for organisation in _organisations())
        missing = [user for user in USERS if users.get(user.id) is None]
        if missing:
            passwords = _passwords(endpoint, deployed.pepper_secret)
            added += sum(users.add(_user(user, passwords)) for user in missing)
        return added


def directory(endpoint: str, deployed: Deployed) -> dict[str, Any]:
    """The numbers that can be rung, and the agents' phones, as the table has them now."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        return numbers_of(Table(dynamodb, deployed.table), SERVICE_NUMBER)


def _organisations() -> Iterator[Organisation]:
    for org, name, policy, support, switchboard in ORGANISATIONS:
        groups = (
            Group("support", "Support", Media.VOICE, support),
            Group("vaxel", "Växel", Media.VOICE, switchboard),
            Group("chatt", "Chatt", Media.CHAT),
            Group("kampanj", "Kampanj", Media.TELEMARKETING),
        )
        yield Organisation(org, name, {group.id: group for group in groups}, policy)


def _user(demo: DemoUser, passwords: Passwords) -> User:
    set_at = datetime.now(UTC) - demo.password_age
    agent = demo.role is Role.AGENT
    return User(
        id=demo.id,
        org=demo.org,
        name=demo.name,
        email=f"{demo.id}@{demo.org}.example",
        credential=passwords.seal(
            demo.password, int(set_at.timestamp() * 1000), policy=_POLICY_OF[demo.org]
        ),
        roles=frozenset({demo.role}),
        groups=("support", "vaxel", "chatt", "kampanj") if agent else (),
        distance_number=demo.distance_number,
    )


def _passwords(endpoint: str, secret: str) -> Passwords:
    with closing(cloud.client("secretsmanager", endpoint)) as secrets:
        kept = secrets.get_secret_value(SecretId=secret)["SecretString"]
    return Passwords(read_peppers(kept))
