"""How each of the client's files is published: in which order, as which type, kept for how long."""

from dataclasses import dataclass
from pathlib import Path

from infra.security_headers import ASSETS, cache_control
from local.failure import Failure

_TEXT = "; charset=utf-8"
_TYPES = {
    ".css": f"text/css{_TEXT}",
    ".html": f"text/html{_TEXT}",
    ".ico": "image/vnd.microsoft.icon",
    ".jpg": "image/jpeg",
    ".js": f"text/javascript{_TEXT}",
    ".json": "application/json",
    ".map": "application/json",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".png": "image/png",
    ".svg": f"image/svg+xml{_TEXT}",
    ".txt": f"text/plain{_TEXT}",
    ".wav": "audio/wav",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}
_PAGES = (".html", ".webmanifest")


@dataclass(frozen=True)
class SiteFile:
    """A file of the built client. Raises Failure for one whose type browsers could not be told."""

    path: str
    """From the site's root, without its slash: the key in the bucket."""
    source: Path

    @property
    def content_type(self) -> str:
        found = _TYPES.get(self.source.suffix.lower())
        if found is None:
            raise Failure(
                f"{self.path} is of a type that deploy/site_files.py does not know: add it there."
            )
        return found

    @property
    def cache_control(self) -> str:
        return cache_control(f"/{self.path}")

    @property
    def is_named_by_its_content(self) -> bool:
        """Published once, it never changes."""
        return f"/{self.path}".startswith(ASSETS)

    @property
    def turn(self) -> int:
        """What a page names is there before the page, and a service worker, which fetches the
        pages that it will serve, comes after them."""
        if self.is_named_by_its_content:
            return 0
        if self.source.suffix in _PAGES:
            return 2
        return 3 if self.path.count("/") == 0 and self.source.suffix == ".js" else 1


def site_files(folder: Path) -> list[SiteFile]:
    """The files of a built client, in the order in which they are published."""
    if not (folder / "index.html").is_file():
        raise Failure(f"{folder} has no index.html: the client is not built.")
    found = [
        SiteFile(path.relative_to(folder).as_posix(), path)
        for path in folder.rglob("*")
        if path.is_file()
    ]
    return sorted(found, key=lambda file: (file.turn, file.path))
