"""Hostile values of our own making, and strategies that draw from them."""

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

TEXTS = (
    "",
    " ",
    "\t\r\n",
    "\u00a0\u2003\u3000",  # spaces that are none of ASCII's
    "\x00",
    "anna\x00",
    "\x7f\x1b[31m",
    "\u202egnp.exe",  # right-to-left override
    "\u2066\u2067\u2069",
    "\u200b\u200d\ufeff",
    "\ud800",  # half a surrogate pair
    "x\udfffy",
    "\ud83d\ude00",  # a pair written as halves
    "😀" * 70,
    "👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "\U0010ffff\ufffe",
    "Z̷͔͒á̸l̶g̵ö̴",
    "é" * 40,  # NFC
    "e\u0301" * 40,  # NFD
    "ﷺ" * 20,  # one character, eighteen under NFKC
    "ｆｕｌｌｗｉｄｔｈ",
    "İıſK",  # cases that change length or alphabet
    "ß" * 64,
    "a" * 65,
    "a" * 257,
    "å" * 1025,
    "x" * 5_000,
    "../../etc/passwd",
    "..%2f..%2f",
    "%00%0d%0aSet-Cookie:x=y",
    "a/b",
    "a#b",
    "SESSION#agent#anna",
    "~",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}${jndi:ldap://x}",
    "=cmd|' /C calc'!A0",  # a formula, once it is in a spreadsheet
    "attribute_not_exists(pk)",
    "#pk = :x",
    "True",
    "null",
    "NaN",
    "-0",
    "constructor",
    "__proto__",
    "2026-02-30",
    "2026-11-28T25:61:00Z",
    "0000-00-00",
    "9999-12-31T23:59:59.999999Z",
    "٣٤",  # digits that int() reads and [0-9] does not
    "１２３",
    "²",
    "1_000",
)
PHONES = (
    "+46701740605",
    "070-174 06 05",
    "0046701740605",
    "softphone",
    "+",
    "++46701740605",
    "+0",
    "+46" + "0" * 30,
    "00",
    "112",
    "0",
    "+1 (415) 555-2671 ext. 5",
    "tel:+46701740605;phone-context=x",
    "+46٧٠١٧٤٠٦٠٥",
    "＋４６７０１７４０６０５",
    "+46-70-174\u2010\u20110605",
    "+46\u00a070\u202f1740605",
    "\u202d+46701740605\u202c",
    "+46701740605\x00",
    "+46701740605,,123#",
    "*21*0701740605#",
    "anonymous",
    "anonymous@anonymous.invalid",
    "sip:anna@example.se",
    "+999123456789",
    "+882123456789",
    "+4670174060٥",
    "1e9",
    "+46 8 465 004 01",
)
PASSWORDS = (
    " ",
    " " * 300,
    "\t\t\t\t",
    "aaaa",
    "abc12abc",
    "ab11ab12",
    "demo-anna",
    "Ångström1",
    "A\u030angstro\u0308m1",
    "ﬁﬃ½²",
    "ﷺ" * 30,
    "p\x00w1",
    "\ud800\udbff",
    "x" * 256,
    "x" * 257,
    "x" * 1024,
    "é" * 256,
    "e\u0301" * 256,
    "🔑" * 64,
    "\u200b" * 16,
    "correct horse battery staple",
)
NUMBERS: tuple[Any, ...] = (
    0,
    -1,
    1,
    2**31,
    2**53,
    2**53 + 1,
    2**63,
    -(2**63) - 1,
    10**38,
    10**39,
    10**300,
    10**4000,
    0.1,
    -0.0,
    1e308,
    5e-324,
    float("nan"),
    float("inf"),
    True,
)
SHAPES: tuple[Any, ...] = (
    None,
    False,
    [],
    {},
    [None],
    [[]],
    {"": ""},
    [[[[[[[[]]]]]]]],
    {"a": {"b": {"c": {}}}},
    ["support"] * 300,
    ["support", "support"],
    {"__proto__": {}},
    {"S": "anna"},  # as DynamoDB writes a text
    {"$ne": None},
)
BROKEN_JSON = (
    "",
    " ",
    "{",
    "[",
    '"',
    "nul",
    "{'a': 1}",
    '{"a": 1,}',
    "\ufeff{}",
    "[" * 60_000,
    '{"a":' * 10_000,
    "[" * 800 + "]" * 800,
    '{"user_id": "a", "user_id": "b"}',
    '{"version": 1, "version": 2}',
    '{"action": "sync", "action": "status"}',
    '{"a": ' + "9" * 5_000 + "}",
    '{"version": ' + "9" * 4_000 + "}",
    '{"a": 1e999}',
    '{"a": -1E+400}',
    '{"a": "\\ud800"}',
    '{"\\ud800": 1}',
    '{"action": "\\udfff"}',
    '{"a": "\x01"}',
    "\x00{}",
    "{}\x00",
    '{"a": NaN}',
    "true",
    "1",
    '"text"',
    "[]",
    "null",
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
TEXT = st.sampled_from(TEXTS + PHONES + PASSWORDS) | st.text(max_size=30)
VALUE: st.SearchStrategy[Any] = (
    TEXT
    | st.sampled_from(NUMBERS)
    | st.sampled_from(SHAPES).map(deepcopy)  # what is drawn may be spoiled further
    | st.sampled_from(PHONES)
    | JSON
)


@st.composite
def spoiled(draw: st.DrawFn, good: Any) -> str:
    """A JSON text: the good one, with something about it changed, or no such thing at all."""
    kind = draw(st.integers(0, 11))
    if kind == 0:
        return draw(st.sampled_from(BROKEN_JSON))
    if kind == 1:
        return _text(draw(JSON))
    if kind == 2:
        return draw(st.text(max_size=40))
    value = json.loads(json.dumps(good))
    for _ in range(kind // 4 + 1 if kind > 3 else 0):
        _spoil(draw, value)
    return _text(value)


def _spoil(draw: st.DrawFn, value: Any) -> None:
    """Change one thing in a dictionary, or deeper in it."""
    if not isinstance(value, dict) or not value:
        return
    name = draw(st.sampled_from(sorted(value)))
    inner = value[name]
    if isinstance(inner, list) and inner and isinstance(inner[0], dict):
        inner = inner[0]
    match draw(st.integers(0, 9)):
        case 0:
            del value[name]
        case 1:
            value[draw(TEXT)] = draw(VALUE)
        case 2:
            value[name] = [value[name]]
        case 3 | 4 if isinstance(inner, dict):
            _spoil(draw, inner)
        case 3 | 4 if isinstance(inner, list):
            inner.append(draw(VALUE))
        case _:
            value[name] = draw(VALUE)


def _text(value: Any) -> str:
    try:
        return json.dumps(value)
    except ValueError:  # a number of more digits than Python writes
        return '{"a": ' + "7" * 5_000 + "}"


CELL = st.sampled_from(TEXTS + PHONES) | st.sampled_from(
    ('"', '""', '"a', 'a"b', "anna", "Anna Ek", "a@b.se", "support;vaxel", "ja", "sv")
)
CSV = st.builds(
    lambda rows, separator, end: end.join(separator.join(row) for row in rows),
    st.lists(st.lists(CELL, max_size=6), max_size=6),
    st.sampled_from((",", ";", "\t")),
    st.sampled_from(("\n", "\r\n", "\r")),
)
"""Lists as spreadsheets write them, and as nothing writes them."""
