"""Sending a text message by SNS, and reading what became of it."""

from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ProxyConnectionError,
)

from jour.observe import logger
from jour.sms import SmsState, Word

_BUSY = frozenset({"Throttled", "ThrottledException", "Throttling", "ThrottlingException"})
_REFUSALS = {
    "InvalidParameter": "invalid_number",
    "InvalidParameterException": "invalid_number",
    "InvalidParameterValue": "invalid_number",
    "ParameterValueInvalid": "invalid_number",
    "OptedOut": "opted_out",
    "OptedOutException": "opted_out",
    "AuthorizationError": "blocked",
    "AuthorizationErrorException": "blocked",
    "AccessDenied": "blocked",
    "AccessDeniedException": "blocked",
    "UserError": "blocked",
    "UserErrorException": "blocked",
}
"""SNS says InvalidParameter of numbers that do not exist and of those that have opted out alike."""
_UNREACHED = (
    EndpointConnectionError,
    ConnectTimeoutError,
    NoCredentialsError,
    ProxyConnectionError,
)
"""The request never left: it certainly was not accepted."""


class SnsClient(Protocol):
    """What is used of boto3's `sns` client, which must not retry by itself."""

    def publish(self, **request: Any) -> Any:
        """Hand a message over."""


@dataclass(frozen=True, slots=True)
class SmsSender:
    """Hands messages over to SNS, once: whether to try again is the caller's to decide."""

    client: SnsClient
    sender_id: str

    def send(self, to: str, text: str) -> Word:
        """What became of it; never raises for what SNS or the network does."""
        try:
            self.client.publish(PhoneNumber=to, Message=text, MessageAttributes=self._attributes())
        except ClientError as refusal:
            return _told(_of_refusal(refusal))
        except _UNREACHED:
            return _told(Word(SmsState.OPEN, "unreachable"))
        except BotoCoreError:
            # Sent, perhaps, and the answer lost on the way.
            return _told(Word(SmsState.UNKNOWN, "no_answer"))
        return Word(SmsState.SENT)

    def _attributes(self) -> dict[str, dict[str, str]]:
        told = {"AWS.SNS.SMS.SenderID": self.sender_id, "AWS.SNS.SMS.SMSType": "Transactional"}
        return {name: {"DataType": "String", "StringValue": told[name]} for name in told}


def _of_refusal(refusal: ClientError) -> Word:
    code = refusal.response["Error"]["Code"]
    status = refusal.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
    if code in _BUSY or status == 429:
        return Word(SmsState.OPEN, "busy")
    if status >= 500:
        return Word(SmsState.UNKNOWN, "service_error")
    return Word(SmsState.FAILED, _REFUSALS.get(code, "refused"))


def _told(word: Word) -> Word:
    # SNS quotes the number in its refusals: their texts stay out of our logs.
    logger.warning("sms not sent", extra={"state": word.state.value, "why": word.reason})
    return word
