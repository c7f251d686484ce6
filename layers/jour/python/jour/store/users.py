"""Users: one item each, found by a user id that is unique in the whole installation."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from jour.errors import Conflict, NotFound
from jour.organisation import PasswordPolicy
from jour.password_policy import HISTORY
from jour.store import keys
from jour.store.expression import Item, Update, created
from jour.store.organisations import preselection
from jour.store.phones import (
    Owner,
    OwnerKind,
    PhoneTaken,
    Write,
    commit,
    moved,
    softphone_number,
)
from jour.store.table import ConditionFailed, Table
from jour.user import Credential, Distance, Role, Softphone, User

# Of two administrators at once the second is told, or looks again.
AS_READ = "#version = :seen"
# Of two administrators who put each other out at once, one remains.
MAY_ADMINISTER = "contains(#roles, :admin) AND #disabled = :no"


class Users:
    """The table's users."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, user_id: str) -> User | None:
        item = self._table.get(keys.user(user_id))
        return user_from_item(item) if item else None

    def of_org(self, org: str) -> Iterator[User]:
        """Everybody of an organisation by id; one added in the last second may be missing."""
        found = self._table.query(
            "org_pk = :users", {":users": keys.users_of(org)}, index=keys.INDEX_BY_ORG
        )
        return map(user_from_item, found)

    def several(self, user_ids: Iterable[str]) -> dict[str, User]:
        """Those of at most 100 users that there are, by id."""
        wanted = [keys.user(user_id) for user_id in user_ids]
        found = self._table.get_all(wanted) if wanted else []
        return {item["id"]: user_from_item(item) for item in found}

    def page(self, org: str, after: str, most: int) -> tuple[list[User], str | None]:
        """So many users behind an id, by id, and where the next page begins; None on the last."""
        found = self._table.query(
            "org_pk = :users AND org_sk > :after",
            # No user has an empty id, and DynamoDB takes no empty key.
            {":users": keys.users_of(org), ":after": after or " "},
            index=keys.INDEX_BY_ORG,
            at_a_time=most + 1,
        )
        users = [user_from_item(item) for item in islice(found, most + 1)]
        return users[:most], users[most - 1].id if len(users) > most else None

    def add(self, user: User, also: Sequence[Write] = ()) -> None:
        """Register somebody with their numbers, together with other writes or not at all.

        Raises Conflict `user_taken`; PhoneTaken; Conflict `edited_meanwhile` where a preselected
        group is none that takes calls, or another write's condition did not hold.
        """
        new = keys.user(user.id), created(_to_item(user))
        counted = preselection(user.org, preselected_of(user), ())
        _, claims = moved([], owned(user))
        try:
            commit(self._table, [new, *counted, *also], claims)
        except PhoneTaken:
            raise
        except Conflict:
            if self.get(user.id) is not None:
                raise Conflict("user_taken", field="id") from None
            raise

    def replace_credential(self, user_id: str, old: Credential, new: Credential) -> bool:
        """Swap the credential if it is still the old one; False where it is not."""
        change = (
            Update()
            .when("#credential.#hash = :old_hash", old_hash=old.password_hash)
            .assign("#credential = :credential", credential=credential_to_item(new))
        )
        try:
            self._table.update(keys.user(user_id), change)
        except ConditionFailed:
            return False
        return True

    def set_language(self, user_id: str, language: str, *, chosen: bool) -> None:
        """Keep in which language to speak to somebody; NotFound `unknown_user` for nobody.

        An administrator's edit that was made on the older record is refused, or looks again.
        """
        change = (
            Update()
            .when("attribute_exists(#pk)")
            .set(language=language, language_chosen=chosen)
            .assign("#version = if_not_exists(#version, :zero) + :one", zero=0, one=1)
        )
        try:
            self._table.update(keys.user(user_id), change)
        except ConditionFailed as gone:
            raise NotFound("unknown_user") from gone


def owned(user: User) -> list[tuple[str, Owner]]:
    """The user's numbers and softphone, as their items say it."""
    owner = Owner(OwnerKind.AGENT, user.org, user.id)
    numbers = [*user.distance.numbers] if user.distance else []
    if user.softphone is not None:
        numbers.append(softphone_number(user.softphone.id))
    return [(number, owner) for number in numbers]


def preselected_of(user: User) -> tuple[str, ...]:
    return user.distance.preselected_groups if user.distance else ()


def edited(before: User, after: User) -> Write:
    """For a transaction: an administrator's edit of what was read; passwords are left alone."""
    change = Update().when(AS_READ, seen=before.version)
    change.set(
        name=after.name,
        email=after.email,
        language=after.language,
        language_chosen=after.language_chosen,
        roles=sorted(role.value for role in after.roles),
        groups=list(after.groups),
        disabled=after.disabled,
        distance=distance_to_item(after.distance),
        softphone=softphone_to_item(after.softphone),
        version=after.version,
    )
    return keys.user(before.id), change


def removed(user: User) -> Write:
    """For a transaction: the user that was read is no more."""
    return keys.user(user.id), Update().when(AS_READ, seen=user.version).delete()


def administers(user_id: str) -> Write:
    """For a transaction: this user is an administrator at the commit, and may act."""
    change = Update().when(MAY_ADMINISTER, admin=Role.ADMIN.value, no=False)
    return keys.user(user_id), change


