"""What kinds of items there are, told by their keys. Pure.

A new kind is one line here: its name, and its key made by `jour.store.keys` with marks in the place
of what varies. Nothing is spelled twice.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jour.store import keys
from jour.store.keys import Key

_MARK = "\x00"
_TIME = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item, and what varies in its key, in order: `org`, `user` …"""

    name: str
    pk: "re.Pattern[str]"
    sk: "re.Pattern[str]"
    parts: Sequence[str]
    expires: bool = False
    """Whether such an item always has a `ttl`."""

    def match(self, item: Mapping[str, Any]) -> dict[str, str] | None:
        """The parts of the item's key; None where it is of another kind."""
        pk, sk = self.pk.fullmatch(item["pk"]), self.sk.fullmatch(item["sk"])
        if pk is None or sk is None:
            return None
        return dict(zip(self.parts, (*pk.groups(), *sk.groups()), strict=True))


def _kind(name: str, parts: str, key: Key, *, expires: bool = False) -> Kind:
    return Kind(name, _pattern(key["pk"]), _pattern(key["sk"]), parts.split(), expires)


def _pattern(example: str) -> "re.Pattern[str]":
    """The example with what varies in its place; a time (15 digits) varies, and says nothing."""
    text = re.escape(example).replace(re.escape(_MARK), "(.+)" if "#" not in example else "([^#]+)")
    return re.compile(text.replace(keys.moment(_TIME), r"\d{15}"), re.DOTALL)


_M = _MARK
KINDS = (
    _kind("organisation", "org", keys.organisation(_M)),
    _kind("agent_login", "org user", keys.session(_M, _M)),
    _kind("web_login", "org user id", keys.session(_M, _M, _M)),
    _kind("ticket", "org contact", keys.ticket(_M, _M, _TIME, front=False)),
    _kind("ticket", "org contact", keys.ticket(_M, _M, _TIME, front=True)),
    _kind("outside", "org user contact", keys.outside(_M, _M, _M), expires=True),
    _kind("outside", "org contact", keys.outside(_M, "", _M), expires=True),
    _kind("forwarding", "org user", keys.forwarding(_M, _M), expires=True),
    _kind("user", "user", keys.user(_M)),
    _kind("attempts", "hash", keys.attempts(_M), expires=True),
    _kind("pin_attempts", "user", keys.pin_attempts(_M), expires=True),
    _kind("order", "user", keys.order(_M), expires=True),
    _kind("order_pointer", "order", keys.order_id(_M), expires=True),
    _kind("contact", "contact", keys.contact(_M), expires=True),
    _kind("caller_day", "org number day", keys.caller_day(_M, _M, _M), expires=True),
    _kind("open_callback", "org group number", keys.open_callback(_M, _M, _M)),
    _kind("segment", "segment", keys.segment(_M), expires=True),
    _kind("phone", "number", keys.phone(_M)),
    _kind("service_call", "contact", keys.toggle_call(_M), expires=True),
    _kind("text_message", "sms", keys.sms(_M), expires=True),
    _kind("phone_book_entry", "org number", keys.register_entry("phone_book", _M, _M)),
    _kind("phone_book_lease", "org", keys.register_lease("phone_book", _M), expires=True),
    _kind("do_not_call_entry", "org number", keys.register_entry("do_not_call", _M, _M)),
    _kind("do_not_call_lease", "org", keys.register_lease("do_not_call", _M), expires=True),
    _kind("call_list_entry", "org list number", keys.call_list_entry(_M, _M, _M)),
    _kind("call_list_lease", "org list", keys.call_list_lease(_M, _M), expires=True),
    _kind("call_list", "org list", keys.call_list(_M, _M)),
    _kind("push_subscription", "org user id", keys.push_subscription(_M, _M, _M), expires=True),
    _kind("canned_answers", "org group", keys.canned_answers(_M, _M)),
    _kind("chat_mail", "mail", keys.chat_mail(_M), expires=True),
    _kind("chat_head", "contact", keys.chat_head(_M), expires=True),
    Kind(
        "chat_message",
        _pattern(keys.chat(_M)),
        re.compile(re.escape(keys.MESSAGE) + r"\d{9}"),
        ("contact",),
        expires=True,
    ),
    # A client's id is whatever a client calls it, so it may have the separator in it.
    Kind(
        "chat_client",
        _pattern(keys.chat(_M)),
        re.compile(re.escape(keys.CLIENT) + "([^#]+)#(.+)", re.DOTALL),
        ("contact", "side", "client"),
        expires=True,
    ),
    Kind(
        "chat_throttle",
        _pattern(keys.chat_throttle(_M, _M, 0)["pk"]),
        re.compile(re.escape(keys.THROTTLE) + r"\d+"),
        ("what", "source"),
        expires=True,
    ),
    Kind(
        "user_throttle",
        _pattern(keys.user_throttle(_M, 0)["pk"]),
        re.compile(re.escape(keys.THROTTLE) + r"\d+"),
        ("user",),
        expires=True,
    ),
    Kind(
        "source_throttle",
        _pattern(keys.source_throttle(_M, 0)["pk"]),
        re.compile(re.escape(keys.THROTTLE) + r"\d+"),
        ("source",),
        expires=True,
    ),
    Kind(
        "log_entry",
        _pattern(keys.log_day(_M, _M)),
        re.compile(r"\d{15}#([^#]+)#\d+#\d+"),
        ("org", "day", "user"),
        expires=True,
    ),
)


def kind_of(item: Mapping[str, Any]) -> tuple[Kind, dict[str, str]] | None:
    """An item's kind and the parts of its key; None for what no reader knows."""
    for kind in KINDS:
        parts = kind.match(item)
        if parts is not None:
            return kind, parts
    return None
