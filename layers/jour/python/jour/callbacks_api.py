"""What agents and administrators say of the calls that are made (contract)."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import Field, StrictStr

from jour.http import Body

ContactPath = Annotated[str, Path(min_length=1, max_length=64)]


class ReportBody(Body):
    """How it went."""

    result: Literal["done", "later", "refused"]
    note: Annotated[StrictStr, Field(max_length=500)] = ""
