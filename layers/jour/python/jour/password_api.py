"""Bodies and answers of the password routes (contract)."""

from typing import Annotated

from pydantic import BaseModel, Field, StrictStr

from jour.http import Body, rule_view
from jour.password_policy import Violation

# The policy says how long a password may be; this bounds the work of finding out.
Password = Annotated[StrictStr, Field(max_length=1024)]


class ChangeBody(Body):
    """What the page for a new password sends."""

    current_password: Password
    new_password: Password


class CheckBody(Body):
    """What the same page asks while somebody types."""

    new_password: Password


class ForgottenBody(Body):
    """Whose password was forgotten."""

    user_id: Annotated[StrictStr, Field(min_length=1, max_length=128)]


class RuleView(BaseModel):
    """A rule, or how it is broken."""

    rule: str
    message: str


class CheckAnswer(BaseModel):
    """Which rules the password breaks, and all the rules that there are."""

    violations: list[RuleView]
    rules: list[RuleView]


def check_answer(broken: list[Violation], rules: list[Violation], language: str) -> CheckAnswer:
    """Both lists in the reader's language."""
    return CheckAnswer(
        violations=[RuleView(**rule_view(v, language)) for v in broken],
        rules=[RuleView(**rule_view(rule, language)) for rule in rules],
    )
