"""What may stand in a chat: messages and names, from people who mean no good, too (issue 8.3)."""

import pytest

from jour.chat import LONGEST_NAME, LONGEST_TEXT, customer_name, message_text
from jour.errors import Invalid

RTL, ISOLATE, ZERO_WIDTH, NUL = "\u202e", "\u2067", "\u200b", "\0"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("  Hej!\r\n\tIgen ", "Hej!\n\tIgen"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        (f"{NUL} ab\x07c\x1b[2J\x85", "abc[2J"),
        ("cafe\u0301", "café"),
        (f"{RTL}evil", f"{RTL}evil"),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        ("e\u0301" * LONGEST_TEXT, "é" * LONGEST_TEXT),
        ("😀" * LONGEST_TEXT, "😀" * LONGEST_TEXT),
        (f"{' ' * 5_000}kort", "kort"),
    ],
)
def test_a_message_is_kept_as_it_was_written(written: str, kept: str) -> None:
    """Trimmed and composed, without control characters; markup is text, counted in code points."""
    assert message_text(written) == kept
    assert message_text(kept) == kept


@pytest.mark.parametrize(
    "written",
    [
        "",
        " \n\t ",
        ZERO_WIDTH * 3,
        f"{RTL}{ISOLATE}",
        NUL,
        "half \ud800",
        "x" * (LONGEST_TEXT + 1),
        "q\u0301" * LONGEST_TEXT,
    ],
)
def test_what_cannot_be_a_message_is_refused(written: str) -> None:
    """Nothing to be seen, half a character, too long: refused whole, with the limit."""
    with pytest.raises(Invalid, match="invalid_chat_text") as refused:
        message_text(written)
    assert refused.value.values == {"limit": LONGEST_TEXT}


@pytest.mark.parametrize(
    ("written", "called"),
    [
        ("  Karin \n\t Ek ", "Karin Ek"),
        (f"{RTL}Karin{ISOLATE}", "Karin"),
        (f"Ka{ZERO_WIDTH}rin\ufeff", "Karin"),
        ("Karin\u2028Ek", "Karin Ek"),
        (f"Ka{NUL}rin\x1b", "Karin"),
        ("Kari\ud800n", "Karin"),
        ("\u0301\u0301 Karin", "Karin"),
        ("Rene\u0301", "René"),
        ("<b>Karin</b>", "<b>Karin</b>"),
        ("محمد", "محمد"),
        ("x" * LONGEST_NAME, "x" * LONGEST_NAME),
    ],
)
def test_a_name_is_one_line_that_disturbs_nothing(written: str, called: str) -> None:
    """No line ends, no overrides of direction, nothing invisible, no mark over what is before."""
    assert customer_name(written) == called
    assert customer_name(called) == called


@pytest.mark.parametrize(
    "written",
    ["", " \n ", ZERO_WIDTH * 3, f"{RTL}{NUL}", "\ud800", "\u0301", "x" * (LONGEST_NAME + 1)],
)
def test_what_cannot_be_a_name_is_refused(written: str) -> None:
    """Nothing to be seen, or too long."""
    with pytest.raises(Invalid, match="invalid_chat_name") as refused:
        customer_name(written)
    assert refused.value.values == {"limit": LONGEST_NAME}