def proven(user: User, credential: Credential) -> tuple[keys.Key, Update]:
    """For a transaction: the user as read, not disabled, with this very credential at the commit.

    A temporary one is spent by it, and the chosen one that it stands in for ends with it.
    """
    change = Update().when("attribute_not_exists(#disabled) OR #disabled = :no", no=False)
    # Groups, roles and number are those that the login is made of.
    change.when(AS_READ, seen=user.version)
    if not credential.temporary:
        change.when("#credential.#hash = :verified", verified=credential.password_hash)
        return keys.user(user.id), change
    change.when("#temporary.#hash = :verified", verified=credential.password_hash)
    # Two logins at once with one mail: the second finds it used.
    change.when("#temporary.#used = :no").assign("#temporary.#used = :yes", yes=True)
    return keys.user(user.id), _retire(change, user)


def without_credential(user: User) -> tuple[keys.Key, Update]:
    """For a transaction: no password of this user is valid any more, from the commit on."""
    return keys.user(user.id), _retire(Update(), user).remove("temporary")


def with_temporary(user_id: str, temporary: Credential) -> tuple[keys.Key, Update]:
    """For a transaction: this temporary password takes the place of an earlier one."""
    change = Update().when("attribute_exists(#pk)")
    change.assign("#temporary = :temporary", temporary=credential_to_item(temporary))
    return keys.user(user_id), change


def new_credential(user: User, credential: Credential) -> tuple[keys.Key, Update]:
    """For a transaction: the credential changes, and the one it replaces goes into the history.

    Of two changes at once one fails: each names the credential that it replaces (P8).
    """
    change = _still(Update(), user)
    if user.credential is None and user.temporary is not None:
        change.when("#temporary.#hash = :spent", spent=user.temporary.password_hash)
    change.assign("#credential = :credential", credential=credential_to_item(credential))
    # The new one itself counts as one of the last ten.
    return keys.user(user.id), _into_history(change, user, HISTORY - 1).remove("temporary")


def _retire(change: Update, user: User) -> Update:
    """The chosen password is void, but not forgotten: it may not be chosen again (P8)."""
    return _into_history(_still(change, user), user, HISTORY).remove("credential")


def _still(change: Update, user: User) -> Update:
    """The chosen password is the one that was read, or there is none as there was none."""
    change.when("attribute_exists(#pk)")  # a user removed meanwhile is not brought back in parts
    if user.credential is None:
        return change.when("attribute_not_exists(#credential)")
    return change.when("#credential.#hash = :replaced", replaced=user.credential.password_hash)


def _into_history(change: Update, user: User, count: int) -> Update:
    used = [user.credential, *user.history] if user.credential else user.history
    return change.set(history=[credential_to_item(old) for old in used[:count]])


def user_from_item(item: Item) -> User:
    return User(
        id=item["id"],
        org=item["org"],
        name=item["name"],
        email=item["email"],
        credential=_optional(item.get("credential")),
        roles=frozenset(Role(role) for role in item["roles"]),
        groups=tuple(item["groups"]),
        disabled=item.get("disabled", False),
        history=tuple(_credential(old) for old in item.get("history", ())),
        distance=_distance(item.get("distance")),
        softphone=_softphone(item.get("softphone")),
        temporary=_optional(item.get("temporary")),
        language=item.get("language", "sv"),
        language_chosen=item.get("language_chosen", False),
        version=item.get("version", 1),
    )


def _distance(item: Item | None) -> Distance | None:
    if item is None:
        return None
    return Distance(
        item["number"],
        item.get("alternative_number"),
        tuple(item["preselected_groups"]),
        _optional(item.get("pin")),
    )


def distance_to_item(distance: Distance | None) -> Item | None:
    if distance is None:
        return None
    fields = {
        "number": distance.number,
        "alternative_number": distance.alternative_number,
        "preselected_groups": list(distance.preselected_groups),
        "pin": distance.pin and credential_to_item(distance.pin),
    }
    return {name: value for name, value in fields.items() if value is not None}


def _softphone(item: Item | None) -> Softphone | None:
    return None if item is None else Softphone(item["connect_user"], item["id"])


def softphone_to_item(softphone: Softphone | None) -> Item | None:
    if softphone is None:
        return None
    return {"connect_user": softphone.connect_user, "id": softphone.id}


def _to_item(user: User) -> Item:
    return {
        "org_pk": keys.users_of(user.org),
        "org_sk": user.id,
        "id": user.id,
        "org": user.org,
        "name": user.name,
        "email": user.email,
        "credential": user.credential and credential_to_item(user.credential),
        "roles": sorted(role.value for role in user.roles),
        "groups": list(user.groups),
        "disabled": user.disabled,
        "history": [credential_to_item(old) for old in user.history],
        "distance": distance_to_item(user.distance),
        "softphone": softphone_to_item(user.softphone),
        "temporary": user.temporary and credential_to_item(user.temporary),
        "language": user.language,
        "language_chosen": user.language_chosen,
        "version": user.version,
    }


def _optional(item: Item | None) -> Credential | None:
    return None if item is None else _credential(item)


def _credential(item: Item) -> Credential:
    return Credential(
        item["hash"],
        item["pepper"],
        item["set_at"],
        item["temporary"],
        PasswordPolicy(item.get("policy", PasswordPolicy.STANDARD)),
        item.get("used", False),
    )


def credential_to_item(credential: Credential) -> Item:
    return {
        "hash": credential.password_hash,
        "pepper": credential.pepper,
        "set_at": credential.set_at,
        "temporary": credential.temporary,
        "policy": credential.policy.value,
        "used": credential.used,
    }
