"""What Amazon Connect tells a function that a flow invokes. Pure.

The caller's number may be missing, withheld in several spellings, or anything else that the network
handed over: only what is plainly E.164 identifies anybody (F6).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

_E164 = re.compile(r"\+[1-9]\d{6,14}", re.ASCII)
# What the value is for a withheld number is documented nowhere; these are the network's words.
_WITHHELD = re.compile(
    r"|anonymous|restricted|private|withheld|unavailable|unknown|blocked|.*@anonymous\.invalid",
    re.IGNORECASE,
)
# UUIDs, by all that is known; whatever they become, something that can be a key.
_CONTACT = re.compile(r"[!-~]{1,256}")


@dataclass(frozen=True, slots=True)
class CallerId:
    """The number that the caller's telephone presents."""

    number: str | None
    """E.164; None where it identifies nobody."""
    is_withheld: bool = False
    """Nothing is presented, as opposed to something that is no number."""


@dataclass(frozen=True, slots=True)
class ConnectCall:
    """One invocation by a flow: for which contact, from whom, with which parameters."""

    contact: str
    """The same for every invocation within one call, whatever queues it has been moved through."""
    caller: CallerId
    parameters: Mapping[str, str]
    dialled: str = ""
    """Which of our numbers was rung, E.164; empty where what was rung is no number."""
    segment: str = ""
    """What Connect calls the contact now: another id after each move from queue to queue."""


def read_call(event: Mapping[str, Any]) -> ConnectCall:
    """The invocation in Connect's event; ValueError for what is not one."""
    try:
        details = event["Details"]
        data = details["ContactData"]
        segment = data["ContactId"]
        contact = data.get("InitialContactId") or segment
    except (KeyError, TypeError) as missing:
        raise ValueError("not an event of Amazon Connect") from missing
    if not is_contact_id(contact) or not is_contact_id(segment):
        raise ValueError("a contact without an id")
    endpoint = data.get("CustomerEndpoint") or {}
    dialled = read_caller((data.get("SystemEndpoint") or {}).get("Address")).number or ""
    parameters = details.get("Parameters") or {}
    caller = read_caller(endpoint.get("Address"))
    return ConnectCall(contact, caller, parameters, dialled, segment)


def is_contact_id(text: object) -> TypeGuard[str]:
    """Whether Connect can have called a contact so."""
    return isinstance(text, str) and _CONTACT.fullmatch(text) is not None


def read_caller(address: str | None) -> CallerId:
    """Who calls, from what the network presented."""
    presented = (address or "").strip()
    if _E164.fullmatch(presented):
        return CallerId(presented)
    return CallerId(None, is_withheld=_WITHHELD.fullmatch(presented) is not None)
