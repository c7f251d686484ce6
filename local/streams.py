"""Lets functions see a table's changes again after a restart of the local AWS.

MiniStack keeps how far each function has read a stream, but not the stream: after a restart it
counts from nought, and every change would be passed over until the old mark is reached again.
"""

import json
from pathlib import Path

_POSITIONS = "dynamodb_stream_positions"


def rewind(state: Path) -> None:
    """Set every mark in the saved state to the beginning of the new, empty stream."""
    file = state / "lambda.json"
    if not file.is_file():
        return
    saved = json.loads(file.read_text())
    positions = saved.get("payload", {}).get(_POSITIONS, {}).get("data", {})
    if not any(positions.values()):
        return
    for mapping in positions:
        positions[mapping] = 0
    rewound = file.with_suffix(".rewound")
    rewound.write_text(json.dumps(saved))
    rewound.replace(file)
