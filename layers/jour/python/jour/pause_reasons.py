"""The reasons that agents may give for a pause: the organisation's own list (B5)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Annotated

from pydantic import Field, StrictStr

from jour.errors import Invalid
from jour.session import CONFERENCE, NO_ANSWER

LONGEST = 40
Reasons = Annotated[
    list[Annotated[StrictStr, Field(max_length=64)]], Field(min_length=1, max_length=12)
]
# What the system itself pauses agents for is nothing to choose.
_RESERVED = frozenset({NO_ANSWER, CONFERENCE})


def reasons_of(written: Iterable[str]) -> tuple[str, ...]:
    """The reasons, tidied; Invalid `invalid_pause_reason` with the place of the first bad one."""
    found: dict[str, str] = {}
    for place, one in enumerate(written):
        reason = re.sub(r"\s+", " ", unicodedata.normalize("NFC", one)).strip()
        folded = reason.casefold()
        visible = all(unicodedata.category(c)[0] != "C" for c in reason)
        if not (0 < len(reason) <= LONGEST and visible) or folded in {*found, *_RESERVED}:
            place_of = f"pause_reasons.{place}"
            raise Invalid(
                "invalid_pause_reason", "unusable_pause_reason", field=place_of, longest=LONGEST
            )
        found[folded] = reason
    return tuple(found.values())
