"""Conversations on a DynamoDB whose conditions are atomic: issue 8.3, races and repetitions."""

from dataclasses import replace

import pytest

from jour.chat import Author, Conversation, Message
from jour.chat_changes import GONE
from jour.chat_handout import accepted, claimed, ended, missed
from jour.clock import Millis, system_clock
from jour.contact import Contact, ContactKind, ContactState, Opening, Side
from jour.errors import Conflict, NotFound, TooMany
from jour.handout import Pair
from jour.organisation import Channel, Media
from jour.session import Ending, EndReason, Session
from jour.store.chats import Chats, system_line
from jour.store.contacts import Contacts
from jour.store.sessions import Sessions
from jour.store.table import Table
from tests.builders import identity, new_session
from tests.store.at_once import at_once


def a_chat(now: Millis, contact: str = "c1") -> Contact:
    return Contact(
        id=contact,
        org="demo",
        group="chatt",
        media=Media.CHAT,
        dialled="",
        caller=None,
        arrived_at=now,
        day="2026-11-24",
        name="Karin",
        alive_until=now + GONE,
        kind=ContactKind.CHAT,
        chat=Opening("https://example.se/hjalp", "Hej"),
    )


def opened(table: Table, now: Millis) -> Contact:
    chat = a_chat(now)
    head = Conversation("c1", "demo", "sv", "digest", seen_at=now, window_since=now)
    assert Chats(table).open(chat, head, Message(1, Author.CUSTOMER, "Karin", "Hej", now, "c1"))
    return chat


def anna(table: Table, now: Millis) -> Session:
    sessions = Sessions(table)
    sessions.log_in(new_session("s1", Channel.DESKTOP, at=now, groups=("chatt",)), now)
    sessions.connect(identity("s1"), "k1", now)
    agent = sessions.get("demo", "anna")
    assert agent
    return agent


def offered(table: Table, now: Millis) -> Pair:
    chat, agent = opened(table, now), anna(table, now)
    pair = Pair(chat, agent)
    assert Contacts(table).keep(pair, claimed(pair, now), now, claims=True)
    return Contacts(table).pair("c1")


def talking(table: Table, now: Millis) -> Pair:
    pair = offered(table, now)
    after = accepted(pair, now)
    assert after
    assert Contacts(table).keep(pair, after, now)
    return Contacts(table).pair("c1")


def says(table: Table, text: str, now: Millis, client_id: str | None = None) -> Message:
    name = client_id or f"id-{text}"
    return Chats(table).append("c1", Author.CUSTOMER, None, "Karin", text, name, now)


def answers(table: Table, text: str, now: Millis, user: str = "anna") -> Message:
    return Chats(table).append("c1", Author.AGENT, user, "Anna", text, f"id-{text}", now)


def test_a_chat_is_begun_once(table: Table) -> None:
    """Begun again with the same id it is the same: one ticket, one first message."""
    now = system_clock()
    opened(table, now)
    head = Conversation("c1", "demo", "sv", "other", seen_at=now)
    again = Message(1, Author.CUSTOMER, "Karin", "Hej", now, "c1")
    assert not Chats(table).open(a_chat(now + 5), head, again)
    assert [one.id for one in Sessions(table).present("demo").waiting] == ["c1"]
    assert len(Chats(table).messages("c1", 0, 10)) == 1
    found = Chats(table).head("c1")
    assert found
    assert found.token_digest == "digest"


def test_eight_senders_at_once_leave_no_gap_and_no_double(table: Table) -> None:
    """Issue 8.3: numbers without gaps, each client's id once, however often it is sent."""
    now = system_clock()
    talking(table, now)

    def customer(number: int) -> object:
        return says(table, f"k{number % 3}", now)

    def agent(number: int) -> object:
        return answers(table, f"a{number % 3}", now)

    attempts = [lambda n=n: customer(n) for n in range(4)]
    attempts += [lambda n=n: agent(n) for n in range(4)]
    sent = at_once(*attempts)
    stored = Chats(table).messages("c1", 0, 100)
    assert [message.number for message in stored] == list(range(1, len(stored) + 1))
    assert sorted(one.text for one in stored) == ["Hej", "a0", "a1", "a2", "k0", "k1", "k2"]
    told = [one for one in sent if isinstance(one, Message)]
    assert len(told) == 8, "somebody was refused"
    assert {one.number: one.text for one in told}.items() <= {
        one.number: one.text for one in stored
    }.items(), "told another number than the one that is stored"


def test_a_message_sent_again_is_answered_after_the_end(table: Table) -> None:
    """A retry whose first answer was lost learns its number although the chat is over."""
    now = system_clock()
    pair = talking(table, now)
    first = answers(table, "Hejdå", now)
    over = ended(pair, Side.CUSTOMER, 0, now)
    assert over
    assert Contacts(table).keep(pair, over, now)
    assert answers(table, "Hejdå", now + 1) == first
    with pytest.raises(Conflict, match="not_your_contact"):
        answers(table, "En sak till", now)
    with pytest.raises(Conflict, match="chat_over"):
        says(table, "Vänta", now)


def test_an_end_and_a_message_at_once(table: Table) -> None:
    """Either the message comes before the end, or it is refused and leaves nothing."""
    now = system_clock()
    pair = talking(table, now)
    over = ended(pair, Side.AGENT, 0, now)
    assert over
    result, kept = at_once(
        lambda: says(table, "Vänta", now), lambda: Contacts(table).keep(pair, over, now)
    )
    assert kept is True
    texts = [one.text for one in Chats(table).messages("c1", 0, 10)]
    assert texts == (["Hej", "Vänta"] if isinstance(result, Message) else ["Hej"])


