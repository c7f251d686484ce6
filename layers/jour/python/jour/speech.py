"""Sentences in two languages, and SSML made of them. Pure."""

from collections.abc import Mapping, Sequence

from jour.language import ENGLISH

Sentences = Mapping[str, tuple[str, str]]
"""By name: Swedish and English."""


def said(sentences: Sentences, name: str, language: str, **values: str | int) -> str:
    """The named sentence in `sv` or `en`, its values filled in as they are."""
    swedish, english = sentences[name]
    return (english if language == ENGLISH else swedish).format(**values)


def spoken(sentences: Sequence[str]) -> str:
    """SSML that says these sentences one after the other."""
    return f"<speak>{' '.join(sentences)}</speak>"
