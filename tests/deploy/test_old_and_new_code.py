"""Fault 19: while a deploy goes on old and new code read what the other one wrote.

`tests/deploy/released/<version>.json` holds items as each released version wrote them. A release
adds its own: `JOUR_RELEASE=1.2.0 pytest tests/deploy/test_old_and_new_code.py`. They never change.
"""

import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jour.organisation import Channel
from jour.session import Status
from jour.store import keys
from jour.store.expression import Item, Update
from ops.invariants.items import READERS
from ops.kinds import kind_of
from tests.builders import DEMO, new_session
from tests.ops.conftest import Desk, desk
from tests.ops.test_verify import furnish

__all__ = ["desk"]

RELEASED = Path(__file__).parent / "released"
FUTURE = {"from_the_future": {"kind": "unknown", "more": [1, "å"]}}
RECORDS = {"login", "ended", "occupied", "offer", "credential", "temporary", "distance", "hours"}
"""Maps of known attributes; in others the names are data."""
SEEN_BY_FURNISHING = {
    "agent_login",
    "call_list",
    "call_list_entry",
    "contact",
    "order",
    "organisation",
    "phone",
    "ticket",
    "user",
}


def _reader(item: Item) -> tuple[str, Any] | None:
    """The kind of an item, and what the code of today reads it with."""
    found = kind_of(item)
    name = found[0].name if found else ""
    return (name, READERS[name]) if name in READERS else None


def _as_text(keys_of_a_browser: bytes) -> dict[str, str]:
    return {"base64": b64encode(keys_of_a_browser).decode()}


def _read(text: str) -> Any:
    return json.loads(text, object_hook=_from_text)


def _from_text(found: dict[str, Any]) -> Any:
    return b64decode(found["base64"]) if found.keys() == {"base64"} else found


def of_a_later_version(value: Any, *, record: bool = True) -> Any:
    """The same with attributes that today's code does not know, at every level."""
    match value:
        case dict():
            within = {k: of_a_later_version(v, record=k in RECORDS) for k, v in value.items()}
            return within | FUTURE if record else within
        case list():
            return [of_a_later_version(each, record=isinstance(each, dict)) for each in value]
    return value


def _written(desk: Desk) -> Iterator[Item]:
    yield from desk.services.table.scan()


@pytest.mark.parametrize("file", sorted(RELEASED.glob("*.json")), ids=lambda file: file.stem)
def test_what_an_earlier_version_wrote_is_read(file: Path) -> None:
    """New code, old items: an attribute that came later has a default."""
    items = _read(file.read_text(encoding="utf-8"))
    kinds = set()
    for item in items:
        found = _reader(item)
        assert found is not None, f"nothing reads {item['pk']} / {item['sk']} any more"
        name, read = found
        read(item)
        kinds.add(name)
    assert kinds >= SEEN_BY_FURNISHING


def test_what_a_later_version_wrote_is_read(desk: Desk) -> None:
    """Old code, new items: what it does not know it passes over, and reads the same."""
    furnish(desk)
    kinds = set()
    for item in _written(desk):
        found = _reader(item)
        if found is not None:
            name, read = found
            assert read(of_a_later_version(item)) == read(item), name
            kinds.add(name)
    assert kinds >= SEEN_BY_FURNISHING


def test_what_is_not_known_survives_a_change(desk: Desk) -> None:
    """Old code changes what it knows of an item, and leaves the rest of it as it was."""
    s, now = desk.services, desk.now
    s.sessions.log_in(new_session("s1", Channel.WEB, at=now), now)
    places = [keys.session("demo", "anna"), keys.organisation("demo")]
    for key in places:
        s.table.update(key, Update().set(**FUTURE))
    session = s.sessions.get("demo", "anna")
    assert session is not None
    s.sessions.set_status(session.identity, Status.PAUSED, "", now)
    s.organisations.edit(DEMO, replace(DEMO, name="Demo och Co"))
    for key in places:
        item = s.table.get(key)
        assert item is not None
        assert item["from_the_future"] == FUTURE["from_the_future"]


def test_a_release_leaves_its_items_behind(desk: Desk) -> None:
    """Writes them where JOUR_RELEASE names a version; else sees that it could."""
    furnish(desk)
    items = [item for item in _written(desk) if _reader(item)]
    text = json.dumps(items, ensure_ascii=False, indent=1, sort_keys=True, default=_as_text)
    assert _read(text) == items
    if version := os.environ.get("JOUR_RELEASE"):
        file = RELEASED / f"{version}.json"
        assert not file.exists(), "what a released version wrote does not change any more"
        file.write_text(f"{text}\n", encoding="utf-8")
