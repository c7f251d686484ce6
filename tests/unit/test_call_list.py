"""Lists of numbers to ring: what may be edited, when they are rung, and what an import keeps."""

from dataclasses import replace

import pytest

from jour.call_list import (
    FORM,
    MOST_LISTS,
    CallList,
    EntryState,
    Result,
    edited,
    may_ring,
    named_results,
    removed,
    with_new_list,
)
from jour.call_list_import import sorted_out
from jour.errors import Conflict, Invalid
from jour.number_register import Origin
from jour.number_rows import read
from tests.builders import DEMO

SPRING = CallList("a" * 12, "demo", "Våren", "kampanj", 0, (Result("sald", "Såld"),), active=True)
MONDAY_10 = 1_795_424_400_000
"""2026-11-23 10:00 in Stockholm."""
ANNA, BO, SARA = "+46701740605", "+46701740606", "+46701740615"


@pytest.mark.parametrize("group", ["support", "chatt", "finns-inte"])
def test_a_list_is_a_telemarketing_groups(group: str) -> None:
    """X4: voice and chat groups ring no lists."""
    with pytest.raises(Invalid, match="call_list_group"):
        with_new_list([], replace(SPRING, group=group), DEMO)
    with_new_list([SPRING] * (MOST_LISTS - 1), SPRING, DEMO)
    with pytest.raises(Invalid, match="too_many_lists"):
        with_new_list([SPRING] * MOST_LISTS, SPRING, DEMO)


def test_a_used_result_can_be_renamed_but_not_removed() -> None:
    """Issue 7 point 6: statistics by result code never lose what was counted."""
    used = replace(SPRING, tally={"result_sald": 2})
    renamed = replace(used, results=(Result("sald", "Order"), Result("nej", "Nej")))
    assert edited(used, renamed, DEMO).version == used.version + 1
    without = replace(used, results=(Result("nej", "Nej"),))
    with pytest.raises(Conflict, match="result_in_use"):
        edited(used, without, DEMO)
    assert edited(SPRING, replace(SPRING, results=without.results), DEMO).results == without.results


def test_results_get_readable_ids_of_their_own() -> None:
    """Two of the same name differ; an id that the list does not have is refused."""
    made = named_results([("sald", "Order"), (None, "Sald"), (None, "Sald")], SPRING.results)
    assert [(r.id, r.name) for r in made] == [
        ("sald", "Order"),
        ("sald-2", "Sald"),
        ("sald-3", "Sald"),
    ]
    with pytest.raises(Invalid, match="unknown_result"):
        named_results([("nej", "Nej")], SPRING.results)


@pytest.mark.parametrize(
    ("group_hours", "list_hours", "active", "rings"),
    [
        (None, None, True, True),
        (None, None, False, False),
        (None, {"mon": (("09:00", "11:00"),)}, True, True),
        (None, {"mon": (("11:00", "12:00"),)}, True, False),
        ({"mon": (("08:00", "10:00"),)}, {"mon": (("09:00", "11:00"),)}, True, False),
        ({"tue": (("08:00", "17:00"),)}, None, True, False),
        (None, {}, True, False),
    ],
)
def test_it_is_rung_within_its_own_hours_and_its_groups(
    group_hours: dict[str, tuple[tuple[str, str], ...]] | None,
    list_hours: dict[str, tuple[tuple[str, str], ...]] | None,
    active: bool,
    rings: bool,
) -> None:
    """Issue 7 point 6: calling hours are respected, the group's and the list's."""
    group = replace(DEMO.groups["kampanj"], hours=group_hours)
    organisation = replace(DEMO, groups={**DEMO.groups, "kampanj": group})
    spring = replace(SPRING, hours=list_hours, active=active)
    assert may_ring(spring, organisation, MONDAY_10) is rings
    assert not may_ring(replace(spring, removing=True), organisation, MONDAY_10)


def test_a_list_that_is_rung_is_not_removed() -> None:
    """It is stopped first, and its last calls end; a list on its way out is edited no more."""
    for rung in (SPRING, replace(SPRING, active=False, tally={"offered": 1})):
        with pytest.raises(Conflict, match="call_list_in_use"):
            removed(rung)
    going = removed(replace(SPRING, active=False, tally={"offered": 0}))
    with pytest.raises(Conflict, match="call_list_removing"):
        edited(going, replace(going, active=True), DEMO)


def test_what_is_left_is_what_nothing_has_become_of() -> None:
    """Statistics: the states add up to the entries."""
    half = replace(SPRING, entries=10, tally={"offered": 1, "done": 3, "refused": 1, "reached": 9})
    assert half.count(EntryState.OPEN) == 5
    assert sum(half.count(state) for state in EntryState) == 10


def test_an_import_leaves_out_duplicates_and_barred_numbers_by_line() -> None:
    """Issue 7 point 6: each number once, none on the do-not-call list, all told by line."""
    text = f"Telefon;Namn;Ort\n{ANNA};Anna;Mora\n{BO};Bo;\n{ANNA};Anna igen;\n{SARA};;Orsa\nx;y"
    reading = read(text, FORM)
    result = sorted_out(reading, {}, {BO}, 10, "f")
    assert [(e.number, e.name, e.note) for e in result.new] == [
        (ANNA, "Anna", "Ort: Mora"),
        (SARA, "", "Ort: Orsa"),
    ]
    assert [(r.line, r.code) for r in result.refusals] == [
        (3, "barred"),
        (4, "duplicate"),
        (6, "invalid_phone"),
    ]
    assert result.refused_as("duplicate", "in_list") == 1


def test_a_part_sent_again_changes_nothing() -> None:
    """The client retries; an entry that has been rung meanwhile must not be open again."""
    reading = read(f"{ANNA};Anna\n{BO};Bo\n{SARA};Sara", FORM)
    known = {ANNA: Origin("f", 1), BO: Origin("f", 9), SARA: Origin("g", 3)}
    result = sorted_out(reading, known, set(), 10, "f")
    assert [entry.number for entry in result.again] == [ANNA]
    assert result.new == ()
    assert [(r.line, r.code) for r in result.refusals] == [(2, "duplicate"), (3, "in_list")]
    assert result.kept == 1


def test_a_full_list_takes_no_more() -> None:
    """What has no room is told by line."""
    result = sorted_out(read(f"{ANNA};A\n{BO};B", FORM), {}, set(), 1, None)
    assert [entry.number for entry in result.new] == [ANNA]
    assert [(r.line, r.code) for r in result.refusals] == [(2, "call_list_full")]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (f"{ANNA};Anna;Mora;ring efter lunch", "Mora · ring efter lunch"),
        (f"Namn;Nummer;Avtal;Tom\nAnna;{ANNA};Guld;", "Avtal: Guld"),
        (ANNA, ""),
    ],
)
def test_further_columns_become_the_note(text: str, note: str) -> None:
    """An entry: number, name, note columns."""
    (entry,) = read(text, FORM).entries
    assert (entry.number, entry.note) == (ANNA, note)
