"""Faults 15 and 19: clocks that differ, and functions of two versions: the same becomes of it all.

Clocks of clients and telephones are never asked: no request carries one. Those of functions are
AWS's; here one is an hour behind the other, and the hour changes in Sweden in between.
"""

from datetime import UTC, datetime

import pytest

from jour.clock import HOUR, MINUTE, SECOND, Millis
from jour.store.expression import Item
from tests.deploy.test_old_and_new_code import FUTURE, of_a_later_version
from tests.faults.actions import ACTIONS, Action
from tests.faults.cells import each
from tests.faults.conftest import Open
from tests.faults.courses import Course
from tests.faults.site import DONE, Site

SUMMER = datetime(2027, 3, 28, 1, tzinfo=UTC)
WINTER = datetime(2027, 10, 31, 1, tzinfo=UTC)


def millis(at: datetime) -> Millis:
    return int(at.timestamp()) * SECOND


def outcome(action: Action, site: Site, later: Millis) -> object:
    """What becomes of it where it is done so much later than it was prepared."""
    do = action.prepare(site)
    site.advance(later)
    assert do() == DONE
    return action.seen(site)


@pytest.mark.parametrize("action", each(15))
def test_only_shown_times_differ(action: Action, course: Course, open_site: Open) -> None:
    """Fault 15: done by a function that is an hour behind; and while the hour is set."""
    assert outcome(action, open_site(), -HOUR) == course.after
    site = open_site()
    # Half of them in spring, half in autumn: what an hour does, it does to all.
    switch = (SUMMER, WINTER)[ACTIONS.index(action) % 2]
    site.clock.now = millis(switch) - MINUTE // 2
    assert outcome(action, site, MINUTE // 2 + SECOND) == course.after
    assert site.unsound() == []


@pytest.mark.parametrize("action", each(19))
def test_on_what_a_later_version_wrote(action: Action, course: Course, site: Site) -> None:
    """Fault 19: the action does the same, and what it does not know of an item stays."""
    do = action.prepare(site)
    table = site.services.table
    written = [as_stored(item) for item in table.scan()]
    table.put_all(written)
    assert do() == DONE
    assert action.seen(site) == course.after
    kept = {(item["pk"], item["sk"]): item for item in table.scan()}
    for item in written:
        now = kept.get((item["pk"], item["sk"]))
        # Queues' places and attempts are written anew, and hold nothing of their own.
        assert now is None or FUTURE.items() <= now.items() or item["sk"] in ANEW, item["sk"]
    assert site.unsound() == []


ANEW = ("ATTEMPTS",)


def as_stored(item: Item) -> Item:
    later = of_a_later_version(item)
    assert isinstance(later, dict)
    return later
