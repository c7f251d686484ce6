"""Having Amazon Connect ring a telephone, and what it answers, in our words."""

from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from jour.errors import Conflict, Unavailable
from jour.observe import logger
from jour.occupation import CUSTOMER_RING_S, PICK_UP_S

_FOR_GOOD = frozenset(
    {
        "DestinationNotAllowedException",
        "OutboundContactNotPermittedException",
        "InvalidParameterException",
        "InvalidRequestException",
        "ResourceNotFoundException",
        "AccessDeniedException",
    }
)
"""Asked again it would be refused again, and nothing has been rung."""


class Connect(Protocol):
    """What is used of boto3's `connect` client."""

    def start_outbound_voice_contact(self, **request: Any) -> Any: ...


class NotDialled(Conflict):
    """Connect refuses to ring this telephone: `phone_not_dialled`, the agent's own unless told."""

    def __init__(self, code: str = "phone_not_dialled") -> None:
        super().__init__(code)


@dataclass(frozen=True, slots=True)
class OutboundVoice:
    """Rings agents' telephones, or customers' for softphones; who answers is led through a flow."""

    connect: Connect
    instance_id: str
    flow_id: str | None
    softphone_flow_id: str | None = None
    """Of customers who are led to a softphone."""

    def ring(self, to: str, shown: str, contact: str, offer: int) -> str:
        """Ring an agent's telephone for an offer, once however often it is asked; Connect's contact
        id. Raises NotDialled, and Unavailable where it may or may not ring.
        """
        return self._ring(to, shown, contact, offer, self.flow_id, PICK_UP_S)

    def ring_customer(self, to: str, shown: str, contact: str, offer: int) -> str:
        """Likewise, for an agent with a softphone, whom they ring up; NotDialled has the code
        `number_not_dialled`."""
        try:
            return self._ring(to, shown, contact, offer, self.softphone_flow_id, CUSTOMER_RING_S)
        except NotDialled as refusal:
            raise NotDialled("number_not_dialled") from refusal

    def _ring(
        self, to: str, shown: str, contact: str, offer: int, flow_id: str | None, ring_s: int
    ) -> str:
        if flow_id is None:
            raise NotDialled
        try:
            answer = self.connect.start_outbound_voice_contact(
                DestinationPhoneNumber=to,
                SourcePhoneNumber=shown,
                ContactFlowId=flow_id,
                InstanceId=self.instance_id,
                # Connect keeps a token for 7 days: the same offer rings once.
                ClientToken=f"{contact}:{offer}",
                Attributes={"contact": contact, "offer": str(offer)},
                RingTimeoutInSeconds=ring_s,
            )
        except ClientError as refusal:
            code = refusal.response["Error"]["Code"]
            logger.warning("telephone not rung", extra={"contact": contact, "why": code})
            raise (NotDialled() if code in _FOR_GOOD else Unavailable()) from refusal
        except BotoCoreError as silence:
            why = type(silence).__name__
            logger.warning("telephone not rung", extra={"contact": contact, "why": why})
            raise Unavailable from silence
        return str(answer["ContactId"])
