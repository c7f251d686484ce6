"""Each condition behind conversations is needed (as in test_conditions.py)."""

from collections.abc import Callable

import pytest

from jour.chat import Author, Conversation, Message
from jour.chat_changes import GONE, SILENT
from jour.chat_course import ChatCourse
from jour.chat_handout import accepted, claimed, ended
from jour.clock import Millis, system_clock
from jour.contact import Contact, ContactKind, ContactState, Opening, Side
from jour.errors import JourError, NotFound
from jour.handout import Pair
from jour.organisation import Channel, Media
from jour.store import chats as storage
from jour.store.chats import Chats, system_line
from jour.store.contacts import Contacts
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.table import Table
from tests.builders import identity, new_session

Guard = Callable[[Table, Millis], bool]


def waiting(table: Table, now: Millis) -> Contact:
    chat = Contact(
        id="c1",
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
        chat=Opening("https://example.se/", "Hej"),
    )
    head = Conversation("c1", "demo", "sv", "digest", seen_at=now, window_since=now)
    assert Chats(table).open(chat, head, Message(1, Author.CUSTOMER, "Karin", "Hej", now, "c1"))
    return chat


def talking(table: Table, now: Millis) -> Pair:
    contacts, sessions = Contacts(table), Sessions(table)
    sessions.log_in(new_session("s1", Channel.DESKTOP, at=now, groups=("chatt",)), now)
    sessions.connect(identity("s1"), "k1", now)
    pair = Pair(waiting(table, now), sessions.get("demo", "anna"))
    assert contacts.keep(pair, claimed(pair, now), now, claims=True)
    offered = contacts.pair("c1")
    begun = accepted(offered, now)
    assert begun
    assert contacts.keep(offered, begun, now)
    return contacts.pair("c1")


def head_of(table: Table) -> Conversation:
    head = Chats(table).head("c1")
    assert head
    return head


def says(table: Table, text: str, now: Millis, client_id: str) -> Message:
    return Chats(table).append("c1", Author.CUSTOMER, None, "Karin", text, client_id, now)


def is_refused(write: Callable[[], object]) -> bool:
    try:
        write()
    except JourError:
        return True
    return False


def numbers_have_no_gaps(table: Table, now: Millis) -> bool:
    """A line written on what was read before somebody else wrote: not kept."""
    pair = talking(table, now)
    stale = head_of(table)
    says(table, "Hallå", now, "k2")
    line = Message(0, Author.SYSTEM, "Anna", "", now, "line")
    over = ended(pair, Side.AGENT, 0, now)
    assert over
    # Without the message itself, whose number is taken: only the head can object.
    head, _, client = system_line(stale, line)
    return not Contacts(table).keep(pair, over, now, also=[head, client])


def a_client_id_stands_for_one_message(table: Table, now: Millis) -> bool:
    """Sent twice, it is there once."""
    waiting(table, now)
    sent = [says(table, "Hallå", now, "k2") for _ in range(2)]
    return sent[0] == sent[1] and len(Chats(table).messages("c1", 0, 9)) == 2


def nothing_is_written_after_the_end(table: Table, now: Millis) -> bool:
    """The customer's client learns that it is over."""
    pair = talking(table, now)
    over = ended(pair, Side.AGENT, 0, now)
    assert over
    Contacts(table).keep(pair, over, now)
    return is_refused(lambda: says(table, "Vänta", now, "k2"))


def only_the_agent_who_has_it_writes(table: Table, now: Millis) -> bool:
    """Anna talks; Bo, who has nothing to do with it, does not."""
    talking(table, now)
    chats = Chats(table)
    return is_refused(
        lambda: chats.append("c1", Author.AGENT, "bo", "Bo", "Hej", "b1", now)
    ) and not is_refused(lambda: chats.append("c1", Author.AGENT, "anna", "Anna", "Hej", "a1", now))


def marks_only_grow(table: Table, now: Millis) -> bool:
    """A late word about an earlier message takes nothing back."""
    waiting(table, now)
    says(table, "Hallå", now, "k2")
    chats = Chats(table)
    chats.mark_read("c1", Author.AGENT, 2)
    chats.mark_read("c1", Author.AGENT, 1)
    return head_of(table).read_by_agent == 2


def nobody_has_read_what_is_not_there(table: Table, now: Millis) -> bool:
    """A mark past the newest message would hide the next one."""
    waiting(table, now)
    Chats(table).mark_read("c1", Author.AGENT, 7)
    return head_of(table).read_by_agent == 0


def a_sign_of_life_keeps_the_conversation(table: Table, now: Millis) -> bool:
    """Back in the moment in which the sweep ends it: the conversation goes on."""
    pair = talking(table, now)
    late = now + SILENT
    contacts = Contacts(table)

    class Meanwhile(Chats):
        def head(self, contact_id: str) -> Conversation | None:
            before = super().head(contact_id)
            self.customer_connected(contact_id, "k9", late)
            return before

    course = ChatCourse(
        contacts,
        Meanwhile(table),
        Organisations(table),
        None,  # type: ignore[arg-type] # nothing is handed out here
        lambda: late,
    )
    ends = course.give_up(pair.contact)
    return not ends and contacts.pair("c1").contact.state is ContactState.TALKING


def an_older_tab_disconnects_nobody(table: Table, now: Millis) -> bool:
    """The newest connection is the customer's."""
    waiting(table, now)
    chats = Chats(table)
    chats.customer_connected("c1", "k1", now)
    chats.customer_connected("c1", "k2", now)
    chats.customer_disconnected("c1", "k1", now)
    return head_of(table).connection_id == "k2"


def what_is_gone_stays_gone(table: Table, now: Millis) -> bool:
    """A connection to a chat that has been erased brings nothing of it back."""
    waiting(table, now)
    chats = Chats(table)
    chats.erase("c1")
    try:
        chats.customer_connected("c1", "k1", now)
    except NotFound:
        return True
    return False


GUARDS: dict[str, Guard] = {
    "NEXT": numbers_have_no_gaps,
    "NOT_SENT_YET": a_client_id_stands_for_one_message,
    "GOES_ON": nothing_is_written_after_the_end,
    "THEIRS": only_the_agent_who_has_it_writes,
    "FURTHER": marks_only_grow,
    "WRITTEN": nobody_has_read_what_is_not_there,
    "STILL_SILENT": a_sign_of_life_keeps_the_conversation,
    "OWN_CONNECTION": an_older_tab_disconnects_nobody,
    "THERE": what_is_gone_stays_gone,
}


def test_every_condition_has_a_guard() -> None:
    """A condition added to the storage must be tried here too."""
    conditions = {
        name for name, value in vars(storage).items() if name.isupper() and isinstance(value, str)
    }
    assert conditions == GUARDS.keys()


@pytest.mark.parametrize("condition", GUARDS)
def test_with_the_condition_the_scenario_holds(condition: str, table: Table) -> None:
    """The deployed storage passes every scenario."""
    assert GUARDS[condition](table, system_clock())


@pytest.mark.parametrize("condition", GUARDS)
def test_without_the_condition_the_scenario_breaks(
    condition: str, table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made always true, the condition is missed by its scenario."""
    original = getattr(storage, condition)
    always = f"({original}) OR attribute_exists(#pk) OR attribute_not_exists(#pk)"
    monkeypatch.setattr(storage, condition, always)
    assert not GUARDS[condition](table, system_clock())
