"""Groups as a file has them: CSV (semicolon, comma or tab) or JSON as the API's groups. Pure but
for the reading."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jour import texts
from jour.csv_rows import SEPARATORS, cells, rows
from jour.errors import JourError
from jour.group_edit import with_group, with_new_group
from jour.groups_api import GroupBody, NewGroupBody
from jour.organisation import Group, Organisation
from ops.trouble import Trouble

_NUMBERS = ("wrap_up_s", "callback_after_s", "callback_retry_s", "callback_attempts")
COLUMNS = ("id", "name", "media", "number", *_NUMBERS)


def groups_of(path: Path, organisation: Organisation) -> Mapping[str, Group]:
    """The organisation's groups with those of the file; Trouble for the first wrong line."""
    return merged(read(path), organisation).groups


def merged(said: Iterator[tuple[int, dict[str, Any]]], before: Organisation) -> Organisation:
    """The organisation after all that the file says: new groups, and edits of those it has."""
    after = before
    for line, fields in said:
        try:
            after = _one(fields, after)
        except ValidationError as wrong:
            first = wrong.errors()[0]
            field = ".".join(map(str, first["loc"]))
            raise Trouble(f"Line {line}, {field}: {first['msg']}.", _cure()) from wrong
        except JourError as refusal:
            told = texts.sentence(refusal.text, "en", **refusal.values)
            raise Trouble(f"Line {line}: {told}", "Nothing was changed.") from refusal
    return after


def _one(fields: dict[str, Any], organisation: Organisation) -> Organisation:
    known = organisation.groups.get(str(fields.get("id", "")))
    if known is None:
        return with_new_group(organisation, NewGroupBody(**fields).group(organisation))
    edit = GroupBody(**{name: value for name, value in fields.items() if name != "id"})
    return with_group(organisation, edit.edited(known))


def read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """What each line, or entry, of the file says of a group."""
    text = read_text(path)
    if path.suffix.lower() != ".json":
        yield from _csv(text)
        return
    try:
        found = json.loads(text)
    except ValueError as wrong:
        raise Trouble(f"{path} is not JSON: {wrong}.", _cure()) from wrong
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Trouble(f"{path} is no list of groups.", _cure())
    yield from enumerate(found, 1)


def read_text(path: Path) -> str:
    """The file's text: UTF-8, or what Excel writes in Sweden (Windows-1252)."""
    try:
        raw = path.read_bytes()
    except OSError as missing:
        raise Trouble(
            f"{path} cannot be read: {missing.strerror}.", "Give another file."
        ) from missing
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def _csv(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    found = list(rows(text))
    if not found:
        raise Trouble("The file is empty.", _cure())
    separator = max(SEPARATORS, key=found[0].text.count)
    heads = [head.casefold() for head in cells(found[0].text, separator)]
    unknown = [head for head in heads if head not in COLUMNS]
    if unknown or "name" not in heads:
        told = f"The first line has to name the columns; unknown: {', '.join(unknown) or 'none'}."
        raise Trouble(told, _cure())
    for row in found[1:]:
        said = dict(zip(heads, cells(row.text, separator), strict=False))
        yield row.line, {name: _value(row.line, name, v) for name, v in said.items() if v}


def _value(line: int, name: str, written: str) -> Any:
    if name not in _NUMBERS:
        return written
    if not (written.isascii() and written.isdigit()):
        raise Trouble(f"Line {line}, {name}: '{written}' is no number.", "Nothing was changed.")
    return int(written)


def _cure() -> str:
    return (
        f"Columns: {', '.join(COLUMNS)}; media is voice, chat or telemarketing. JSON is a list of "
        "objects with the same names, and hours. Nothing was changed."
    )
