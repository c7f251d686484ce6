"""What administrators read and edit of their users (contract)."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field, SecretStr, StrictStr

from jour.clock import Millis, iso
from jour.credential_order import CredentialOrder
from jour.errors import Invalid
from jour.http import Body
from jour.mail_address import MailAddress
from jour.organisation import Organisation
from jour.password_standing import standing
from jour.phone import PhoneRejected, parse, receives_sms
from jour.texts import sentence
from jour.user import Credential, Distance, Role, Softphone, User, canonical_id
from jour.user_edit import KEPT, DistanceEdit, Kept, UserEdit, checked_pin

Seal = Callable[[str], Credential]
Find = Callable[[str], Softphone]
"""Finds a user of Amazon Connect by name; raises Invalid `unknown_connect_user`."""
AfterQuery = Annotated[str, Query(max_length=64)]
"""The id with which an earlier page ended."""
LimitQuery = Annotated[int, Query(ge=1, le=500)]
Short = Annotated[StrictStr, Field(min_length=1, max_length=64)]
Written = Annotated[StrictStr, Field(max_length=64)]
Name = Annotated[StrictStr, Field(min_length=1, max_length=100, pattern=r"\S")]
Roles = Annotated[list[Literal["agent", "admin"]], Field(max_length=2)]
Groups = Annotated[list[Short], Field(max_length=80)]


class DistanceBody(Body):
    """An edit of a registration for distance login: what is left out stays."""

    number: Written = ""
    """As people write it; has to be there in a new registration."""
    alternative_number: Written | None = None
    preselected_groups: Groups = Field(default_factory=list)
    """None: all of the agent's voice groups."""
    pin: Annotated[SecretStr, Field(max_length=64)] | None = None
    """4 to 6 digits; null takes it away. Never answered."""

    def edit(self, seal: Seal) -> DistanceEdit:
        """The same for the domain; Invalid `invalid_phone` or `invalid_pin`."""
        named, alternative, pin = self.model_fields_set, self.alternative_number, self.pin
        if alternative is not None:
            alternative = _parsed(alternative, "alternative_number")
        return DistanceEdit(
            number=_parsed(self.number, "number") if "number" in named else KEPT,
            alternative_number=alternative if "alternative_number" in named else KEPT,
            preselected_groups=tuple(self.preselected_groups)
            if "preselected_groups" in named
            else KEPT,
            pin=_sealed(pin, seal) if "pin" in named else KEPT,
        )


class SoftphoneBody(Body):
    """IP telephony (D7): which user of Amazon Connect the agent is."""

    connect_user: Annotated[StrictStr, Field(min_length=1, max_length=100)]
    """The user name there; it has to exist."""


class UserBody(Body):
    """An edit of a user: what is left out stays."""

    version: int | None = None
    """Of what the administrator saw; an edit on something older is refused."""
    name: Name | None = None
    email: MailAddress | None = None
    language: Literal["sv", "en"] | None = None
    roles: Roles | None = None
    groups: Groups | None = None
    disabled: bool | None = None
    distance: DistanceBody | None = None
    """null: no distance login any more."""
    softphone: SoftphoneBody | None = None
    """null: no IP telephony any more."""

    def edit(self, seal: Seal, find: Find) -> UserEdit:
        """The same for the domain.

        Raises Invalid `invalid_phone`, `invalid_pin` or `unknown_connect_user`; Unavailable.
        """
        return UserEdit(
            version=self.version,
            name=KEPT if self.name is None else self.name.strip(),
            email=KEPT if self.email is None else self.email,
            language=KEPT if self.language is None else self.language,
            roles=KEPT if self.roles is None else frozenset(map(Role, self.roles)),
            groups=KEPT if self.groups is None else tuple(self.groups),
            disabled=KEPT if self.disabled is None else self.disabled,
            distance=self._distance(seal),
            softphone=self._softphone(find),
        )

    def _softphone(self, find: Find) -> Softphone | Kept | None:
        if "softphone" not in self.model_fields_set:
            return KEPT
        return None if self.softphone is None else find(self.softphone.connect_user)

    def _distance(self, seal: Seal) -> DistanceEdit | Kept | None:
        if "distance" not in self.model_fields_set:
            return KEPT
        return None if self.distance is None else self.distance.edit(seal)


