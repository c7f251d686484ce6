"""Which flow answers which number: what the template ties, and the groups' numbers of now."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from local.connect.flow import Flow


@dataclass(frozen=True)
class Ties:
    """What the template says."""

    numbers: Mapping[str, Flow]
    """The flow of each number, E.164."""
    customers: Flow | None = None
    """The flow that the numbers of groups lead to, whichever these are."""
    flows: Mapping[str, Flow] = field(default_factory=dict)
    """Every flow by its ARN."""


class Numbering:
    """Every number that can be rung.

    Administrators give groups other numbers during a run; in AWS somebody ties them, here they
    lead to the customers' flow at once.
    """

    def __init__(self, ties: Ties, group_numbers: Callable[[], Collection[str]]) -> None:
        self._ties = ties
        self._group_numbers = group_numbers

    async def flow_of(self, number: str) -> Flow | None:
        """The flow that answers now; None for a number that is not in service."""
        tied = self._ties.numbers.get(number)
        if tied is not None or self._ties.customers is None:
            return tied
        groups = await run_in_threadpool(self._group_numbers)
        return self._ties.customers if number in groups else None
