"""The queue of the function that sends text messages. It holds ids, never numbers or texts."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from jour.observe import logger
from jour.sms import Sms

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class SmsQueue:
    """Announces messages that lie in the outbox."""

    client: "SQSClient"
    url: str

    def announce(self, sms: Sms) -> None:
        """Have it sent soon. Never fails: the sweep announces again what was not announced."""
        try:
            self.client.send_message(QueueUrl=self.url, MessageBody=json.dumps({"sms": sms.id}))
        except (ClientError, BotoCoreError):
            logger.warning("sms not announced", extra={"sms": sms.id})
