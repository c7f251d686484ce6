"""Which of the client's files are still needed: pages that were loaded before go on (fault 19)."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

FOLDER = "releases/"
KEPT = timedelta(days=30)
"""How long a page may stay open, or a service worker asleep, and still find its own files."""


@dataclass(frozen=True)
class Release:
    """One publishing of the client: when, and which files. Complete once its pages are there."""

    at: datetime
    files: frozenset[str]
    complete: bool

    @property
    def key(self) -> str:
        """Where the record of it lies beside the files."""
        return f"{FOLDER}{self.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%fZ}.json"

    def to_json(self) -> str:
        told = {
            "at": self.at.isoformat(),
            "files": sorted(self.files),
            "complete": self.complete,
        }
        return json.dumps(told, indent=1)

    @classmethod
    def from_json(cls, text: str) -> "Release":
        told = json.loads(text)
        return cls(
            datetime.fromisoformat(told["at"]), frozenset(told["files"]), bool(told["complete"])
        )


def outlived(releases: Iterable[Release], now: datetime) -> list[Release]:
    """Those that a complete one has replaced for long enough, whose pages nobody has open."""
    ordered = sorted(releases, key=lambda release: release.at)
    return [
        release
        for position, release in enumerate(ordered)
        if any(later.complete and later.at <= now - KEPT for later in ordered[position + 1 :])
    ]


def unneeded(releases: Sequence[Release], gone: Sequence[Release]) -> set[str]:
    """Files that only outlived releases name; what no release names is not ours to remove."""
    needed = {file for one in releases if one not in gone for file in one.files}
    return {file for one in gone for file in one.files} - needed
