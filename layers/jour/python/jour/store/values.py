"""Values as DynamoDB writes them, and back.

boto3's serialiser makes Decimals and several calls of each value, and importing it imports all of
boto3. Here numbers are whole, and sets hold texts.
"""

from typing import Any

_MOST_DIGITS = 10**38
"""DynamoDB keeps 38 digits of a number."""


def typed(value: Any) -> Any:
    """A plain value as DynamoDB writes it. Raises TypeError for what is never stored, ValueError
    for a number that it does not keep whole."""
    if isinstance(value, str):
        return {"S": str(value)}
    if value is None:
        return {"NULL": True}
    if isinstance(value, bool):
        return {"BOOL": value}
    if isinstance(value, int):
        if abs(value) >= _MOST_DIGITS:
            raise ValueError("a number of more than 38 digits")
        return {"N": str(value)}
    if isinstance(value, dict):
        return {"M": {name: typed(part) for name, part in value.items()}}
    if isinstance(value, (list, tuple)):
        return {"L": [typed(part) for part in value]}
    if isinstance(value, bytes):
        return {"B": value}
    if isinstance(value, (set, frozenset)) and all(isinstance(one, str) for one in value):
        return {"SS": [str(one) for one in value]}
    raise TypeError(f"{type(value).__name__} is never stored")


def plain(value: Any) -> Any:
    """The value that DynamoDB, or an image of its stream, writes so."""
    ((kind, content),) = value.items()
    match kind:
        case "S" | "BOOL" | "B":
            return content
        case "N":
            return int(content)
        case "M":
            return {name: plain(part) for name, part in content.items()}
        case "L":
            return [plain(part) for part in content]
        case "NULL":
            return None
        case "SS":
            return set(content)
    raise ValueError(f"nothing here is stored as {kind}")
