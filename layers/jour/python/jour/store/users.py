"""Users: one item each, found by a user id that is unique in the whole installation."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from jour.errors import Conflict, NotFound
from jour.store import keys
from jour.store.expression import Update, created
from jour.store.organisations import preselection
from jour.store.phones import PhoneTaken, Write, commit, moved
from jour.store.table import ConditionFailed, Table
from jour.store.user_items import credential_to_item, user_from_item, user_to_item
from jour.store.user_writes import owned, preselected_of
from jour.user import Credential, User


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
        new = keys.user(user.id), created(user_to_item(user))
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
