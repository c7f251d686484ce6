"""environments.toml: where Jour is deployed. Plain Python, importable without the CDK."""

import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args, get_type_hints

from infra.environment import LOCAL, Environment, Misconfigured

FILE = Path(__file__).parent.parent / "environments.toml"


def environment_of(setting: Callable[[str], str | None]) -> Environment:
    """The environment that context names (-c env=prod), else JOUR_ENV, else none: the local one.

    `-c environments=…` names another file. Raises Misconfigured.
    """
    name = setting("env") or os.environ.get("JOUR_ENV")
    return read(name, Path(setting("environments") or FILE)) if name else LOCAL


def read(name: str, file: Path = FILE) -> Environment:
    """One environment of the file. Raises Misconfigured, also for another one's field."""
    try:
        tables = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as refusal:
        raise Misconfigured(name, "environments", f"{file} cannot be read: {refusal}") from None
    except tomllib.TOMLDecodeError as mistake:
        raise Misconfigured(name, "environments", f"{file} is no TOML: {mistake}") from None
    found = {each: _environment(each, table) for each, table in tables.items()}
    if name not in found:
        there = ", ".join(sorted(found)) or "none"
        raise Misconfigured(name, "environment", f"is not in {file.name}; there are: {there}")
    return found[name]


def _environment(name: str, table: Any) -> Environment:
    if not isinstance(table, Mapping):
        raise Misconfigured("environments", name, f"stands outside a table, such as [{name}]")
    if name == LOCAL.name:
        raise Misconfigured(name, "name", "is what the local run is called; take another one")
    hints = get_type_hints(Environment)
    known = {each.name for each in fields(Environment)} - {"name"}
    for field in table:
        if field not in known:
            raise Misconfigured(name, field, f"is unknown; there are: {', '.join(sorted(known))}")
    values = {field: _typed(name, field, value, hints[field]) for field, value in table.items()}
    return Environment(name=name, **values)


def _typed(name: str, field: str, value: Any, hint: Any) -> Any:
    """TOML's value as the field wants it; nothing is converted that is of another kind."""
    wanted = next((kind for kind in get_args(hint) if kind in (str, int, bool)), hint)
    if hint == tuple[str, ...]:
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return tuple(value)
        raise Misconfigured(name, field, 'has to be a list of texts: ["…"]')
    if hint == Mapping[str, int]:
        if isinstance(value, Mapping) and all(type(one) is int for one in value.values()):
            return dict(value)
        raise Misconfigured(name, field, f"has to be a table of numbers: [{name}.{field}]")
    if type(value) is not wanted:
        kind = {str: 'text, between "quotes"', int: "a whole number", bool: "true or false"}
        raise Misconfigured(name, field, f"is {value!r}; it has to be {kind[wanted]}")
    return value
