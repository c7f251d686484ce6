"""The flows as files: Amazon Connect's flow language with ${Placeholders}. Needs no CDK."""

import json
import re
from collections.abc import Mapping
from pathlib import Path

FLOWS = Path(__file__).parent / "flows"
_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def read(name: str) -> str:
    """The flow's text, as it stands in `infra/flows/<name>.json`."""
    return (FLOWS / f"{name}.json").read_text(encoding="utf-8")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The flow's content with every placeholder filled, on one line and in ASCII.

    Raises ValueError when a placeholder has no value or a value no placeholder. CloudFormation
    shows other letters as question marks when a template is read back; JSON can do without them.
    """
    unknown = set(_PLACEHOLDER.findall(text)) ^ set(values)
    if unknown:
        raise ValueError(f"placeholders without value, or the reverse: {', '.join(unknown)}")
    compact = json.dumps(json.loads(text), separators=(",", ":"))
    return _PLACEHOLDER.sub(lambda found: values[found[1]], compact)