class NewUserBody(UserBody):
    """Somebody new: an agent who reads the organisation's language, where nothing else is said."""

    id: Annotated[StrictStr, Field(max_length=128)]
    name: Name
    email: MailAddress

    def user(self, organisation: Organisation) -> User:
        """Somebody with this id, before anything is known of them; Invalid `invalid_user_id`."""
        user_id = canonical_id(self.id)
        if user_id is None:
            raise Invalid("invalid_user_id", field="id")
        return unknown_user(user_id, self.name, self.email, organisation)


def unknown_user(user_id: str, name: str, email: str, organisation: Organisation) -> User:
    """Somebody new, before an edit says what they are to be."""
    language = organisation.language
    return User(user_id, organisation.id, name, email, None, version=0, language=language)


class CredentialsView(BaseModel):
    """How far the newest mailed password has come: ordered, sent, failed or bounced."""

    state: str
    at: str


class DistanceView(BaseModel):
    """A registration for distance login; numbers are E.164."""

    number: str
    alternative_number: str | None
    preselected_groups: list[str]
    has_pin: bool


class SoftphoneView(BaseModel):
    """IP telephony (D7)."""

    connect_user: str


class WarningView(BaseModel):
    """Something that is allowed, and may not be what was meant."""

    code: str
    field: str
    message: str


class UserView(BaseModel):
    """One user."""

    id: str
    name: str
    email: str
    language: str
    roles: list[str]
    groups: list[str]
    disabled: bool
    distance: DistanceView | None
    softphone: SoftphoneView | None
    credentials: CredentialsView | None
    password: str
    """chosen, temporary (mailed, not used yet), none, must_change or expired."""
    warnings: list[WarningView]
    version: int


class UsersAnswer(BaseModel):
    """Users of the organisation, by id."""

    users: list[UserView]
    after: str | None
    """Where the next page begins; null on the last."""


def users_answer(
    users: list[User],
    after: str | None,
    orders: Mapping[str, CredentialOrder],
    organisation: Organisation,
    language: str,
    now: Millis,
) -> UsersAnswer:
    rows = [user_view(user, orders.get(user.id), organisation, language, now) for user in users]
    return UsersAnswer(users=rows, after=after)


def user_view(
    user: User,
    order: CredentialOrder | None,
    organisation: Organisation,
    language: str,
    now: Millis,
) -> UserView:
    return UserView(
        id=user.id,
        name=user.name,
        email=user.email,
        language=user.language,
        roles=sorted(user.roles),
        groups=[group for group in user.groups if group in organisation.groups],
        disabled=user.disabled,
        distance=None if user.distance is None else _distance_view(user.distance),
        softphone=_softphone_view(user.softphone),
        credentials=None if order is None else _credentials(order),
        password=standing(user, organisation, now).value,
        warnings=_warnings(user.distance, language) if user.distance else [],
        version=user.version,
    )


def _credentials(order: CredentialOrder) -> CredentialsView:
    return CredentialsView(state=order.state.value, at=iso(order.state_at))


def _distance_view(distance: Distance) -> DistanceView:
    return DistanceView(
        number=distance.number,
        alternative_number=distance.alternative_number,
        preselected_groups=list(distance.preselected_groups),
        has_pin=distance.pin is not None,
    )


def _softphone_view(softphone: Softphone | None) -> SoftphoneView | None:
    return None if softphone is None else SoftphoneView(connect_user=softphone.connect_user)


def _warnings(distance: Distance, language: str) -> list[WarningView]:
    """Only Nummer is sent an SMS (F12); the alternative number only ever calls."""
    if receives_sms(distance.number):
        return []
    message = sentence("not_mobile", language)
    return [WarningView(code="not_mobile", field="number", message=message)]


def _parsed(written: str, field: str) -> str:
    try:
        return parse(written)
    except PhoneRejected as rejected:
        rejected.values["field"] = field
        raise


def _sealed(pin: SecretStr | None, seal: Seal) -> Credential | None:
    return None if pin is None else seal(checked_pin(pin.get_secret_value()))
