"""What is heard of a prompt: SSML as plain text, and how long it takes to say it."""

import xml.etree.ElementTree as ElementTree
from typing import Final

_CHARACTERS_A_SECOND: Final = 15
# What the neural voices understand; anything else makes the speech service refuse the whole.
_TAGS: Final = frozenset("break lang mark p phoneme prosody s say-as speak sub w".split())


class Unspeakable(Exception):
    """The prompt is empty, is not well-formed XML, or has a tag that the voices do not know."""


def plain(ssml: str) -> str:
    """The words of a `<speak>` document, none where it is a mere pause; raises Unspeakable."""
    try:
        root = ElementTree.fromstring(ssml)
    except ElementTree.ParseError as error:
        raise Unspeakable(f"not well-formed ({error})") from error
    if root.tag != "speak":
        raise Unspeakable("the outermost tag is not <speak>")
    foreign = {element.tag for element in root.iter()} - _TAGS
    if foreign:
        raise Unspeakable(f"unknown tags: {', '.join(sorted(foreign))}")
    words = _words(root)
    is_pause = not words.strip() and root.find(".//break") is not None
    return "" if is_pause else spoken(words)


def spoken(text: str) -> str:
    """The text with its white space in order; raises Unspeakable where nothing is left."""
    words = " ".join(text.split())
    if not words:
        raise Unspeakable("empty")
    return words


def seconds(text: str) -> float:
    """About how long a voice takes to say it."""
    return len(text) / _CHARACTERS_A_SECOND


def _words(element: "ElementTree.Element[str]") -> str:
    inner = element.get("alias") if element.tag == "sub" else None
    if inner is None:
        inner = (element.text or "") + "".join(
            _words(child) + (child.tail or "") for child in element
        )
    # A pause or a paragraph stands between words even where no space is written.
    return f" {inner} " if element.tag in ("break", "p", "s") else inner
