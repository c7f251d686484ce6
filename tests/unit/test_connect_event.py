"""What Connect tells: the caller's number is E.164, or it identifies nobody."""

from typing import Any

import pytest

from jour.connect_event import CallerId, read_call, read_caller
from jour.contact_event import Ended, read_event
from tests.connect import connect_event


@pytest.mark.parametrize("number", ["+46701740605", "+4612345", "+123456789012345"])
def test_a_plain_number_identifies(number: str) -> None:
    """F6: E.164 as the network presents it."""
    assert read_caller(number) == CallerId(number)
    assert read_caller(f" {number} ") == CallerId(number)


@pytest.mark.parametrize(
    "address", [None, "", " ", "anonymous", "Anonymous", "RESTRICTED", "sip:x@anonymous.invalid"]
)
def test_a_withheld_number_is_told_apart(address: str | None) -> None:
    """F6: withheld has a reason of its own."""
    assert read_caller(address) == CallerId(None, is_withheld=True)


@pytest.mark.parametrize(
    "address",
    [
        "0701740605",
        "46701740605",
        "+0701740605",
        "+46 70 174 06 05",
        "+46701740605;ext=1",
        "+4670174060512345678",
        "+46",
        "+４６７０１７４０６０５",
        "+46701740605\n+46701740606",
    ],
)
def test_what_is_no_number_identifies_nobody(address: str) -> None:
    """F6: malformed numbers are refused, never repaired."""
    assert read_caller(address) == CallerId(None, is_withheld=False)


def test_the_event_is_read_as_connect_writes_it() -> None:
    """Contact, caller and the flow's parameters."""
    call = read_call(connect_event("c-1", "+46701740605", {"op": "toggle"}))
    assert call.contact == "c-1"
    assert call.caller.number == "+46701740605"
    assert call.parameters == {"op": "toggle"}


def test_connect_may_leave_the_caller_out() -> None:
    """CustomerEndpoint is nullable."""
    assert read_call(connect_event("c-1", None, {})).caller.is_withheld


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"Details": None},
        {"Details": {"ContactData": {}}},
        {"Details": {"ContactData": {"ContactId": ""}}},
        {"Details": {"ContactData": {"ContactId": 7}}},
        {"Details": {"ContactData": {"ContactId": "x" * 300}}},
    ],
)
def test_what_is_no_event_of_connect_is_refused(event: dict[str, Any]) -> None:
    """Nothing is guessed: without a contact there is no idempotency."""
    with pytest.raises(ValueError, match=r"contact|Connect"):
        read_call(event)


@pytest.mark.parametrize("dialled", ["", "x\ud800", "1" * 5_000, "sip:support@example.se"])
def test_what_was_rung_and_is_no_number_is_none_of_ours(dialled: str) -> None:
    """Issue 11.8: it becomes a key of the table, which takes no half characters."""
    assert read_call(connect_event("c1", None, {}, dialled)).dialled == ""


@pytest.mark.parametrize("contact", ["x\ud800", " ", "c1\n", "å", "c" * 257])
def test_a_contact_without_a_usable_id_is_refused(contact: str) -> None:
    """Issue 11.8: the same in Connect's events, where it means nothing to us."""
    with pytest.raises(ValueError, match="without an id"):
        read_call(connect_event(contact, None, {}))
    detail = {"eventType": "DISCONNECTED", "contactId": contact}
    assert read_event({"detail": detail}) is None
    assert read_event({"detail": detail | {"contactId": "c1", "initialContactId": contact}}) == (
        Ended("c1", "c1", talked=False)
    )
