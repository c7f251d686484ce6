"""Invitations to a conference: Amazon Connect rings a number, and a flow asks who answers.

Connect tells two requests with one token apart from two calls: for seven days the same token never
rings twice, so a request may be repeated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from jour.observe import logger


class Connect(Protocol):
    """What is used of boto3's `connect` client."""

    def start_outbound_voice_contact(self, **request: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class ConferenceInvites:
    """Rings people from one instance, with the flow that invites them."""

    connect: Connect
    instance_id: str
    flow_id: str

    def ring(
        self, number: str, *, shown: str, token: str, attributes: Mapping[str, str], ring_s: int
    ) -> str | None:
        """Ring a number, which is shown another one of ours; both are E.164.

        The id of Connect's contact, the same for the same token; None where Connect refuses or does
        not answer: then the number may or may not ring.
        """
        try:
            begun = self.connect.start_outbound_voice_contact(
                DestinationPhoneNumber=number,
                ContactFlowId=self.flow_id,
                InstanceId=self.instance_id,
                SourcePhoneNumber=shown,
                Attributes=dict(attributes),
                ClientToken=token,
                RingTimeoutInSeconds=ring_s,
            )
        except ClientError as refusal:
            code = refusal.response["Error"]["Code"]
            logger.warning("not rung", extra={"number": number[-2:], "why": code})
            return None
        except BotoCoreError as silence:
            why = type(silence).__name__
            logger.warning("not rung", extra={"number": number[-2:], "why": why})
            return None
        return str(begun["ContactId"])
