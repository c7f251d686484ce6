"""What becomes of an action where nothing goes wrong."""

from dataclasses import dataclass

from tests.faults.actions import Action
from tests.faults.boundary import Request
from tests.faults.site import DONE, Site


@dataclass(frozen=True)
class Course:
    """An action without faults: how things are before and after, and what it asks for."""

    before: object
    after: object
    requests: tuple[Request, ...]

    @property
    def commit(self) -> int:
        """Which of its requests is its first write; the first of all where it writes nothing."""
        writes = [n for n, request in enumerate(self.requests) if request.writes]
        return (*writes, 0)[0]


def course_of(action: Action, site: Site) -> Course:
    do = action.prepare(site)
    before, mark = action.seen(site), len(site.boundary.requests)
    assert do() == DONE
    requests = tuple(site.boundary.since(mark))
    return Course(before, action.seen(site), requests)
