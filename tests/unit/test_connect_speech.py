"""What is heard of a prompt, and which prompts cannot be spoken."""

import pytest

from local.connect import speech, voices
from local.connect.speech import Unspeakable


@pytest.mark.parametrize(
    ("ssml", "heard"),
    [
        ("<speak><s>Du är inloggad.</s><s>Hej då.</s></speak>", "Du är inloggad. Hej då."),
        ("<speak>Ring\n  igen &amp; prata.</speak>", "Ring igen & prata."),
        (
            '<speak>Nu<break time="1s"/>ringer <say-as interpret-as="digits">07</say-as></speak>',
            "Nu ringer 07",
        ),
        ('<speak><break time="200ms"/></speak>', ""),
        ("<speak><s> <break/></s></speak>", ""),
        ('<speak><sub alias="kundtjänst">KT</sub> öppnar</speak>', "kundtjänst öppnar"),
    ],
)
def test_ssml_becomes_what_is_heard(ssml: str, heard: str) -> None:
    """F10: the transcript shows the spoken words."""
    assert speech.plain(ssml) == heard


@pytest.mark.parametrize(
    "ssml",
    [
        "",
        "Hej",
        "<speak>Hej",
        "<speak>A & B</speak>",
        "<p>Hej</p>",
        "<speak> </speak>",
        "<speak>Hej</speak>!",
        "<speak><emphasis>Hej</emphasis></speak>",
    ],
)
def test_what_is_not_ssml_cannot_be_spoken(ssml: str) -> None:
    """As in Connect: the action's error branch, not a guess; neural voices know no emphasis."""
    with pytest.raises(Unspeakable):
        speech.plain(ssml)


def test_speaking_takes_time() -> None:
    """About 15 characters a second."""
    assert speech.seconds("x" * 150) == 10


def test_a_voice_has_its_engines() -> None:
    """Facts of Connect: Elin is neural only, so she cannot be had without saying so."""
    found = voices.find("Elin", "Neural")
    assert found is not None
    assert found.language == "sv-SE"
    assert voices.find("Elin", "standard") is None
    assert voices.find("Nobody", "neural") is None
