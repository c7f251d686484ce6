"""What administrators are told of text messages that did not, or may not, have arrived (F12)."""

from collections.abc import Iterable

from pydantic import BaseModel

from jour.clock import iso
from jour.sms import Sms, is_repeatable

_SHOWN_DIGITS = 2


class SmsView(BaseModel):
    """One text message. Of its number the last two digits are told."""

    id: str
    to_end: str
    user: str
    kind: str
    state: str
    reason: str | None
    at: str
    repeatable: bool
    """Whether it may be sent anew."""


class SmsAnswer(BaseModel):
    """Messages that failed or are unknown, newest first."""

    messages: list[SmsView]


def sms_answer(found: Iterable[Sms]) -> SmsAnswer:
    return SmsAnswer(messages=[_view(sms) for sms in found])


def _view(sms: Sms) -> SmsView:
    return SmsView(
        id=sms.id,
        to_end=sms.to[-_SHOWN_DIGITS:],
        user=sms.user,
        kind=sms.kind.value,
        state=sms.state.value,
        reason=sms.reason,
        at=iso(sms.at),
        repeatable=is_repeatable(sms),
    )
