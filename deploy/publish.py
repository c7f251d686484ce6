"""Publishes the client: hashed files first, then the pages that name them, then what is over."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from deploy.releases import FOLDER, Release, outlived, unneeded
from deploy.site_files import SiteFile, site_files

_AT_ONCE = 1000
"""Keys in one order to S3."""


class Site:
    """The bucket behind CloudFront."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self._s3, self._bucket = s3, bucket

    def publish(self, folder: Path, now: datetime) -> list[str]:
        """Bring the bucket to the state of the built client; the addresses that changed.

        Broken off at any point it leaves either the old pages or the new ones, whole; doing it
        again goes on. Files of earlier releases stay until their pages can be open nowhere.
        """
        files = site_files(folder)
        for file in files:
            _ = file.content_type  # all of them are known before the first is sent
        present = self._keys()
        release = Release(now, frozenset(file.path for file in files), complete=False)
        lasting = [file for file in files if file.is_named_by_its_content]
        for file in lasting:
            if file.path not in present:
                self._put(file)
        self._record(release)
        changing = [file for file in files if not file.is_named_by_its_content]
        for file in changing:
            self._put(file)
        self._record(replace(release, complete=True))
        self._forget(now)
        return [f"/{file.path}" for file in changing]

    def empty(self) -> None:
        """Remove every file in every version."""
        for page in self._s3.get_paginator("list_object_versions").paginate(Bucket=self._bucket):
            found = [*page.get("Versions", ()), *page.get("DeleteMarkers", ())]
            self._remove([{"Key": one["Key"], "VersionId": one["VersionId"]} for one in found])

    def newest(self) -> Release | None:
        """The last one that was begun; None before the first."""
        records = sorted(self._records())
        return self._release(records[-1]) if records else None

    def _keys(self) -> set[str]:
        pages = self._s3.get_paginator("list_objects_v2").paginate(Bucket=self._bucket)
        return {entry["Key"] for page in pages for entry in page.get("Contents", ())}

    def _put(self, file: SiteFile) -> None:
        self._s3.put_object(
            Bucket=self._bucket,
            Key=file.path,
            Body=file.source.read_bytes(),
            ContentType=file.content_type,
            CacheControl=file.cache_control,
        )

    def _record(self, release: Release) -> None:
        self._s3.put_object(
            Bucket=self._bucket,
            Key=release.key,
            Body=release.to_json().encode(),
            ContentType="application/json",
            CacheControl="no-store",
        )

    def _forget(self, now: datetime) -> None:
        releases = [self._release(key) for key in sorted(self._records())]
        gone = outlived(releases, now)
        keys = unneeded(releases, gone) | {release.key for release in gone}
        self._remove([{"Key": key} for key in sorted(keys)])

    def _records(self) -> set[str]:
        return {key for key in self._keys() if key.startswith(FOLDER)}

    def _release(self, key: str) -> Release:
        body = self._s3.get_object(Bucket=self._bucket, Key=key)["Body"]
        return Release.from_json(body.read().decode())

    def _remove(self, keys: list[dict[str, str]]) -> None:
        for start in range(0, len(keys), _AT_ONCE):
            self._s3.delete_objects(
                Bucket=self._bucket,
                Delete={"Objects": keys[start : start + _AT_ONCE], "Quiet": True},
            )


def invalidate(cloudfront: Any, distribution: str, addresses: list[str], reference: str) -> None:
    """Have CloudFront ask anew for what can change; hashed files never need it."""
    cloudfront.create_invalidation(
        DistributionId=distribution,
        InvalidationBatch={
            "Paths": {"Quantity": len(addresses), "Items": addresses},
            "CallerReference": reference,
        },
    )
