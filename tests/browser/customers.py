"""Organisations of a test's own, so that what it changes disturbs no other test."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from jour.organisation import Group, Media, Organisation, PasswordPolicy
from jour.password import Passwords, read_peppers
from jour.store.organisations import Organisations
from jour.store.table import Table
from jour.store.users import Users
from jour.user import Role, User
from tests.system import System

PASSWORD = "Demo-hemligt4"


@dataclass(frozen=True)
class Customer:
    """An organisation with an agent and an administrator; the password of both is PASSWORD."""

    name: str
    agent: str
    admin: str


def new_customer(
    system: System,
    policy: PasswordPolicy,
    password_age: timedelta = timedelta(0),
    groups: Iterable[Group] = (),
) -> Customer:
    """Store an organisation under names that nobody has used, with `support` and more groups."""
    org = f"kund-{secrets.token_hex(4)}"
    customer = Customer(f"Bolaget {org}", f"agent.{org}", f"chef.{org}")
    table = Table(system.client("dynamodb"), system.table)
    all_groups = (Group("support", "Support", Media.VOICE), *groups)
    by_id = {group.id: group for group in all_groups}
    Organisations(table).add(Organisation(org, customer.name, by_id, policy))
    set_at = datetime.now(UTC) - password_age
    credential = _passwords(system).seal(PASSWORD, int(set_at.timestamp() * 1000), policy=policy)
    for user, name, role in (
        (customer.agent, "Ulla Ek", Role.AGENT),
        (customer.admin, "Karin Al", Role.ADMIN),
    ):
        mine = tuple(by_id) if role is Role.AGENT else ()
        email = f"{user}@jour.example"
        Users(table).add(User(user, org, name, email, credential, frozenset({role}), mine))
    return customer


def _passwords(system: System) -> Passwords:
    secret = system.client("secretsmanager").get_secret_value(SecretId=system.pepper_secret)
    return Passwords(read_peppers(secret["SecretString"]))
