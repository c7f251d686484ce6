"""Writes of users for transactions, each with what has to hold of the user at the commit."""

from jour.password_policy import HISTORY
from jour.store import keys
from jour.store.expression import Update
from jour.store.phones import Owner, OwnerKind, Write, softphone_number
from jour.store.user_items import credential_to_item, distance_to_item, softphone_to_item
from jour.user import Credential, Role, User

# Of two administrators at once the second is told, or looks again.
AS_READ = "#version = :seen"
# Of two administrators who put each other out at once, one remains.
MAY_ADMINISTER = "contains(#roles, :admin) AND #disabled = :no"


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
