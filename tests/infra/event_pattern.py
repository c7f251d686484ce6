"""How AWS matches an event with a filter pattern, as far as Jour's patterns go.

What the documentation says and emulators get wrong: `exists` looks at leaves only, so for a node
it is as if there were nothing; and a path that ends early has no leaf either.
"""

from collections.abc import Iterator
from typing import Any

Leaves = dict[tuple[str, ...], list[Any]]


def matches(pattern: dict[str, Any], event: dict[str, Any]) -> bool:
    """Whether every condition of the pattern holds for the event."""
    leaves: Leaves = {}
    for path, value in _leaves(event):
        leaves.setdefault(path, []).append(value)
    return all(
        any(_holds(condition, leaves.get(path)) for condition in conditions)
        for path, conditions in _conditions(pattern)
    )


def _holds(condition: Any, values: list[Any] | None) -> bool:
    match condition:
        case {"exists": wanted}:
            return (values is not None) is wanted
        case {"prefix": str(prefix)}:
            return any(
                isinstance(value, str) and value.startswith(prefix) for value in values or []
            )
        case dict():
            raise NotImplementedError(f"{condition}: write down how AWS matches it")
    return any(type(value) is type(condition) and value == condition for value in values or [])


def _leaves(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    match node:
        case dict():
            for name, child in node.items():
                yield from _leaves(child, (*path, name))
        case list():
            for child in node:
                yield from _leaves(child, path)
        case _:
            yield path, node


def _conditions(
    pattern: dict[str, Any], path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    for name, child in pattern.items():
        if isinstance(child, list):
            yield (*path, name), child
        else:
            yield from _conditions(child, (*path, name))
