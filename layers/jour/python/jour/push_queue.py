"""The queue of the function that sends push messages. It holds ids, never names or numbers."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from jour.errors import Unavailable
from jour.push_order import PushOrder

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class PushQueue:
    """Has orders carried out soon."""

    client: "SQSClient"
    url: str

    def put(self, orders: Iterable[PushOrder]) -> None:
        """Raises Unavailable when SQS does not take one: the stream brings it again."""
        for order in orders:
            try:
                self.client.send_message(QueueUrl=self.url, MessageBody=json.dumps(asdict(order)))
            except (ClientError, BotoCoreError) as failure:
                raise Unavailable from failure


def read_order(message: dict[str, Any]) -> PushOrder:
    """An order as the queue brings it. KeyError or TypeError for anything else."""
    org, user, session_id = (str(message[name]) for name in ("org", "user", "session_id"))
    contact = message["contact"]
    return PushOrder(org, user, session_id, None if contact is None else str(contact))
