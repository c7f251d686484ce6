"""Issue 11, point 8: whatever comes over an agent's or a customer's socket is answered."""

import inspect
import json
import re
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jour import chat_desk, customer_desk, desk
from tests.badinput.conftest import cases
from tests.badinput.corpora import spoiled
from tests.badinput.judge import Log, judge_socket
from tests.badinput.office import Office
from tests.handlers.chats import authorize_customer
from tests.handlers.sockets import Socket, authorize

CONTACTS = ("call-1", "call-2", "call-3", "asks.cb", "$talking", "$waiting")
GOOD: dict[str, dict[str, Any]] = {
    "heartbeat": {},
    "sync": {"after": 0},
    "status": {"status": "paused", "reason": "lunch"},
    "groups": {"groups": ["support", "chatt"]},
    "view": {"groups": ["support"]},
    "accept": {"contact": "$waiting"},
    "decline": {"contact": "$waiting"},
    "hung_up": {"contact": "call-1"},
    "wrap_up_done": {"contact": "$talking"},
    "wrap_up_extend": {"contact": "$talking"},
    "gates": {},
    "chat": {"contact": "$talking", "text": "Hej!", "client_id": "c-1"},
    "typing": {"contact": "$talking"},
    "read": {"contact": "$talking", "number": 1},
    "chat_sync": {"contact": "$talking", "after": 0},
    "chat_end": {"contact": "$talking"},
    "chat_transfer": {"contact": "$talking", "user": "bo", "group": None},
    "end": {},
}
"""Every action of either side, with fields that it takes."""


@st.composite
def messages(draw: st.DrawFn) -> tuple[str, str]:
    """Who speaks, and what."""
    who = draw(st.sampled_from(("anna", "anna", "anna", "bo", "alva", "talking", "waiting")))
    action = draw(st.sampled_from(sorted(GOOD)))
    fields = dict(GOOD[action])
    if "contact" in fields and draw(st.booleans()):
        fields["contact"] = draw(st.sampled_from(CONTACTS))
    good = {"action": action, **fields, "id": "m-1", "language": "sv"}
    return who, draw(spoiled(good))


def sockets(office: Office) -> dict[str, Socket]:
    """Everybody's open connection."""
    found = {
        user: Socket(f"{user}s", authorize(office.logins[user])["context"])
        for user in ("anna", "bo", "alva")
    }
    for place, name in enumerate(("talking", "waiting")):
        cookie = office.chats[place]
        found[name] = Socket(office.connections[place], authorize_customer(cookie)["context"])
    return found


def say(text: str, socket: Socket, office: Office) -> Any:
    """Send it and judge the answer."""
    talking, waiting, _ = (cookie.partition(".")[0] for cookie in office.chats)
    before = office.stored()
    office.tries += 1
    sent = text.replace("$talking", talking).replace("$waiting", waiting)
    answer = socket.event("$default", sent)
    judge_socket(answer, office, before)
    return answer["body"]


@cases(300)
@given(said=st.lists(messages(), min_size=1, max_size=5))
def test_every_action_survives_anything(
    said: list[tuple[str, str]], office: Office, log: Log
) -> None:
    """A few messages in a row from all sides, and what they stored told on."""
    office.anew()
    open_ones = sockets(office)
    for who, text in said:
        say(text, open_ones[who], office)
    office.settle()
    log.sound()


def test_the_actions_are_all_of_them(office: Office, log: Log) -> None:
    """No action is left out above, and none is there that neither side knows."""
    open_ones = sockets(office)
    told: dict[str, set[bool]] = {}
    for action, fields in GOOD.items():
        told[action] = set()
        for who in ("anna", "talking"):
            office.anew()
            answer = say(json.dumps({"action": action, **fields}), open_ones[who], office)
            told[action].add("unknown_action" in answer)
    office.anew()
    log.sound()
    assert {action for action, unknown in told.items() if unknown == {True}} == set()
    assert set(GOOD) == _known_actions()


def _known_actions() -> set[str]:
    """Those in the sources of the desks."""
    sources = "".join(map(inspect.getsource, (chat_desk, customer_desk, desk)))
    return set(re.findall(r'^ +"(\w+)": (?:self\._|lambda)', sources, re.MULTILINE))
