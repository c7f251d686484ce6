"""The voices that a flow may choose, each with the engines that can speak it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Voice:
    """A voice and the language that it speaks."""

    name: str
    language: str
    engines: frozenset[str]


_NEURAL: Final = frozenset({"neural"})
_STANDARD: Final = frozenset({"standard"})
NOBODY: Final = Voice("Joanna", "en-US", _NEURAL | _STANDARD)
"""Who speaks before a flow has chosen."""
_VOICES: Final = (
    NOBODY,
    Voice("Elin", "sv-SE", _NEURAL),
    Voice("Astrid", "sv-SE", _STANDARD),
    Voice("Amy", "en-GB", _NEURAL | _STANDARD),
)
SWEDISH: Final = "sv-SE"


def find(name: str, engine: str) -> Voice | None:
    """The voice, or None where there is none that this engine speaks."""
    found = next((voice for voice in _VOICES if voice.name == name), None)
    return found if found and engine.lower() in found.engines else None
