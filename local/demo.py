"""The two demo organisations, for trying everything out. All numbers are reserved for fiction."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from jour.canned_answers import CannedAnswer, CannedAnswers
from jour.organisation import ConferenceRoom, Group, Media, Organisation, PasswordPolicy
from jour.password import Passwords, read_peppers
from jour.store.canned_answers import CannedAnswersStore
from jour.store.organisations import Organisations
from jour.store.table import Table
from jour.store.users import Users
from jour.user import Distance, Role, Softphone, User
from local import cloud
from local.connect import directory as numbers
from local.connect.agents import agent_id
from local.settings import SERVICE_NUMBER
from local.stack import Deployed


@dataclass(frozen=True)
class DemoUser:
    """Somebody to log in as."""

    org: str
    id: str
    name: str
    password: str
    role: Role = Role.AGENT
    distance: Distance | None = None
    has_softphone: bool = False
    password_age: timedelta = timedelta(0)

    @property
    def described(self) -> str:
        """What is special about them."""
        aged = f", password {self.password_age.days} days old" if self.password_age else ""
        return f"{self.role.value}{aged}"


_TELEPHONE = ("support", "vaxel")
USERS = (
    DemoUser(
        "demo",
        "anna",
        "Anna Andersson",
        "demo-anna",
        distance=Distance("+46701740605", None, _TELEPHONE),
        has_softphone=True,
    ),
    DemoUser(
        "demo",
        "bo",
        "Bo Berg",
        "demo-bo",
        distance=Distance("+46701740606", "+46846500420"),
        has_softphone=True,
    ),
    DemoUser("demo", "cilla", "Cilla Carlsson", "demo-cilla", has_softphone=True),
    DemoUser("demo", "alva", "Alva Ahlgren", "demo-alva", role=Role.ADMIN),
    DemoUser(
        "strikt",
        "sara",
        "Sara Sundin",
        "Demo-sara1",
        distance=Distance("+46701740615"),
        has_softphone=True,
    ),
    DemoUser("strikt", "sven", "Sven Svensson", "Demo-sven2", has_softphone=True),
    DemoUser("strikt", "stina", "Stina Stenman", "Demo-stina3", role=Role.ADMIN),
    DemoUser("strikt", "olle", "Olle Olsson", "Demo-olle4", password_age=timedelta(days=91)),
)
ORGANISATIONS = (
    ("demo", "Demo AB", PasswordPolicy.STANDARD, "+46846500410", "+46846500411"),
    ("strikt", "Strikt AB", PasswordPolicy.STRICT, "+46846500430", "+46846500431"),
)
CUSTOMER_NUMBERS = tuple(
    number for _, _, _, support, switchboard in ORGANISATIONS for number in (support, switchboard)
)
"""The numbers that customers ring, as long as nobody gives a group another one."""
ROOMS = (ConferenceRoom("konferens", "Konferens", "+46846500490", "1234"),)
ANSWERS = CannedAnswers(
    "chatt",
    (
        CannedAnswer("Hälsning", "Hej och välkommen! Vad kan jag hjälpa dig med?"),
        CannedAnswer("Ett ögonblick", "Jag tittar på det. Det tar en liten stund."),
        CannedAnswer("Tack och hej", "Tack för att du chattade med oss. Ha en fin dag!"),
    ),
)
"""What agents of the chat groups can insert."""
_POLICY_OF = {org: policy for org, _, policy, _, _ in ORGANISATIONS}


def seed(endpoint: str, deployed: Deployed) -> int:
    """Add what is missing and touch nothing that is there; says how many were added."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        table = Table(dynamodb, deployed.table)
        organisations, users = Organisations(table), Users(table)
        answers = CannedAnswersStore(table)
        new = [one for one in _organisations() if organisations.get(one.id) is None]
        for organisation in new:
            organisations.add(organisation)
            if not answers.get(organisation.id, ANSWERS.group).version:
                answers.put(organisation.id, ANSWERS)
        missing = [user for user in USERS if users.get(user.id) is None]
        if missing:
            passwords = _passwords(endpoint, deployed.pepper_secret)
            for user in missing:
                users.add(_user(user, passwords))
        return len(new) + len(missing)


def directory(endpoint: str, deployed: Deployed) -> dict[str, Any]:
    """The numbers that can be rung, and the agents' phones, as the table has them now."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        return numbers.directory(Table(dynamodb, deployed.table), SERVICE_NUMBER)


def group_numbers(endpoint: str, deployed: "Deployed") -> set[str]:
    """The numbers of all groups, as the table has them now."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        return numbers.group_numbers(Table(dynamodb, deployed.table))


def user_names(endpoint: str, deployed: "Deployed") -> list[str]:
    """Everybody in Jour, who are the users of the simulated Amazon Connect."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        table = Table(dynamodb, deployed.table)
        users = Users(table)
        return [user.id for org in Organisations(table).ids() for user in users.of_org(org)]


def bridge_pins(endpoint: str, deployed: "Deployed") -> dict[str, str]:
    """The PIN of each conference bridge, as the table has them now."""
    with closing(cloud.client("dynamodb", endpoint)) as dynamodb:
        return numbers.bridge_pins(Table(dynamodb, deployed.table))


CALLBACK_AFTER_S = 60
"""Who waits so long is offered to be rung up (X6)."""


def _organisations() -> Iterator[Organisation]:
    for org, name, policy, support, switchboard in ORGANISATIONS:
        groups = (
            Group("support", "Support", Media.VOICE, support, callback_after_s=CALLBACK_AFTER_S),
            Group("vaxel", "Växel", Media.VOICE, switchboard, callback_after_s=CALLBACK_AFTER_S),
            Group(
                "chatt",
                "Chatt",
                Media.CHAT,
                wrap_up_s=30,
                message_mail=f"chatt@{org}.example",
                message_group="support",
            ),
            Group("kampanj", "Kampanj", Media.TELEMARKETING),
        )
        rooms = ROOMS if org == "demo" else ()
        yield Organisation(
            org, name, {group.id: group for group in groups}, policy, conference_rooms=rooms
        )


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
        distance=demo.distance,
        softphone=Softphone(demo.id, agent_id(demo.id)) if demo.has_softphone else None,
    )


def _passwords(endpoint: str, secret: str) -> Passwords:
    with closing(cloud.client("secretsmanager", endpoint)) as secrets:
        kept = secrets.get_secret_value(SecretId=secret)["SecretString"]
    return Passwords(read_peppers(kept))