def test_accepting_and_lapsing_at_once(table: Table) -> None:
    """One of the two: talking with Anna, or waiting at the front without her."""
    now = system_clock()
    pair = offered(table, now)
    contacts = Contacts(table)
    begun, back = accepted(pair, now), missed(pair, now)
    assert begun
    assert back
    kept = at_once(lambda: contacts.keep(pair, begun, now), lambda: contacts.keep(pair, back, now))
    assert sorted(map(str, kept)) == ["False", "True"]
    found, agent = contacts.pair("c1"), Sessions(table).get("demo", "anna")
    assert agent
    waits = [one.id for one in Sessions(table).present("demo").waiting]
    if found.contact.state is ContactState.TALKING:
        assert (waits, [one.contact for one in agent.chats]) == ([], ["c1"])
    else:
        assert (waits, agent.chats, found.contact.front) == (["c1"], (), True)


def test_a_claim_and_a_logout_at_once(table: Table) -> None:
    """B2: whoever has logged out is given nothing; whoever was given it can be found having it."""
    now = system_clock()
    chat, agent = opened(table, now), anna(table, now)
    pair = Pair(chat, agent)
    kept, _ = at_once(
        lambda: Contacts(table).keep(pair, claimed(pair, now), now, claims=True),
        lambda: Sessions(table).end(identity("s1"), Ending(EndReason.USER, "anna", now)),
    )
    after = Sessions(table).get("demo", "anna")
    assert after
    assert [one.contact for one in after.chats] == (["c1"] if kept is True else [])
    waits = [one.id for one in Sessions(table).present("demo").waiting]
    assert waits == ([] if kept is True else ["c1"])


def test_chats_are_kept_from_login_to_login(table: Table) -> None:
    """A new desktop login has the chats of the one before; storage and rule agree."""
    now = system_clock()
    had = talking(table, now).agent
    assert had
    new = new_session("s2", Channel.DESKTOP, at=now, groups=("chatt",))
    _, told = Sessions(table).log_in(new, now)
    stored = Sessions(table).get("demo", "anna")
    assert stored
    assert told.chats == stored.chats == had.chats != ()


def test_a_line_of_the_system_is_a_message_like_others(table: Table) -> None:
    """The change and its line come together or not at all, and take the next number."""
    now = system_clock()
    pair = talking(table, now)
    stale = Chats(table).head("c1")
    assert stale
    says(table, "Hallå", now)
    over = ended(pair, Side.AGENT, 0, now)
    assert over
    line = Message(0, Author.SYSTEM, "Anna", "", now, "ended-3")
    contacts = Contacts(table)
    assert not contacts.keep(pair, over, now, also=system_line(stale, line))
    assert contacts.pair("c1").contact.state is ContactState.TALKING
    fresh = Chats(table).head("c1")
    assert fresh
    assert contacts.keep(pair, over, now, also=system_line(fresh, line))
    assert [one.number for one in Chats(table).messages("c1", 0, 9)] == [1, 2, 3]


def test_a_customer_who_floods_is_slowed_down(table: Table) -> None:
    """Issue 8.1: 60 messages a minute; what was sent again is no message more."""
    now = system_clock()
    opened(table, now)
    for number in range(59):
        says(table, str(number), now)
    with pytest.raises(TooMany, match="chat_too_fast"):
        says(table, "för mycket", now + 1)
    assert says(table, "7", now + 1).text == "7"
    assert says(table, "senare", now + 60_000).number == 61


def test_marks_only_grow_and_never_past_the_end(table: Table) -> None:
    """A late word about an earlier message changes nothing, nor one about what is not there."""
    now = system_clock()
    talking(table, now)
    answers(table, "Ja?", now)
    says(table, "Jo", now)
    chats = Chats(table)
    for number in (3, 2, 4):
        chats.mark_read("c1", Author.AGENT, number)
    head = chats.head("c1")
    assert head
    assert (head.read_by_agent, head.read_by_customer) == (3, 3)


def test_the_newest_connection_is_the_customers(table: Table) -> None:
    """A late word of an older tab neither disconnects the newer one nor keeps anything alive."""
    now = system_clock()
    opened(table, now)
    chats = Chats(table)
    assert chats.customer_connected("c1", "k1", now) is None
    assert chats.customer_connected("c1", "k2", now) == "k1"
    chats.customer_disconnected("c1", "k1", now)
    with pytest.raises(Conflict, match="taken_over"):
        chats.customer_alive("c1", "k1", now)
    head = chats.head("c1")
    assert head
    assert head.connection_id == "k2"
    with pytest.raises(NotFound):
        chats.customer_connected("nothing", "k1", now)


def test_what_is_erased_is_gone(table: Table) -> None:
    """Issue 8.3: messages, name and page; that there was a chat is still known."""
    now = system_clock()
    pair = talking(table, now)
    over = ended(pair, Side.AGENT, 0, now)
    assert over
    Contacts(table).keep(pair, over, now)
    chats = Chats(table)
    chats.erase("c1")
    chats.erase("c1")
    found = Contacts(table).get("c1")
    assert found
    assert found == replace(over.contact, name=None, chat=None, alive_until=found.alive_until)
    assert (chats.head("c1"), chats.newest("c1", 10)) == (None, [])
    with pytest.raises(NotFound, match="unknown_chat"):
        says(table, "Finns ni?", now)
