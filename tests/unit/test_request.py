"""What a request carries besides its body."""

from typing import Any

import pytest

from jour.request import login_token, source_of


def event(forwarded: str | None, gateway: str = "10.0.0.1") -> dict[str, Any]:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return {"headers": headers, "requestContext": {"http": {"sourceIp": gateway}}}


@pytest.mark.parametrize(
    ("forwarded", "source"),
    [
        ("192.0.2.1, 10.0.0.1", "192.0.2.1"),
        ("6.6.6.6, 192.0.2.1, 10.0.0.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6, 10.0.0.1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1, 10.0.0.1", "2001:db8:1:2::/64"),
        ("not an address, 10.0.0.1", "not an address"),
        ("192.0.2.1", "10.0.0.1"),
        (None, "10.0.0.1"),
    ],
)
def test_the_source_is_whom_the_front_door_saw(forwarded: str | None, source: str) -> None:
    """B7: what the client claims stands further left; an IPv6 site counts as one."""
    assert source_of(event(forwarded)) == source


@pytest.mark.parametrize(
    "carrier",
    [
        {"cookies": ["a=1", "__Host-jour=token"]},
        {"headers": {"Cookie": "a=1; __Host-jour=token; b=2"}},
        {"headers": {"cookie": "__Host-jour=token"}},
    ],
)
def test_the_login_cookie_is_found_wherever_it_comes(carrier: dict[str, Any]) -> None:
    """HTTP requests carry cookies apart, sockets as a header."""
    assert login_token(carrier) == "token"


@pytest.mark.parametrize("header", ["", "__Host-jour=", "x__Host-jour=token", "jour=token"])
def test_other_cookies_are_not_it(header: str) -> None:
    """Only the cookie with the host prefix counts."""
    assert login_token({"headers": {"cookie": header}}) is None
