"""Asking Amazon Connect whether a contact is over, where its event may have been lost."""

from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from jour.observe import logger

_UNKNOWN = "ResourceNotFoundException"


class Connect(Protocol):
    """What is used of boto3's `connect` client."""

    def describe_contact(self, **request: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class ContactLookup:
    """Describes contacts of one instance."""

    connect: Connect
    instance_id: str

    def is_over(self, contact: str) -> bool:
        """Whether the contact has ended, or never was one of the instance.

        False also where Connect does not answer: nobody is freed on a guess.
        """
        try:
            told = self.connect.describe_contact(InstanceId=self.instance_id, ContactId=contact)
        except ClientError as refusal:
            code = refusal.response["Error"]["Code"]
            if code == _UNKNOWN:
                return True
            logger.warning("contact not described", extra={"contact": contact, "why": code})
            return False
        except BotoCoreError as silence:
            why = type(silence).__name__
            logger.warning("contact not described", extra={"contact": contact, "why": why})
            return False
        return told["Contact"].get("DisconnectTimestamp") is not None
