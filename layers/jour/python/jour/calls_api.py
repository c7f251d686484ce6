"""Bodies and answers of /api/calls and /api/forwarding (contract)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field, StrictStr, model_validator

from jour.clock import Millis, iso
from jour.contact import Contact, ContactState, state_now
from jour.errors import Invalid
from jour.forwarding import Forwarding
from jour.handout import state_of
from jour.hop import Hop, HopKind
from jour.http import Body
from jour.my_calls import Target, Wanted
from jour.next_hop import results
from jour.organisation import Media, Organisation
from jour.phone import PhoneRejected, parse

Id = Annotated[StrictStr, Field(min_length=1, max_length=128)]
Written = Annotated[StrictStr, Field(max_length=64)]
ContactPath = Annotated[str, Path(min_length=1, max_length=256)]


class ToBody(Body):
    """Where to: one of them."""

    user: Id | None = None
    group: Id | None = None
    number: Written | None = None
    """As people write it."""

    @model_validator(mode="after")
    def _one(self) -> "ToBody":
        if sum(one is not None for one in (self.user, self.group, self.number)) != 1:
            raise ValueError("one of user, group and number")
        return self


class ForwardBody(Body):
    """Where a call goes when its user hangs up."""

    to: ToBody

    def wanted(self) -> Wanted:
        """Raises Invalid `invalid_phone`."""
        if self.to.user is not None:
            return Wanted(HopKind.USER, self.to.user)
        if self.to.group is not None:
            return Wanted(HopKind.GROUP, self.to.group)
        return Wanted(HopKind.NUMBER, _number(self.to.number or "", "to.number"))


class ConferenceBody(Body):
    """Into which room a call goes, and who else is rung."""

    room: Id
    invite: Annotated[list[Written], Field(max_length=20, default_factory=list)]

    def wanted(self) -> Wanted:
        """Raises Invalid `invalid_phone` with the place of the number."""
        found = [_number(one, f"invite.{place}") for place, one in enumerate(self.invite)]
        return Wanted(HopKind.ROOM, self.room, tuple(dict.fromkeys(found)))


class ForwardingBody(Body):
    """Where the calls go that colleagues send to me, and until when."""

    to: Written
    until: Annotated[StrictStr, Field(max_length=40)]
    """ISO 8601, with its offset from UTC."""

    def number(self) -> str:
        return _number(self.to, "to")

    def moment(self) -> Millis:
        """Raises Invalid `invalid_until`."""
        try:
            read = datetime.fromisoformat(self.until)
        except ValueError as unread:
            raise Invalid("invalid_until", field="until") from unread
        if read.tzinfo is None:
            raise Invalid("invalid_until", field="until")
        return int(read.timestamp() * 1000)


class HopView(BaseModel):
    """Where a call goes, or went."""

    kind: str
    to: str
    name: str
    by: str
    by_name: str
    at: str
    invites: list[str]
    result: str | None
    """None while it is only set."""


class CallView(BaseModel):
    """One of my live calls."""

    contact: str
    group: str
    group_name: str
    caller: str | None
    name: str | None
    since: str
    state: str
    """`offered` while my telephone rings, `talking`."""
    is_softphone: bool
    next_hop: HopView | None
    hops: list[HopView]


class CallsAnswer(BaseModel):
    """My live calls."""

    calls: list[CallView]


class ColleagueView(BaseModel):
    """Somebody to send a call to."""

    user: str
    name: str
    state: str
    """As presence shows it; `away` for who is not logged in as an agent."""
    since: str | None
    forwarding_until: str | None
    reached_by: str | None


class TargetView(BaseModel):
    """A group, or a room."""

    id: str
    name: str
    answers: bool


class TargetsAnswer(BaseModel):
    """Whom and what I can send a call to."""

    colleagues: list[ColleagueView]
    groups: list[TargetView]
    rooms: list[TargetView]


class ForwardingView(BaseModel):
    """My forwarding."""

    to: str
    until: str


class ForwardingAnswer(BaseModel):
    """null while my calls reach me as usual."""

    forwarding: ForwardingView | None


def calls_answer(calls: Iterable[Contact], organisation: Organisation, now: Millis) -> CallsAnswer:
    return CallsAnswer(calls=[_call(one, organisation, now) for one in calls])


def targets_answer(
    targets: Iterable[Target], answering: list[str], organisation: Organisation, now: Millis
) -> TargetsAnswer:
    groups = [one for one in organisation.groups.values() if one.media is Media.VOICE]
    colleagues = sorted((_colleague(one, now) for one in targets), key=lambda one: one.name)
    return TargetsAnswer(
        colleagues=colleagues,
        groups=[TargetView(id=g.id, name=g.name, answers=g.id in answering) for g in groups],
        rooms=[
            TargetView(id=room.id, name=room.name, answers=True)
            for room in organisation.conference_rooms
        ],
    )


def forwarding_answer(forwarding: Forwarding | None) -> ForwardingAnswer:
    if forwarding is None:
        return ForwardingAnswer(forwarding=None)
    view = ForwardingView(to=forwarding.number, until=iso(forwarding.until))
    return ForwardingAnswer(forwarding=view)


def hop_view(hop: Hop, outcome: str | None) -> HopView:
    return HopView(
        kind=hop.kind.value,
        to=hop.to,
        name=hop.name,
        by=hop.by,
        by_name=hop.by_name,
        at=iso(hop.began_at or hop.set_at),
        invites=list(hop.invites),
        result=outcome,
    )


def _call(contact: Contact, organisation: Organisation, now: Millis) -> CallView:
    group = organisation.groups.get(contact.group)
    offer, talking = contact.offer, state_now(contact, now) is ContactState.TALKING
    hops = [hop_view(one, one.result) for one in results(contact, now)]
    return CallView(
        contact=contact.id,
        group=contact.group,
        group_name=group.name if group else contact.group,
        caller=contact.caller,
        name=contact.name,
        since=iso(offer.at if offer else contact.arrived_at),
        state="talking" if talking else "offered",
        is_softphone=offer is not None and offer.connect_agent is not None,
        next_hop=hop_view(contact.next_hop, None) if contact.next_hop else None,
        hops=hops,
    )


def _colleague(target: Target, now: Millis) -> ColleagueView:
    login = target.login
    return ColleagueView(
        user=target.user.id,
        name=target.user.name,
        state=state_of(login, now) if login else "away",
        since=iso(login.since) if login else None,
        forwarding_until=iso(target.forwarding_until) if target.forwarding_until else None,
        reached_by=target.reached_by,
    )


def _number(written: str, field: str) -> str:
    try:
        return parse(written)
    except PhoneRejected as rejected:
        rejected.values["field"] = field
        raise
