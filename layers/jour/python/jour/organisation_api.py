"""What administrators read and edit of their organisation (contract)."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictInt, StrictStr

from jour.conference_rooms_api import RoomBody, RoomView, room_views, rooms_of
from jour.errors import Conflict
from jour.http import Body
from jour.organisation import MOST_CHATS_AT_ONCE, Organisation, PasswordPolicy
from jour.pause_reasons import Reasons, reasons_of
from jour.phone import PhoneRejected, parse
from jour.store.organisations import Organisations
from jour.store.phones import PhoneTaken

Written = Annotated[StrictStr, Field(max_length=64)]


class OrganisationBody(Body):
    """An edit: what is left out stays."""

    version: int | None = None
    """Of what the administrator saw; an edit on something older is refused."""
    name: Annotated[StrictStr, Field(min_length=1, max_length=100, pattern=r"\S")] | None = None
    password_policy: Literal["standard", "strict", "modern"] | None = None
    require_mixed_case: bool | None = None
    distance_pin_required: bool | None = None
    switchboard_numbers: Annotated[list[Written], Field(max_length=20)] | None = None
    """As people write them; those that telephones behind a switchboard present (F6)."""
    distance_misses_limit: Annotated[StrictInt, Field(ge=1, le=20)] | None = None
    """So many calls in a row not answered log a distance agent out (B4)."""

    conference_rooms: Annotated[list[RoomBody], Field(max_length=20)] | None = None
    """All of them: one that is left out is no more."""
    pause_reasons: Reasons | None = None
    """All of them, in the order in which agents are shown them."""
    language: Literal["sv", "en"] | None = None
    """Of what customers hear, and of the mails of users added from now on."""
    chats_at_once: Annotated[StrictInt, Field(ge=1, le=MOST_CHATS_AT_ONCE)] | None = None
    """So many chats an agent has at a time."""
    chats_during_calls: bool | None = None
    """Whether somebody who is on a call may be offered a chat."""

    def applied(self, to: Organisation) -> Organisation:
        """The organisation after this edit.

        Raises Conflict `edited_meanwhile` for an older version; Invalid `invalid_phone`,
        `invalid_room_pin` or `invalid_pause_reason`.
        """
        if self.version not in (None, to.version):
            raise Conflict("edited_meanwhile")
        policy, mixed = self.password_policy, self.require_mixed_case
        pin, written = self.distance_pin_required, self.switchboard_numbers
        limit = self.distance_misses_limit
        rooms, reasons = self.conference_rooms, self.pause_reasons
        at_once, during_calls = self.chats_at_once, self.chats_during_calls
        return replace(
            to,
            name=to.name if self.name is None else self.name.strip(),
            password_policy=to.password_policy if policy is None else PasswordPolicy(policy),
            require_mixed_case=to.require_mixed_case if mixed is None else mixed,
            distance_pin_required=to.distance_pin_required if pin is None else pin,
            switchboard_numbers=to.switchboard_numbers if written is None else _parsed(written),
            distance_misses_limit=to.distance_misses_limit if limit is None else limit,
            conference_rooms=to.conference_rooms if rooms is None else rooms_of(rooms),
            pause_reasons=to.pause_reasons if reasons is None else reasons_of(reasons),
            language=self.language or to.language,
            chats_at_once=to.chats_at_once if at_once is None else at_once,
            chats_during_calls=to.chats_during_calls if during_calls is None else during_calls,
        )


def edit_organisation(
    body: OrganisationBody,
    before: Organisation,
    organisations: Organisations,
    service_number: str | None,
) -> Organisation:
    """Raises as `applied`; Conflict `phone_taken` with the field of the number."""
    after = body.applied(before)
    numbers = after.switchboard_numbers
    if service_number is not None and service_number in numbers:
        place = numbers.index(service_number)
        raise Conflict("phone_taken", field=f"switchboard_numbers.{place}")
    try:
        return organisations.edit(before, after)
    except PhoneTaken as taken:
        taken.values["field"] = f"switchboard_numbers.{numbers.index(taken.number)}"
        raise


class OrganisationAnswer(BaseModel):
    """The organisation as administrators see it."""

    id: str
    name: str
    password_policy: str
    require_mixed_case: bool
    distance_pin_required: bool
    switchboard_numbers: list[str]
    distance_misses_limit: int
    conference_rooms: list[RoomView]
    pause_reasons: list[str]
    language: str
    chats_at_once: int
    chats_during_calls: bool
    service_number: str | None
    """What agents ring to log in and out (F1); the same for everybody."""
    version: int


def organisation_answer(
    organisation: Organisation, service_number: str | None
) -> OrganisationAnswer:
    return OrganisationAnswer(
        id=organisation.id,
        name=organisation.name,
        password_policy=organisation.password_policy.value,
        require_mixed_case=organisation.require_mixed_case,
        distance_pin_required=organisation.distance_pin_required,
        switchboard_numbers=list(organisation.switchboard_numbers),
        distance_misses_limit=organisation.distance_misses_limit,
        conference_rooms=room_views(organisation.conference_rooms),
        pause_reasons=list(organisation.pause_reasons),
        language=organisation.language,
        chats_at_once=organisation.chats_at_once,
        chats_during_calls=organisation.chats_during_calls,
        service_number=service_number,
        version=organisation.version,
    )


def _parsed(written: list[str]) -> tuple[str, ...]:
    """The numbers, each once."""
    numbers: dict[str, None] = {}
    for place, number in enumerate(written):
        try:
            numbers[parse(number)] = None
        except PhoneRejected as rejected:
            rejected.values["field"] = f"switchboard_numbers.{place}"
            raise
    return tuple(numbers)
