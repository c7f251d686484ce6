"""The queue of the function that makes and mails passwords. Messages hold ids, never secrets."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import BotoCoreError, ClientError

from jour.credential_order import CredentialOrder
from jour.errors import Unavailable
from jour.notice import Notice

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class RotationQueue:
    """Sends the messages that password_rotation reads. Raises Unavailable."""

    client: "SQSClient"
    url: str

    def mail(self, order: CredentialOrder) -> None:
        """Make and mail a temporary password for this order."""
        self._send({"user": order.user, "order": order.id})

    def forgotten(self, user_id: str, source: str) -> None:
        """Somebody at this (hashed) source has forgotten the password of a user who may exist."""
        self._send({"forgotten": user_id, "source": source})

    def remind(self, org: str) -> None:
        """Remind users of this organisation whose passwords run out soon."""
        self._send({"reminders": org})

    def notify(self, notice: Notice) -> None:
        """Mail the notice that lies in this call's item."""
        self._send({"notice": notice.contact})

    def _send(self, message: dict[str, Any]) -> None:
        try:
            self.client.send_message(QueueUrl=self.url, MessageBody=json.dumps(message))
        except (ClientError, BotoCoreError) as trouble:
            raise Unavailable from trouble
