"""The text messages: what they say, in one part of the GSM alphabet (issue 7.3)."""

import string

import pytest

from jour.sms import Sms, SmsKind, asked_for_callback, missed_calls
from jour.sms_texts import _TEXTS, PART, gsm, septets, text_of

NOON = 1_795_000_000_000
LANGUAGES = ("sv", "en")


def callback(name: str | None = "Karin Ek", group: str = "Support") -> Sms:
    return asked_for_callback(
        "c1.cb",
        1,
        "demo",
        "dan",
        "+46701740605",
        NOON,
        number="+46708161718",
        name=name,
        group=group,
        asked_at=NOON,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("service", ["+46846500401", "+3581234567890", None])
@pytest.mark.parametrize("kind", [SmsKind.MISSES, SmsKind.LOGGED_OUT])
def test_missed_calls_fit_one_part(kind: SmsKind, service: str | None, language: str) -> None:
    """B4: how many, and what to ring, with a service number or without."""
    text = text_of(
        missed_calls(kind, "c1.1", "demo", "dan", "+46701740605", 20, NOON), language, service
    )
    assert "20" in text
    assert septets(text) <= PART


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("name", "group"),
    [
        (None, "Support"),
        ("Karin Ek", "Kundtjänst"),
        ("Łukasz Żółć-Þórsson 😀", "Växel & köp"),
        ("x" * 100, "y" * 100),
        ("€" * 100, "{}" * 50),
        ("王小明", ""),
    ],
)
def test_a_callback_fits_one_part_with_its_number(
    name: str | None, group: str, language: str
) -> None:
    """F12: the number to ring is there whole, whatever names there are."""
    text = text_of(callback(name, group), language, None)
    assert "070-816 17 18" in text
    assert septets(text) <= PART


def test_a_callback_says_whom_to_ring_and_why() -> None:
    """F12: name, number, group, and when it was asked for, by people's clocks."""
    assert text_of(callback(), "sv", None) == (
        "Ring upp Karin Ek, 070-816 17 18. Support, bad om att bli uppringd kl 12:06."
    )


def test_swedish_letters_stay_and_others_become_plain() -> None:
    """Issue 7.3: one letter outside of the alphabet would halve what fits."""
    assert gsm("Åsa Öst, é ü") == "Åsa Öst, é ü"
    assert gsm("Ćelić ‘Ž’ – 王") == "Celic 'Z' - ?"
    with pytest.raises(ValueError, match="GSM"):
        septets("Ć")


@pytest.mark.parametrize("text", _TEXTS)
def test_both_languages_say_it_with_the_same_values(text: str) -> None:
    """B8: Swedish and English, each complete."""
    fields = [{f for _, f, _, _ in string.Formatter().parse(t) if f} for t in _TEXTS[text]]
    assert fields[0] == fields[1]
