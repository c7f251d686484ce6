"""The saved state of the local AWS: streams are read from their beginning after a restart."""

import json
from pathlib import Path
from typing import Any

from local import streams


def test_marks_are_set_back_and_nothing_else_changes(tmp_path: Path) -> None:
    """Otherwise presence would stand still after a restart until as much has happened again."""
    file = tmp_path / "lambda.json"
    payload: dict[str, Any] = {
        "functions": {"kept": 1},
        "dynamodb_stream_positions": {"__account_region_scoped__": True, "data": {"a": 15, "b": 3}},
    }
    file.write_text(json.dumps({"__ministack_format__": 2, "payload": payload}))
    streams.rewind(tmp_path)
    payload["dynamodb_stream_positions"]["data"] = {"a": 0, "b": 0}
    assert json.loads(file.read_text()) == {"__ministack_format__": 2, "payload": payload}


def test_without_saved_state_there_is_nothing_to_do(tmp_path: Path) -> None:
    """The first start."""
    streams.rewind(tmp_path)
    assert list(tmp_path.iterdir()) == []
