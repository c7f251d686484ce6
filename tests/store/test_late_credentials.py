"""Passwords proven, mailed or replaced on an older look at the user open and change nothing.

Found by `make mutants`: no test noticed when these conditions were missing.
"""

from dataclasses import replace

import pytest

from jour.store.expression import Update
from jour.store.keys import Key
from jour.store.table import ConditionFailed, Table
from jour.store.user_writes import (
    new_credential,
    proven,
    removed,
    with_temporary,
    without_credential,
)
from jour.store.users import Users
from jour.user import Credential, User
from tests.builders import ANNA, ANNAS_PASSWORD, PASSWORDS, SET_AT

CHOSEN = PASSWORDS.seal(ANNAS_PASSWORD, SET_AT)
LATER = PASSWORDS.seal("another of hers", SET_AT + 1)


def mailed(password: str) -> Credential:
    return PASSWORDS.seal(password, SET_AT, temporary=True)


def refused(table: Table, *writes: tuple[Key, Update]) -> User | None:
    """Asserts that none of the writes can be made; Anna as she is afterwards."""
    for write in writes:
        with pytest.raises(ConditionFailed):
            table.transact([write])
    return Users(table).get("anna")


def test_a_login_is_made_of_the_user_as_she_is(table: Table) -> None:
    """Groups and roles may have been taken away between the proof and the commit."""
    users = Users(table)
    users.add(ANNA)
    users.set_language("anna", "en", chosen=True)
    refused(table, proven(ANNA, CHOSEN))
    now = users.get("anna")
    assert now is not None
    table.transact([proven(now, now.credential or CHOSEN)])


def test_a_mailed_password_is_void_once_a_newer_one_is_mailed(table: Table) -> None:
    """P9: proven a moment before, it opens nothing, and does not spend the newer one."""
    first, second = mailed("first"), mailed("second")
    user = replace(ANNA, temporary=first)
    Users(table).add(user)
    table.transact([with_temporary("anna", second)])
    found = refused(table, proven(user, first))
    assert found is not None
    assert (found.temporary, found.credential) == (second, ANNA.credential)


def test_a_first_password_is_not_chosen_with_a_mailed_one_that_is_void(table: Table) -> None:
    """P9: the change was begun with it, and a newer one has been mailed since."""
    first, second = mailed("first"), mailed("second")
    user = replace(ANNA, credential=None, temporary=first)
    Users(table).add(user)
    table.transact([with_temporary("anna", second)])
    found = refused(table, new_credential(user, LATER))
    assert found is not None
    assert (found.temporary, found.credential) == (second, None)


def test_a_password_changed_meanwhile_is_not_taken_away(table: Table) -> None:
    """P8: a change, or an order to change, is about the password that was read."""
    users = Users(table)
    users.add(ANNA)
    assert users.replace_credential("anna", ANNA.credential or CHOSEN, LATER)
    found = refused(table, without_credential(ANNA), new_credential(ANNA, CHOSEN))
    assert found is not None
    assert (found.credential, found.history) == (LATER, ())


def test_a_user_removed_meanwhile_is_not_brought_back_in_parts(table: Table) -> None:
    """By a password that is mailed, ordered anew or chosen."""
    bare = replace(ANNA, credential=None)
    Users(table).add(bare)
    table.transact([removed(bare)])
    writes = (with_temporary("anna", LATER), without_credential(bare), new_credential(bare, LATER))
    assert refused(table, *writes) is None
