"""Issue 11, point 8: whatever the telephone network, the keys and Connect's events bring."""

import importlib
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.badinput.conftest import cases
from tests.badinput.corpora import PHONES, TEXT, VALUE
from tests.badinput.judge import Log, judge_flow
from tests.badinput.office import BOS_NUMBER, CUSTOMER, SUPPORT, Office
from tests.builders import ANNAS_NUMBER
from tests.connect import SERVICE_NUMBER, connect_event

CONTACTS = ("call-1", "call-2", "call-3", "asks", "asks.cb", "new-1", "new-2", "outbound-1")
ADDRESSES = st.sampled_from((ANNAS_NUMBER, BOS_NUMBER, CUSTOMER, *PHONES, None)) | TEXT
DIALLED = st.sampled_from((SUPPORT, SERVICE_NUMBER, "", "+46846500411")) | TEXT
KEYS = st.sampled_from(("", "1", "2#", "1234", "0701740690", "Timeout", "NoMatch")) | TEXT
OFFERS = ("0", "1", "2")
FLOWS: dict[str, st.SearchStrategy[dict[str, str]]] = {
    "distance_toggle": st.one_of(
        st.just({"op": "toggle"}),
        st.just({"op": "settle"}),
        st.fixed_dictionaries(
            {"op": st.just("pin"), "attempt": st.sampled_from("123"), "pin": KEYS}
        ),
    ),
    "call_routing": st.one_of(
        st.just({"op": "arrive"}),
        st.just({"op": "leave"}),
        st.fixed_dictionaries({"op": st.just("poll")}, optional={"offer": st.sampled_from(OFFERS)}),
        st.fixed_dictionaries(
            {
                "op": st.just("outcome"),
                "result": st.sampled_from(("answered", "failed", "no_answer")),
                "offer": st.sampled_from(OFFERS),
            }
        ),
        st.fixed_dictionaries({"op": st.just("callback")}, optional={"number": KEYS}),
        # What is confirmed is what the function itself has read back, never what somebody typed.
        st.fixed_dictionaries(
            {
                "op": st.just("callback"),
                "number": st.sampled_from((CUSTOMER, ANNAS_NUMBER)),
                "confirmed": st.just("yes"),
            }
        ),
    ),
    "callback_routing": st.fixed_dictionaries(
        {
            "op": st.sampled_from(
                ("agent_answered", "customer", "customer_answered", "agent_missed")
            ),
            "contact": st.sampled_from(CONTACTS),
            "offer": st.sampled_from(OFFERS),
            "result": st.sampled_from(("hung_up", "no_answer", "failed")),
        }
    ),
}


@st.composite
def invocations(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """A function, and what a flow of ours or Connect hands it."""
    function = draw(st.sampled_from(("contact_events", *sorted(FLOWS))))
    contact = draw(st.sampled_from(CONTACTS) | st.text("azAZ09-._:/#~", min_size=1))
    if function == "contact_events":
        return function, draw(_events(contact))
    parameters = draw(FLOWS[function])
    return function, connect_event(contact, draw(ADDRESSES), parameters, draw(DIALLED))


def _events(contact: str) -> st.SearchStrategy[dict[str, Any]]:
    detail = st.fixed_dictionaries(
        {
            "eventType": st.sampled_from(("DISCONNECTED", "CONNECTED_TO_AGENT")) | VALUE,
            "contactId": st.just(contact) | VALUE,
        },
        optional={
            "initialContactId": st.sampled_from(CONTACTS) | VALUE,
            "agentInfo": st.fixed_dictionaries(
                {"agentArn": VALUE | st.just("arn:aws:connect:x:1:instance/i/agent/agent-of-bo")},
                optional={"connectedToAgentTimestamp": VALUE},
            )
            | VALUE,
            "disconnectReason": VALUE,
        },
    )
    return st.fixed_dictionaries(
        {"source": st.just("aws.connect"), "detail": detail | VALUE | st.none()}
    )


@cases(200)
@given(told=st.lists(invocations(), min_size=1, max_size=5))
def test_every_telephone_survives_anything(
    told: list[tuple[str, dict[str, Any]]], office: Office, log: Log
) -> None:
    """A few invocations in a row: each gets a flow's answer, and what they stored is told on."""
    office.anew()
    for function, event in told:
        office.tries += 1
        answer = importlib.import_module(f"functions.{function}.handler").handler(event, None)
        if function != "contact_events":
            judge_flow(answer)
    office.settle()
    log.sound()
