"""Faults 9 and 11: the database is away, slow or busy, or the function dies after its commit.

Each action is done with one fault at its commit (at every request where JOUR_FAULTS_EVERYWHERE says
so, in `make proof`). What must hold of every one: it ends as done, and then it is; or as a clean
refusal, and then all of it has been done or nothing; the table is sound; and done once more, when
all is well, it leaves what it leaves without faults. Nobody does it twice.
"""

import os
from itertools import product
from typing import Any

import pytest

from tests.faults.actions import ACTIONS, Action, Do
from tests.faults.boundary import Died, Fault, Plan
from tests.faults.cells import cell
from tests.faults.conftest import Open
from tests.faults.courses import Course
from tests.faults.site import DONE, REFUSED, Site

EVERYWHERE = "JOUR_FAULTS_EVERYWHERE" in os.environ
ONCE, LASTING = 1, None
DIED = "died"


def cases(fault: int, *kinds: tuple[Fault, int | None]) -> list[Any]:
    """Each action with each kind of fault."""
    return [
        pytest.param(
            action,
            kind,
            times,
            marks=cell(fault, action.column),
            id=f"{action}-{kind}-{'once' if times else 'lasting'}",
        )
        for action, (kind, times) in product(ACTIONS, kinds)
        # Only what writes can be in a transaction's way.
        if action.writes or kind is not Fault.COLLIDING
    ]


# The others differ from these in what the server says of itself, and are tried by `make proof`.
TELLING = (Fault.UNANSWERED, Fault.SLOW, Fault.THROTTLED, Fault.COLLIDING)
SURVIVED = [
    (one, ONCE) for one in Fault if one in TELLING or (EVERYWHERE and one is not Fault.DEATH)
]
LASTING_ONES = tuple(Fault) if EVERYWHERE else (Fault.UNREACHED, Fault.SLOW)
LASTS = [(one, LASTING) for one in LASTING_ONES if one not in (Fault.DEATH, Fault.TWICE)]


@pytest.mark.parametrize(
    ("action", "fault", "times"),
    [*cases(11, *SURVIVED, *LASTS), *cases(9, (Fault.DEATH, ONCE))],
)
def test_all_or_nothing_and_done_once(
    action: Action, fault: Fault, times: int | None, course: Course, open_site: Open
) -> None:
    """Bounded retry, else a clean refusal; no half state; and the next try puts it right."""
    for place in range(len(course.requests)) if EVERYWHERE else (course.commit,):
        if fault is Fault.COLLIDING and not course.requests[place].writes:
            continue
        site = open_site()
        do = action.prepare(site)
        assert action.seen(site) == course.before
        site.boundary.goes_wrong(Plan(fault, place, times))
        ended = _ended(do)
        site.boundary.is_well()
        where = f"at {course.requests[place].operation}, number {place}"
        if times == ONCE and fault is not Fault.DEATH:
            assert ended in (DONE, *action.again), where
        else:
            # What is only to be told once it is kept is made up for by the sweep: it is done.
            kept = (DONE,) if place > course.commit else ()
            assert ended in (REFUSED, DIED, *kept), where
        assert sum(site.boundary.naps) < action.patience_s, where
        _check(action, do, site, course, ended, where)


def _ended(do: Do) -> str:
    try:
        return do()
    except Died:
        return DIED


def _check(action: Action, do: Do, site: Site, course: Course, ended: str, where: str) -> None:
    """What is there fits what was answered; then the same is asked once more."""
    found = action.seen(site)
    if ended not in (REFUSED, DIED):
        assert found == course.after, where
    elif not action.in_steps:
        assert found in (course.before, course.after), f"a half state {where}"
    assert site.unsound() == [], where
    again = _ended(do)
    assert again in (DONE, *action.again), where
    assert again == DONE or found != course.before, where
    assert action.seen(site) == course.after, where
    assert site.unsound() == [], where
