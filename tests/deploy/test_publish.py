"""Issue 10, point 1, and fault 19: pages are published after their files, and old ones go on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import boto3
import moto
import pytest

from deploy.publish import Site, invalidate
from deploy.releases import KEPT, Release, outlived, unneeded
from deploy.site_files import site_files
from infra.security_headers import ASK_EVERY_TIME, KEEP_FOR_EVER
from local.failure import Failure

BUCKET = "site"
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)
DAY = timedelta(days=1)
FIRST = {
    "assets/main-1.js": "one",
    "assets/shared-1.css": "css",
    "icon.png": "png",
    "chat/jour-chat.js": "chat",
    "chat/index.html": "<frame>",
    "index.html": "main-1",
    "manifest.webmanifest": "{}",
    "sw.js": "worker",
}
SECOND = {**FIRST, "assets/main-2.js": "two", "index.html": "main-2"}
del SECOND["assets/main-1.js"]


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    with moto.mock_aws():
        client = boto3.client("s3", region_name="us-east-1")
        client.create_bucket(Bucket=BUCKET)
        client.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
        yield client


def _built(folder: Path, files: dict[str, str]) -> Path:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content)
    return folder


def _files(s3: Any) -> set[str]:
    found = s3.list_objects_v2(Bucket=BUCKET).get("Contents", ())
    return {one["Key"] for one in found if not one["Key"].startswith("releases/")}


class Watched:
    """The client of S3, keeping in mind what was put, and failing when told to."""

    def __init__(self, s3: Any, fails_at: str = "") -> None:
        self._s3, self._fails_at, self.put = s3, fails_at, []

    put: list[str]

    def put_object(self, **request: Any) -> Any:
        if request["Key"] == self._fails_at:
            raise ConnectionError("the network is gone")
        if not request["Key"].startswith("releases/"):
            self.put.append(request["Key"])
        return self._s3.put_object(**request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._s3, name)


def test_files_come_before_the_pages_that_name_them(s3: Any, tmp_path: Path) -> None:
    """A page is never there before its files; the service worker, which fetches both, is last."""
    watched = Watched(s3)
    changed = Site(watched, BUCKET).publish(_built(tmp_path, FIRST), NOON)
    assert watched.put == [
        "assets/main-1.js",
        "assets/shared-1.css",
        "chat/jour-chat.js",
        "icon.png",
        "chat/index.html",
        "index.html",
        "manifest.webmanifest",
        "sw.js",
    ]
    assert set(changed) == {f"/{path}" for path in FIRST if not path.startswith("assets/")}


@pytest.mark.parametrize(
    ("path", "kept", "kind"),
    [
        ("assets/main-1.js", KEEP_FOR_EVER, "text/javascript; charset=utf-8"),
        ("assets/shared-1.css", KEEP_FOR_EVER, "text/css; charset=utf-8"),
        ("index.html", ASK_EVERY_TIME, "text/html; charset=utf-8"),
        ("manifest.webmanifest", ASK_EVERY_TIME, "application/manifest+json"),
        ("sw.js", ASK_EVERY_TIME, "text/javascript; charset=utf-8"),
        ("icon.png", ASK_EVERY_TIME, "image/png"),
    ],
)
def test_each_file_says_what_it_is_and_how_long_it_keeps(
    path: str, kept: str, kind: str, s3: Any, tmp_path: Path
) -> None:
    """`nosniff` makes a browser refuse a script of another type."""
    Site(s3, BUCKET).publish(_built(tmp_path, FIRST), NOON)
    told = s3.head_object(Bucket=BUCKET, Key=path)
    assert (told["CacheControl"], told["ContentType"]) == (kept, kind)


def test_hashed_files_are_sent_once(s3: Any, tmp_path: Path) -> None:
    """Their names are their content; only what is new is sent, and the pages."""
    Site(s3, BUCKET).publish(_built(tmp_path / "1", FIRST), NOON)
    watched = Watched(s3)
    Site(watched, BUCKET).publish(_built(tmp_path / "2", SECOND), NOON + DAY)
    assert [path for path in watched.put if path.startswith("assets/")] == ["assets/main-2.js"]


def test_a_page_that_stays_open_finds_its_own_files(s3: Any, tmp_path: Path) -> None:
    """Fault 19: they stay for weeks after the release was replaced, however old it was then."""
    site = Site(s3, BUCKET)
    site.publish(_built(tmp_path / "1", FIRST), NOON)
    replaced = NOON + 100 * DAY
    site.publish(_built(tmp_path / "2", SECOND), replaced)
    assert "assets/main-1.js" in _files(s3)
    site.publish(tmp_path / "2", replaced + KEPT - DAY)
    assert "assets/main-1.js" in _files(s3)
    site.publish(tmp_path / "2", replaced + KEPT)
    assert _files(s3) == set(SECOND)


@pytest.mark.parametrize("fails_at", ["assets/main-2.js", "index.html", "sw.js"])
def test_what_breaks_off_leaves_pages_that_work_and_is_simply_done_again(
    fails_at: str, s3: Any, tmp_path: Path
) -> None:
    """Whichever page is there, all that it names is there."""
    Site(s3, BUCKET).publish(_built(tmp_path / "1", FIRST), NOON)
    with pytest.raises(ConnectionError):
        Site(Watched(s3, fails_at), BUCKET).publish(_built(tmp_path / "2", SECOND), NOON + DAY)
    page = s3.get_object(Bucket=BUCKET, Key="index.html")["Body"].read().decode()
    assert f"assets/{page}.js" in _files(s3)
    Site(s3, BUCKET).publish(tmp_path / "2", NOON + 2 * DAY)
    assert s3.get_object(Bucket=BUCKET, Key="index.html")["Body"].read() == b"main-2"
    assert "assets/main-1.js" in _files(s3)


def test_a_release_that_was_broken_off_replaces_nothing() -> None:
    """Its pages are not out: the one before it is still the current one."""
    old = Release(NOON, frozenset({"assets/a", "assets/b"}), complete=True)
    broken = Release(NOON + DAY, frozenset({"assets/c"}), complete=False)
    late = NOON + 10 * KEPT
    assert outlived([old, broken], late) == []
    done = Release(late, frozenset({"assets/b"}), complete=True)
    assert outlived([old, broken, done], late + KEPT) == [old, broken]
    assert unneeded([old, broken, done], [old, broken]) == {"assets/a", "assets/c"}


def test_a_record_is_read_as_it_was_written() -> None:
    """Later versions of this command read what this one wrote."""
    release = Release(NOON, frozenset({"index.html"}), complete=True)
    assert Release.from_json(release.to_json()) == release


def test_nothing_is_sent_of_a_client_that_is_not_whole(s3: Any, tmp_path: Path) -> None:
    """Neither without its page, nor with a file whose type nobody knows."""
    with pytest.raises(Failure, match=r"no index\.html"):
        Site(s3, BUCKET).publish(_built(tmp_path / "1", {"assets/a.js": ""}), NOON)
    with pytest.raises(Failure, match=r"assets/a\.xyz is of a type"):
        Site(s3, BUCKET).publish(_built(tmp_path / "2", {**FIRST, "assets/a.xyz": ""}), NOON)
    assert _files(s3) == set()


def test_every_file_that_the_client_is_built_of_has_a_type() -> None:
    """What web/build.ts copies and bundles, by the sources' own suffixes."""
    root = Path(__file__).parents[2] / "web" / "src"
    kinds = {path.suffix for path in root.rglob("*") if path.is_file()} - {".ts", ".md"}
    for suffix in kinds:
        from deploy.site_files import SiteFile

        assert SiteFile(f"x{suffix}", Path(f"x{suffix}")).content_type


def test_emptying_leaves_no_version_behind(s3: Any, tmp_path: Path) -> None:
    """CloudFormation deletes no bucket that holds one."""
    site = Site(s3, BUCKET)
    site.publish(_built(tmp_path, FIRST), NOON)
    site.publish(tmp_path, NOON + DAY)
    site.empty()
    left = s3.list_object_versions(Bucket=BUCKET)
    assert not left.get("Versions")
    assert not left.get("DeleteMarkers")


def test_only_what_can_change_is_asked_for_anew() -> None:
    """CloudFront keeps hashed files: one invalidation of a few addresses, free of charge."""
    asked: list[Any] = []

    class Cloudfront:
        def create_invalidation(self, **request: Any) -> None:
            asked.append(request)

    invalidate(Cloudfront(), "D1", ["/", "/index.html"], "now")
    assert asked[0]["InvalidationBatch"]["Paths"] == {"Quantity": 2, "Items": ["/", "/index.html"]}


def test_site_files_are_sorted_the_same_way_every_time(tmp_path: Path) -> None:
    """The order does not hang on the disk."""
    folder = _built(tmp_path, FIRST)
    assert [file.path for file in site_files(folder)][-1] == "sw.js"
