"""What administrators read of their users (contract)."""

from collections.abc import Mapping

from pydantic import BaseModel

from jour.clock import iso
from jour.credential_order import CredentialOrder
from jour.user import User


class CredentialsView(BaseModel):
    """How far the newest mailed password has come: ordered, sent, failed or bounced."""

    state: str
    at: str


class UserRow(BaseModel):
    """One user."""

    id: str
    name: str
    email: str
    roles: list[str]
    groups: list[str]
    disabled: bool
    credentials: CredentialsView | None


class UsersAnswer(BaseModel):
    """Everybody of the organisation, by id."""

    users: list[UserRow]


def users_answer(users: list[User], orders: Mapping[str, CredentialOrder]) -> UsersAnswer:
    return UsersAnswer(users=[_row(user, orders.get(user.id)) for user in users])


def _credentials(order: CredentialOrder) -> CredentialsView:
    return CredentialsView(state=order.state.value, at=iso(order.state_at))


def _row(user: User, order: CredentialOrder | None) -> UserRow:
    return UserRow(
        id=user.id,
        name=user.name,
        email=user.email,
        roles=sorted(user.roles),
        groups=list(user.groups),
        disabled=user.disabled,
        credentials=None if order is None else _credentials(order),
    )
