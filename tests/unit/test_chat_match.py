"""Who gets a waiting chat, and why others do not (B1, D2, X3; issue 8.2)."""

from dataclasses import replace

import pytest

from jour.chat_match import PATIENCE, chosen
from jour.clock import MINUTE
from jour.contact import CameFrom, Contact, ContactKind, Handed, Opening
from jour.gate_views import gates_view
from jour.occupation import Occupation, offered, talking, wrap_up
from jour.organisation import Channel, Media, Organisation
from jour.session import Present, Session, Status
from tests.builders import DEMO, session

NOW = 1_000_000
CHAT = Contact(
    id="c1",
    org="demo",
    group="chatt",
    media=Media.CHAT,
    dialled="",
    caller=None,
    arrived_at=NOW,
    day="2026-11-24",
    alive_until=NOW + MINUTE,
    kind=ContactKind.CHAT,
    chat=Opening("https://example.se/", "Hej"),
)
CALL = talking(offered("call", "support", NOW), NOW)


def agent(user: str, chats: int = 0, idle_s: int = 0, **fields: object) -> Session:
    """On the desktop, connected, staffing the chat group, with so many chats."""
    had = tuple(talking(offered(f"{user}{n}", "chatt", NOW), NOW) for n in range(chats))
    stands: dict[str, object] = {"groups": ("chatt",), "connection_id": f"k-{user}", "chats": had}
    stands["since"] = NOW - idle_s
    channel = fields.pop("channel", Channel.DESKTOP)
    assert isinstance(channel, Channel)
    return session(f"s-{user}", channel, user, NOW, **(stands | fields))


def who(*agents: Session, chat: Contact = CHAT, office: Organisation = DEMO, at: int = 0) -> str:
    found = chosen(chat, agents, office, NOW + at)
    return found.user if found else ""


def test_the_fewest_chats_then_the_longest_idle() -> None:
    """Chats are spread evenly; among equals whoever has waited longest is next."""
    assert who(agent("a", 2, idle_s=9), agent("b", 1), agent("c", 1, idle_s=5)) == "c"
    assert who(agent("a", 0), agent("b", 0)) == "a"


@pytest.mark.parametrize(
    ("limit", "had", "gets"), [(1, 0, "a"), (1, 1, ""), (3, 2, "a"), (3, 3, "")]
)
def test_no_more_than_the_organisation_allows(limit: int, had: int, gets: str) -> None:
    """Issue 8.2: as many at once as chosen."""
    assert who(agent("a", had), office=replace(DEMO, chats_at_once=limit)) == gets


def test_a_chat_that_is_wrapped_up_takes_room_until_its_time_has_passed() -> None:
    """B5: then it is free, whether or not anybody has written it down."""
    resting = wrap_up(Occupation("c0", "chatt", CALL.kind, NOW), 20, NOW)
    assert resting
    busy, office = replace(agent("a"), chats=(resting,)), replace(DEMO, chats_at_once=1)
    assert who(busy, office=office) == ""
    assert who(busy, office=office, at=20_000) == "a"


@pytest.mark.parametrize(("during_calls", "gets"), [(False, ""), (True, "a")])
def test_a_call_keeps_chats_away_unless_chosen_otherwise(during_calls: bool, gets: str) -> None:
    """Issue 8.2: by the organisation's choice."""
    office = replace(DEMO, chats_during_calls=during_calls)
    assert who(agent("a", occupied=CALL), office=office) == gets


@pytest.mark.parametrize("channel", [Channel.MOBILE, Channel.WEB, Channel.DISTANCE])
def test_only_the_desktop_client_gets_chats(channel: Channel) -> None:
    """D2, X3: whatever groups the login staffs."""
    assert who(agent("a", channel=channel)) == ""


def test_whom_it_was_sent_to_comes_first_without_staffing_its_group() -> None:
    """A colleague is asked before the group, also one who has more to do."""
    sent = replace(CHAT, asks=("b",))
    assert who(agent("a"), agent("b", 2, groups=("support",)), chat=sent) == "b"
    assert who(agent("a"), agent("b", 3), chat=sent) == "a", "nobody waits for one person"


SENT = replace(
    CHAT,
    asks=("b",),
    chat=Opening("https://example.se/", "Hej", CameFrom("a", "Anna", Handed.TRANSFERRED, NOW)),
)


@pytest.mark.parametrize(
    ("others", "gets"),
    [
        ((), "a"),
        ((agent("b", status=Status.PAUSED),), "a"),
        ((agent("b", connection_id=None),), "a"),
        ((agent("b", channel=Channel.MOBILE),), "a"),
        ((agent("b", 3),), ""),
        ((agent("b", occupied=CALL),), ""),
        ((agent("c", 3),), ""),
        ((agent("c", 3, groups=("support",)),), "a"),
        ((agent("c", 2),), "c"),
    ],
)
def test_who_sent_a_chat_on_is_asked_last(others: tuple[Session, ...], gets: str) -> None:
    """At once where nobody else is there; those who are, and busy, are waited for."""
    assert who(agent("a"), *others, chat=SENT) == gets
    assert who(agent("a"), *others, chat=SENT, at=PATIENCE) == (gets or "a"), "waits for ever"


def test_who_sent_it_and_did_not_take_it_back_is_not_asked_again() -> None:
    """B4: as everybody else."""
    assert who(agent("a", since=NOW), chat=replace(SENT, missed={"a": NOW + 1})) == ""


def test_a_chat_whose_group_has_become_another_still_needs_the_desktop() -> None:
    """Whoever is given it can only write: no telephone login gets what waits in such a group."""
    voice = replace(DEMO.groups["chatt"], media=Media.VOICE)
    office = replace(DEMO, groups={**DEMO.groups, "chatt": voice})
    assert who(agent("a", channel=Channel.MOBILE), office=office) == ""
    assert who(agent("a", 3), office=office) == "", "room counts all the same"
    assert who(agent("a"), office=office) == "a"
    assert who(agent("b", groups=()), chat=replace(CHAT, asks=("b",)), office=office) == "b"


def shut(who: Session, office: Organisation = DEMO, waiting: tuple[Contact, ...] = ()) -> list[str]:
    """The sentences of the gates that keep chats away."""
    gates = gates_view(who.user, Present(office, (who,), waiting), "sv", NOW)
    return [gate["message"] for gate in gates if not gate["open"]]


def test_the_gates_say_why_no_chat_comes() -> None:
    """B1: each with its cure; nothing is shut for who may have one."""
    assert shut(agent("a")) == []
    assert shut(agent("a", 3)) == [
        "Du har så många chattar som en handläggare kan ha: 3. Avsluta en för att få nästa."
    ]
    (elsewhere,) = shut(agent("a", channel=Channel.MOBILE))
    assert "Chatt" in elsewhere
    assert shut(agent("a", occupied=CALL)) != []
    assert shut(agent("a", occupied=CALL), replace(DEMO, chats_during_calls=True)) == []
    (missed,) = shut(agent("a"), waiting=(replace(CHAT, missed={"a": NOW}),))
    assert missed.startswith("En chatt som du inte tog väntar kvar")


def test_a_chat_needs_no_telephone() -> None:
    """X3: nothing rings."""
    assert who(agent("a", phone=None)) == "a"
    assert shut(agent("a", phone=None)) == []
