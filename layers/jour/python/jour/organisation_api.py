"""What administrators read and edit of their organisation (contract)."""

from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StrictStr

from jour.errors import Conflict
from jour.http import Body
from jour.organisation import Organisation, PasswordPolicy


class OrganisationBody(Body):
    """An edit: what is left out stays."""

    version: int | None = None
    """Of what the administrator saw; an edit on something older is refused."""
    name: Annotated[StrictStr, Field(min_length=1, max_length=100, pattern=r"\S")] | None = None
    password_policy: Literal["standard", "strict", "modern"] | None = None
    require_mixed_case: bool | None = None

    def applied(self, to: Organisation) -> Organisation:
        """The organisation after this edit; Conflict `edited_meanwhile` for an older version."""
        if self.version not in (None, to.version):
            raise Conflict("edited_meanwhile")
        policy, mixed = self.password_policy, self.require_mixed_case
        return replace(
            to,
            name=to.name if self.name is None else self.name.strip(),
            password_policy=to.password_policy if policy is None else PasswordPolicy(policy),
            require_mixed_case=to.require_mixed_case if mixed is None else mixed,
        )


class OrganisationAnswer(BaseModel):
    """The organisation as administrators see it."""

    id: str
    name: str
    password_policy: str
    require_mixed_case: bool
    version: int


def organisation_answer(organisation: Organisation) -> OrganisationAnswer:
    return OrganisationAnswer(
        id=organisation.id,
        name=organisation.name,
        password_policy=organisation.password_policy.value,
        require_mixed_case=organisation.require_mixed_case,
        version=organisation.version,
    )
