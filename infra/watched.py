"""What JourWatch watches. JourCore enters what it makes; a test finds what it forgot."""

from dataclasses import dataclass, field

from aws_cdk import aws_logs as logs

from infra.dead_letters import DeadLetters
from infra.function import JourFunction
from infra.http_api import JourHttpApi
from infra.socket_api import JourSocketApi
from infra.table import SingleTable
from infra.work_queue import WorkQueue


@dataclass(frozen=True)
class Watched:
    """Everything of a deployment that can fail by itself."""

    table: SingleTable
    http_api: JourHttpApi
    socket_api: JourSocketApi
    functions: dict[str, JourFunction] = field(default_factory=dict)
    """By folder."""
    dead_letters: list[DeadLetters] = field(default_factory=list)
    followers: list[JourFunction] = field(default_factory=list)
    """Functions that follow the table's stream."""
    queues: list[WorkQueue] = field(default_factory=list)

    def queue(self, queue: WorkQueue) -> WorkQueue:
        """Enter a queue of work, with its dead letters."""
        self.queues.append(queue)
        self.dead_letters.append(queue.dead_letters)
        return queue

    @property
    def alone(self) -> list[JourFunction]:
        """Functions whose failing nothing else tells of.

        Behind the HTTP API it is a status 5xx; what a queue, the stream, a rule or the schedule
        brings comes again, then late, and lies among the dead letters in the end.
        """
        told = {letters.of for letters in self.dead_letters} | self.http_api.folders
        return [function for name, function in self.functions.items() if name not in told]

    @property
    def log_groups(self) -> list[logs.LogGroup]:
        return [function.log_group for function in self.functions.values()]
