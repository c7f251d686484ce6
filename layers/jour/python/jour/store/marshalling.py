"""Plain values as DynamoDB writes them, and back."""

from decimal import Decimal
from typing import Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

from jour.store.expression import Item

_serialise = TypeSerializer().serialize
_deserialise = TypeDeserializer().deserialize


def to_item(plain: Item) -> Any:
    """Plain values as DynamoDB writes them; None is left out."""
    return {name: _serialise(value) for name, value in plain.items() if value is not None}


def from_item(item: Any) -> Item:
    """DynamoDB's form (also a stream's image) as plain values; numbers are whole."""
    return {name: _plain(_deserialise(value)) for name, value in item.items()}


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value)
        case list():
            return [_plain(part) for part in value]
        case dict():
            return {name: _plain(part) for name, part in value.items()}
    return value
