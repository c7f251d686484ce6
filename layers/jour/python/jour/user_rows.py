"""Lists of users as spreadsheets keep them: one row each, columns named by their heads. Pure.

A bad row is reported by its line and costs nothing else. An empty cell says nothing: of somebody
who is registered it changes nothing.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jour.csv_rows import SEPARATORS, Row, cells, rows
from jour.phone import PhoneRejected, parse
from jour.user import Role, canonical_id

MOST_ROWS = 100
"""Of one part: each row is a transaction of its own."""
_HEADS = {
    "id": "id user userid user_id användare användarid användar_id anvandarid login inloggning",
    "name": "name namn fullname full_name fullständigt_namn",
    "email": "email e_mail mail epost e_post mejl",
    "roles": "roles role roll roller",
    "groups": "groups group grupper grupp svarsgrupper svarsgrupp",
    "number": "number distance_number nummer distansnummer telefon telefonnummer phone",
    "alternative": "alternative alternative_number alternativ alternativt_nummer alternativnummer",
    "preselected": "preselected preselected_groups förvalda förvalda_svarsgrupper förvalda_grupper",
    "language": "language språk",
}
_COLUMN = {word: column for column, words in _HEADS.items() for word in words.split()}
_ROLES = {
    "agent": Role.AGENT,
    "handläggare": Role.AGENT,
    "admin": Role.ADMIN,
    "administrator": Role.ADMIN,
    "administratör": Role.ADMIN,
}
_LANGUAGES = {"sv": "sv", "svenska": "sv", "swedish": "sv", "en": "en", "engelska": "en"}
_LANGUAGES |= {"english": "en"}
_EMAIL = re.compile(r"[^\s@<>,;:\"()]+@[^\s@<>,;:\"()]+\.[^\s@<>,;:\"()]+")
_LIST = re.compile(r"[,;|/\n]+")
LONGEST_NAME, LONGEST_EMAIL = 100, 254


@dataclass(frozen=True, slots=True)
class UserRow:
    """What one row says of a user; None where it says nothing."""

    line: int
    id: str
    name: str | None = None
    email: str | None = None
    roles: frozenset[Role] | None = None
    groups: tuple[str, ...] | None = None
    """By id."""
    number: str | None = None
    """E.164, as the next."""
    alternative: str | None = None
    preselected: tuple[str, ...] | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class RowRefusal:
    """Why a row is not taken: a stable code, the sentence and its values."""

    line: int
    code: str
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class UserReading:
    """The rows that can be read, and what is wrong with the others, by line."""

    rows: tuple[UserRow, ...]
    refusals: tuple[RowRefusal, ...]


class _Refused(Exception):
    def __init__(self, code: str, text: str | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code, self.text, self.values = code, text or code, values


def read_users(
    text: str, groups: Mapping[str, str], first_line: int = 1, header: str | None = None
) -> UserReading:
    """Read rows; `groups` are names by id, since people write either.

    `header` is the file's first row where the text is a later part, which begins at `first_line`.
    Never raises: without a header that names the user's id, that is what its first line is told.
    """
    found = list(rows(text, first_line))
    head = header or (found[0].text if found else "")
    separator = max(SEPARATORS, key=head.count)
    columns = _columns(cells(head, separator))
    if "id" not in columns:
        line = found[0].line if found else first_line
        return UserReading((), (RowRefusal(line, "header_missing", "row_header_missing"),))
    found = found if header else found[1:]
    return _read(found, separator, columns, _known(groups))


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """In which cell each column stands; the first one counts where two are called the same."""
    words = [re.sub(r"[\s_.-]+", "_", head.casefold()).strip("_:*") for head in heads]
    named = [(_COLUMN[word], place) for place, word in enumerate(words) if word in _COLUMN]
    return dict(reversed(named))


def _known(groups: Mapping[str, str]) -> dict[str, str]:
    """Ids by what people call the group; an id outweighs another group's name."""
    by_name = {name.casefold(): group_id for group_id, name in groups.items()}
    return by_name | {group_id.casefold(): group_id for group_id in groups}


def _read(
    found: Sequence[Row], separator: str, columns: Mapping[str, int], groups: Mapping[str, str]
) -> UserReading:
    read: dict[str, UserRow] = {}
    refusals = []
    for row in found[:MOST_ROWS]:
        try:
            one = _row(row, separator, columns, groups)
        except _Refused as why:
            refusals.append(RowRefusal(row.line, why.code, why.text, why.values))
            continue
        first = read.setdefault(one.id, one)
        if first is not one:
            again = {"first": first.line}
            refusals.append(RowRefusal(row.line, "duplicate", "row_user_duplicate", again))
    beyond = {"most": MOST_ROWS}
    refusals += [
        RowRefusal(row.line, "too_many_rows", "row_too_many_rows", beyond)
        for row in found[MOST_ROWS:]
    ]
    return UserReading(tuple(read.values()), tuple(refusals))


def _row(
    row: Row, separator: str, columns: Mapping[str, int], groups: Mapping[str, str]
) -> UserRow:
    if not row.closed:
        raise _Refused("unclosed_quote", "row_unclosed_quote")
    found = cells(row.text, separator)

    def said(column: str) -> str:
        place = columns.get(column)
        return _tidy(found[place]) if place is not None and place < len(found) else ""

    return UserRow(
        line=row.line,
        id=_id(said("id")),
        name=_name(said("name")),
        email=_email(said("email")),
        roles=_roles(said("roles")),
        groups=_groups(said("groups"), groups),
        number=_number(said("number")),
        alternative=_number(said("alternative")),
        preselected=_groups(said("preselected"), groups),
        language=_language(said("language")),
    )


def _tidy(written: str) -> str:
    """In one form and single-spaced; refused where it holds what cannot be seen."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFC", written)).strip()
    if any(unicodedata.category(character)[0] == "C" for character in text):
        raise _Refused("control_character", "row_control_character")
    return text


def _id(written: str) -> str:
    if not written:
        raise _Refused("missing_id", "row_missing_id")
    user_id = canonical_id(written)
    if user_id is None:
        raise _Refused("invalid_user_id")
    return user_id


def _name(written: str) -> str | None:
    if len(written) > LONGEST_NAME:
        raise _Refused("name_too_long", "row_name_too_long", most=LONGEST_NAME)
    return written or None


def _email(written: str) -> str | None:
    if written and (len(written) > LONGEST_EMAIL or not _EMAIL.fullmatch(written)):
        raise _Refused("invalid_email", "row_invalid_email")
    return written or None


def _roles(written: str) -> frozenset[Role] | None:
    named = _parts(written)
    for one in named:
        if one.casefold() not in _ROLES:
            raise _Refused("unknown_role", "row_unknown_role", role=one)
    return frozenset(_ROLES[one.casefold()] for one in named) if named else None


def _groups(written: str, known: Mapping[str, str]) -> tuple[str, ...] | None:
    named = _parts(written)
    for one in named:
        if one.casefold() not in known:
            raise _Refused("invalid_group", "row_unknown_group", group=one)
    return tuple(dict.fromkeys(known[one.casefold()] for one in named)) if named else None


def _number(written: str) -> str | None:
    if not written:
        return None
    try:
        return parse(written)
    except PhoneRejected as refusal:
        raise _Refused(refusal.code, refusal.text) from refusal


def _language(written: str) -> str | None:
    if written and written.casefold() not in _LANGUAGES:
        raise _Refused("unknown_language", "row_unknown_language", language=written)
    return _LANGUAGES[written.casefold()] if written else None


def _parts(written: str) -> list[str]:
    return [part.strip() for part in _LIST.split(written) if part.strip()]
