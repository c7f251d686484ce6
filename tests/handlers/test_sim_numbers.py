"""/sim/numbers of the local run: what can be rung, read from the table."""

from local.connect.directory import directory, group_numbers
from tests.handlers.conftest import World


def test_the_directory_lists_numbers_and_registered_phones(world: World) -> None:
    """Contract: groups with a number of their own, and each user's registered phone."""
    found = directory(world.services.table, "+46846500401")
    group = {"organisation": "Demo AB", "kind": "group"}
    assert found["system"] == [
        {
            "number": "+46846500401",
            "label": "Inloggning i jour",
            "organisation": None,
            "kind": "service",
        },
        {"number": "+46846500410", "label": "Support", **group},
        {"number": "+46846500411", "label": "Växel", **group},
    ]
    anna = {"number": "+46701740605", "label": "Anna Lind", "organisation": "Demo AB"}
    assert anna in found["phones"]


def test_the_groups_numbers_are_those_of_the_table(world: World) -> None:
    """Issue 6.2: what customers can ring follows what administrators save."""
    assert group_numbers(world.services.table) == {"+46846500410", "+46846500411"}
