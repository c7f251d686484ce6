"""Mail addresses as they may be typed: what a mail can be sent to, and no more than one."""

from typing import Annotated

from pydantic import Field, StrictStr

MailAddress = Annotated[
    StrictStr,
    Field(max_length=254, pattern=r"^[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"()]+$"),
]
