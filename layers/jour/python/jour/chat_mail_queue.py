"""The queue of the function that mails about chats. It holds ids, never addresses or texts."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from jour.errors import Unavailable

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class ChatMailQueue:
    """Announces mails that are written down. Raises Unavailable: the stream tells of them again."""

    client: "SQSClient"
    url: str

    def announce(self, mail_id: str) -> None:
        """Have it mailed soon; one that is not there, or was mailed, means nothing."""
        try:
            body = json.dumps({"chat_mail": mail_id})
            self.client.send_message(QueueUrl=self.url, MessageBody=body)
        except (ClientError, BotoCoreError) as trouble:
            raise Unavailable from trouble
