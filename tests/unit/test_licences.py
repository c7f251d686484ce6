"""Licences of what is used (issue 10): the list is true, and holds only what is allowed."""

import pytest

from docs.licences import TARGET, npm_licences, python_licences, refused


def test_every_package_is_listed_with_its_licence() -> None:
    """A new package, or a new licence of an old one, is seen by whoever adds it: `make docs`."""
    listed = set(TARGET.read_text(encoding="utf-8").splitlines())
    used = [*python_licences().items(), *npm_licences().items()]
    missing = [row for name, one in used if (row := f"| {name} | {one} |") not in listed]
    assert missing == []


def test_only_allowed_licences_are_used() -> None:
    """None that says anything of our own code."""
    used = {**python_licences(), **npm_licences()}
    assert {name: one for name, one in used.items() if refused(one)} == {}


@pytest.mark.parametrize(
    ("licence", "is_refused"),
    [
        ("MIT", False),
        ("(MIT AND Zlib)", False),
        ("GPL-3.0-only OR MIT", False),
        ("MIT AND GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("", True),
        ("UNKNOWN", True),
    ],
)
def test_one_alternative_has_to_be_allowed_whole(licence: str, is_refused: bool) -> None:
    """SPDX: OR leaves the choice to us, AND binds to both; nothing said allows nothing."""
    assert refused(licence) is is_refused
