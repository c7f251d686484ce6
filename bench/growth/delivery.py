"""Fan-out in virtual time: each shard's records, one batch after another."""

from dataclasses import dataclass, field
from math import ceil

from bench.costs.bill import READ
from bench.costs.functions import PUSH_S
from bench.growth.limits import BATCH, BATCH_S, PAGE_BYTES, PAGE_S


@dataclass(slots=True)
class Reader:
    """Lambda on one shard of the stream."""

    whole_bytes: float
    watchers: float
    bundled: bool
    """Whether all that a batch tells one watcher is one message."""
    waiting: float = 0
    """Records not delivered yet."""
    debt_s: float = 0
    """Of the next second, how much a batch that is under way takes."""
    batches: float = field(default=0, init=False)
    pushes: float = field(default=0, init=False)
    busy_s: float = field(default=0, init=False)
    delay_s: float = field(default=0, init=False)

    def second(self, records: float, messages: float) -> None:
        """One second passes in which so many records come; each would be so many messages."""
        self.waiting += records
        self.batches = self.pushes = self.busy_s = 0
        left = 1 - self.debt_s
        while left > 0 and self.waiting > 1e-9:
            size = min(BATCH, self.waiting)
            # Less than one a second is one now and then: that part of a batch.
            share = min(1.0, size)
            told = self._told(max(1.0, size), messages)
            took = self._takes(told) * share
            self.pushes += told * share
            self.waiting -= size
            self.batches += share
            left -= took
            self.busy_s += took
        self.debt_s = max(0.0, -left)
        served = self.batches * BATCH if self.waiting > BATCH else records
        self.delay_s = self.debt_s + (self.waiting / served if served else 0.0)
        if records:
            self.delay_s += self._takes(self._told(1.0, messages))

    def read_units(self) -> float:
        """Of the organisation's partition, in that second."""
        return self.batches * ceil(self.whole_bytes / READ)

    def _told(self, records: float, messages: float) -> float:
        """Messages of a batch. Presence and queues are told once in it, calls one by one."""
        each = 1.0 if self.bundled else min(messages * records, 2 + records)
        return each * self.watchers

    def _takes(self, told: float) -> float:
        """Seconds of a batch."""
        reading = max(1, ceil(self.whole_bytes / PAGE_BYTES)) * PAGE_S
        return BATCH_S + reading + told * PUSH_S
