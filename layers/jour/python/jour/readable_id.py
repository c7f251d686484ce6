"""Ids that read like the names they were made of: `kundtjänst`, `kundtjänst-2`."""

import re
import unicodedata
from collections.abc import Container

_OTHER = re.compile(r"[^a-z0-9åäöéü]+")


def id_for(name: str, taken: Container[str], otherwise: str) -> str:
    """One that nothing has yet; begins with `otherwise` where the name has no letters."""
    plain = unicodedata.normalize("NFC", name).casefold()
    base = _OTHER.sub("-", plain).strip("-")[:40] or otherwise
    number = 1
    while (candidate := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return candidate
