"""Plain items as DynamoDB writes them, and back."""

from typing import Any

from jour.store.expression import Item
from jour.store.values import plain, typed


def to_item(item: Item) -> Any:
    """Plain values as DynamoDB writes them; None is left out."""
    return {name: typed(value) for name, value in item.items() if value is not None}


def from_item(item: Any) -> Item:
    """DynamoDB's form (also a stream's image) as plain values; numbers are whole."""
    return {name: plain(value) for name, value in item.items()}
