"""What agents and administrators say of the calls that are made (contract)."""

from datetime import datetime
from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field, StrictStr

from jour.clock import SECOND, Millis
from jour.contact import AttemptResult
from jour.errors import Invalid
from jour.http import Body
from jour.outbound_call import Word

ContactPath = Annotated[str, Path(min_length=1, max_length=64)]


_MOMENT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z$"


class ReportBody(Body):
    """How it went."""

    result: Literal["done", "later", "refused"]
    note: Annotated[StrictStr, Field(max_length=500)] = ""
    code: Annotated[StrictStr, Field(max_length=50)] = ""
    """Of a number of a list, with `done`: which of the list's result codes."""
    at: Annotated[StrictStr, Field(pattern=_MOMENT)] | None = None
    """With `later`: when to ring again, ISO 8601 in UTC."""

    def word(self) -> Word:
        """Raises Invalid `invalid_call_time` for a day that there is not."""
        again = None if self.at is None else _millis(self.at)
        return Word(AttemptResult(self.result), self.note.strip(), self.code, again)


def _millis(written: str) -> Millis:
    try:
        return int(datetime.fromisoformat(written).timestamp() * SECOND)
    except (ValueError, OverflowError) as refusal:
        raise Invalid("invalid_call_time", field="at") from refusal
