"""What administrators are told of mails that did not arrive, and ask of text messages."""

from collections.abc import Iterable, Mapping
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel

from jour.clock import Millis, iso
from jour.credential_order import CredentialOrder
from jour.errors import Conflict, NotFound
from jour.sms import is_repeatable, repeated
from jour.sms_queue import SmsQueue
from jour.store.sms_outbox import SmsOutbox
from jour.user import User

SmsPath = Annotated[str, Path(min_length=1, max_length=200)]


class UndeliveredView(BaseModel):
    """Credentials that somebody did not get: `failed`, or `bounced` at the address."""

    user: str
    name: str
    email: str
    state: str
    cause: str
    at: str


class DeliveriesAnswer(BaseModel):
    """Mails with credentials that did not arrive, newest first."""

    credentials: list[UndeliveredView]


def deliveries_answer(
    orders: Iterable[CredentialOrder], users: Mapping[str, User]
) -> DeliveriesAnswer:
    """Less those of users who are gone, disabled, or have chosen a password since."""
    rows = [(order, users[order.user]) for order in orders if order.user in users]
    open_still = [(order, user) for order, user in rows if _still_matters(order, user)]
    return DeliveriesAnswer(credentials=[_view(order, user) for order, user in open_still])


def _still_matters(order: CredentialOrder, user: User) -> bool:
    chosen = user.credential is not None and user.credential.set_at > order.state_at
    return user.org == order.org and not user.disabled and not chosen


def _view(order: CredentialOrder, user: User) -> UndeliveredView:
    return UndeliveredView(
        user=user.id,
        name=user.name,
        email=user.email,
        state=order.state.value,
        cause=order.cause.value,
        at=iso(order.state_at),
    )


def send_again(org: str, sms_id: str, outbox: SmsOutbox, queue: SmsQueue, now: Millis) -> None:
    """Say once more what a text message did not say for sure; the old one is forgotten.

    Raises NotFound `unknown_sms`, also for one that is seen to by now; Conflict
    `sms_not_repeatable`.
    """
    sms = outbox.get(sms_id)
    if sms is None or sms.org != org:
        raise NotFound("unknown_sms")
    if not is_repeatable(sms):
        raise Conflict("sms_not_repeatable")
    anew = repeated(sms, now)
    if not outbox.dismiss(org, sms_id, instead=anew):
        raise NotFound("unknown_sms")
    queue.announce(anew)


def forget(org: str, sms_id: str, outbox: SmsOutbox) -> None:
    """Tell of this text message no more; NotFound `unknown_sms`."""
    if not outbox.dismiss(org, sms_id):
        raise NotFound("unknown_sms")
