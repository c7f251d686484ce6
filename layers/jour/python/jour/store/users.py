"""Users: one item each, found by a user id that is unique in the whole installation."""

from jour.organisation import PasswordPolicy
from jour.password_policy import HISTORY
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table
from jour.user import Credential, Role, User


class Users:
    """The table's users."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, user_id: str) -> User | None:
        item = self._table.get(keys.user(user_id))
        return user_from_item(item) if item else None

    def add(self, user: User) -> bool:
        """Register somebody. False, and nothing changed, where the id is taken."""
        try:
            self._table.put(_to_item(user), unless_exists=True)
        except ConditionFailed:
            return False
        return True

    def replace_credential(self, user_id: str, old: Credential, new: Credential) -> bool:
        """Swap the credential if it is still the old one; False where it is not."""
        change = (
            Update()
            .when("#credential.#hash = :old_hash", old_hash=old.password_hash)
            .assign("#credential = :credential", credential=_credential_to_item(new))
        )
        try:
            self._table.update(keys.user(user_id), change)
        except ConditionFailed:
            return False
        return True


def same_credential(user: User) -> tuple[keys.Key, Update]:
    """For a transaction: the user is not disabled and has this very credential at the commit."""
    check = (
        Update()
        .when("#credential.#hash = :verified", verified=user.credential.password_hash)
        .when("attribute_not_exists(#disabled) OR #disabled = :no", no=False)
    )
    return keys.user(user.id), check


def new_credential(user: User, credential: Credential) -> tuple[keys.Key, Update]:
    """For a transaction: the credential changes, and the one it replaces goes into the history.

    Of two changes at once one fails: each names the credential that it replaces (P8).
    """
    history = [user.credential, *user.history][: HISTORY - 1]
    change = (
        Update()
        .when("#credential.#hash = :replaced", replaced=user.credential.password_hash)
        .assign("#credential = :credential", credential=_credential_to_item(credential))
        .set(history=[_credential_to_item(old) for old in history])
    )
    return keys.user(user.id), change


def user_from_item(item: Item) -> User:
    return User(
        id=item["id"],
        org=item["org"],
        name=item["name"],
        email=item["email"],
        credential=_credential(item["credential"]),
        roles=frozenset(Role(role) for role in item["roles"]),
        groups=tuple(item["groups"]),
        disabled=item.get("disabled", False),
        history=tuple(_credential(old) for old in item.get("history", ())),
        distance_number=item.get("distance_number"),
    )


def _to_item(user: User) -> Item:
    return {
        **keys.user(user.id),
        "org_pk": keys.users_of(user.org),
        "org_sk": user.id,
        "id": user.id,
        "org": user.org,
        "name": user.name,
        "email": user.email,
        "credential": _credential_to_item(user.credential),
        "roles": sorted(role.value for role in user.roles),
        "groups": list(user.groups),
        "disabled": user.disabled,
        "history": [_credential_to_item(old) for old in user.history],
        "distance_number": user.distance_number,
    }


def _credential(item: Item) -> Credential:
    return Credential(
        item["hash"],
        item["pepper"],
        item["set_at"],
        item["temporary"],
        PasswordPolicy(item.get("policy", PasswordPolicy.STANDARD)),
    )


def _credential_to_item(credential: Credential) -> Item:
    return {
        "hash": credential.password_hash,
        "pepper": credential.pepper,
        "set_at": credential.set_at,
        "temporary": credential.temporary,
        "policy": credential.policy.value,
    }
