"""References in a flow's parameters: `$.External.say` stands for what is known of the contact."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from local.connect.contact import Contact

_ANY: Final = re.compile(r"\$\.[A-Za-z]\w*(?:\.\w+)*")
_KNOWN: Final = re.compile(
    r"\$\.(?:External\.\w+|Attributes\.\w+|(?:Customer|System)Endpoint\.Address"
    r"|StoredCustomerInput|LanguageCode|ContactId)"
)


def resolve(text: str, contact: Contact) -> str:
    """The text with every reference replaced; what is not known becomes nothing."""
    return _ANY.sub(lambda found: _value(found[0], contact), text)


def unknown(text: str) -> list[str]:
    """The references in the text that cannot be resolved here."""
    return [one for one in _ANY.findall(text) if not _KNOWN.fullmatch(one)]


def strings_in(parameters: Any) -> Iterator[str]:
    """Every string inside an action's parameters."""
    if isinstance(parameters, str):
        yield parameters
    elif isinstance(parameters, Mapping):
        for value in parameters.values():
            yield from strings_in(value)


def _value(reference: str, contact: Contact) -> str:
    root, _, name = reference.removeprefix("$.").partition(".")
    match root:
        case "External":
            return contact.external.get(name, "")
        case "Attributes":
            return contact.attributes.get(name, "")
        case "CustomerEndpoint":
            return contact.caller or ""
        case "SystemEndpoint":
            return contact.dialled
        case "StoredCustomerInput":
            return contact.stored_input
        case "LanguageCode":
            return contact.language
        case _:
            return contact.id
