"""Where an operator's commands work."""

from pathlib import Path
from typing import Any

import pytest

from jour import aws
from ops.place import Deployed, Place


def test_profile_and_region_count_for_every_client(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also for those that the domain makes itself, on a machine that has no region of its own."""
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ACCESS_KEY_ID", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    known = tmp_path / "config"
    known.write_text("[profile jour-prod]\naws_access_key_id = prods\naws_secret_access_key = s\n")
    monkeypatch.setenv("AWS_CONFIG_FILE", str(known))
    monkeypatch.setattr(aws, "_chosen", [])
    place = Place(env="prod", region="eu-north-1")
    place.__dict__["core"] = Deployed({"TableName": "jour"}, {})
    clients: tuple[Any, ...] = (place.client("dynamodb"), place.services.table._client)
    for client in clients:
        assert client.meta.region_name == "eu-north-1"
        assert client._request_signer._credentials.access_key == "prods"
