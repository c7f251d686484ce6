"""An organisation whose administrators edit its users while they log in."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from jour.edit_user import UserDesk, edit_user
from jour.organisation import Channel
from jour.password_policy import PasswordState
from jour.session import is_live
from jour.sign_in import Caller
from jour.store.orders import Orders
from jour.store.organisations import Organisations
from jour.store.phones import Owner, OwnerKind, still
from jour.store.sessions import Sessions
from jour.store.table import Table
from jour.store.users import Users
from jour.user import User
from jour.user_edit import DistanceEdit, UserEdit
from tests.builders import ALVA, ANNA, colleague, new_session

NOW = 1_795_000_000_000
FIRST, SECOND = "+46701740606", "+46701740607"


@dataclass(frozen=True)
class Office:
    """An organisation with two agents and two administrators."""

    desk: UserDesk
    table: Table

    def caller(self, user_id: str = "alva") -> Caller:
        user, organisation = self.user(user_id), self.desk.organisations.get("demo")
        assert organisation
        login = new_session("x", Channel.WEB, user_id)
        return Caller(user, organisation, login, PasswordState(must_change=False, expires_at=None))

    def user(self, user_id: str) -> User:
        found = self.desk.users.get(user_id)
        assert found
        return found

    def edit(self, user_id: str, by: str = "alva", **fields: object) -> Callable[[], User]:
        caller, edit = self.caller(by), UserEdit(**fields)  # type: ignore[arg-type] # as the tests name
        return lambda: edit_user(caller, user_id, edit, self.desk, NOW)

    def register(self, user_id: str, **fields: object) -> Callable[[], User]:
        edit = DistanceEdit(**fields)  # type: ignore[arg-type] # as the tests name them
        return self.edit(user_id, distance=edit)

    def rings_in(self, user_id: str) -> Callable[[], object]:
        """A login by distance, provided that the number is still the user's at the commit."""
        user = self.user(user_id)
        assert user.distance
        number, owner = user.distance.number, Owner(OwnerKind.AGENT, "demo", user_id)
        login = replace(new_session("d1", Channel.DISTANCE, user_id, NOW), phone=number)
        checks = [still(number, owner)]
        return lambda: self.desk.sessions.log_in(login, NOW, checks)

    def living(self, user_id: str) -> bool:
        session = self.desk.sessions.get("demo", user_id)
        return session is not None and is_live(session, NOW)


def open_office(table: Table) -> Office:
    """Agents anna and bo, administrators alva and stina."""
    people, orders = Users(table), Orders(table)
    for user in (ANNA, colleague("bo"), ALVA, replace(ALVA, id="stina")):
        people.add(user)
    return Office(
        UserDesk(table, people, Organisations(table), Sessions(table), orders, None), table
    )
