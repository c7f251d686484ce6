"""Issue 10, point 5: a sound table has no findings, a damaged one is found out and repaired."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jour.call_list import CallList
from jour.canned_answers import CannedAnswer, CannedAnswers
from jour.chat import Author, Conversation, Message
from jour.chat_changes import GONE
from jour.chat_handout import accepted, claimed, ended
from jour.chat_mail import ChatMail, ChatMailKind
from jour.clock import DAY, SECOND
from jour.contact import Contact, ContactKind, ContactState, Offer, Opening, Side
from jour.handout import Pair
from jour.number_rows import Entry, Reading
from jour.occupation import Kind, Occupation
from jour.organisation import Channel, Media
from jour.push_subscription import Subscription
from jour.session import Ending, EndReason
from jour.store import keys
from jour.store.callbacks import Callbacks
from jour.store.canned_answers import CannedAnswersStore
from jour.store.chat_mails import ChatMails
from jour.store.chats import Chats
from jour.store.contacts import agent_write
from jour.store.expression import Update
from jour.store.phones import Owner, OwnerKind
from jour.store.phones import claimed as phone_claimed
from jour.store.push_subscriptions import PushSubscriptions
from ops.invariants.items import READERS
from ops.invariants.rule import RULES
from ops.kinds import KINDS, kind_of
from tests.builders import ANNAS_NUMBER, colleague, identity, new_session
from tests.ops.conftest import Desk
from tests.store.steps import Step, kinds, on_storage

CUSTOMER = "+46701740633"
DAY_OF = "2026-11-28"
SUBSCRIPTION = Subscription(
    "demo", "bo", "b1", "https://fcm.googleapis.com/x", b"p", b"a", "1", "sv", shows_caller=True
)
MAIL = ChatMail("mail", ChatMailKind.LEFT_MESSAGE, "demo", "chatt", "c@demo.example", "sv", 1)


def waiting(contact_id: str, at: int) -> Contact:
    return Contact(contact_id, "demo", "support", Media.VOICE, "+46846500410", CUSTOMER, at, DAY_OF)


def furnish(desk: Desk) -> None:
    """A table with one of nearly everything, all of it sound."""
    s, now = desk.services, desk.now
    s.sessions.log_in(new_session("s1", Channel.WEB, at=now), now)
    s.contacts.add(waiting("waits", now))
    s.contacts.add(replace(waiting("talks", now), state=ContactState.ENDED, ended_at=now))
    call = Pair(waiting("asks", now))
    s.contacts.add(call.contact)
    back = replace(waiting("callback", now), kind=ContactKind.CALLBACK)
    ended = replace(call.contact, state=ContactState.ENDED, ended_at=now, version=2)
    Callbacks(s.table).ask(call, Pair(ended), back, now)
    s.call_lists.add(CallList("list", "demo", "Lista", "kampanj", now))
    reading = Reading((Entry(CUSTOMER, "Kund", 1), Entry("+46701740634", "Kund", 2)), ())
    s.call_lists.take_in("demo", "list", reading, None, now)
    furnish_chats(desk)
    assert desk.run("deliveries", "resend", "demo", "alva").status == 0


def furnish_chats(desk: Desk) -> None:
    """Bo talks with a customer in writing, on a desktop that takes push messages."""
    s, now, chats = desk.services, desk.now, Chats(desk.services.table)
    s.users.add(colleague("bo"))
    s.sessions.log_in(new_session("b1", Channel.DESKTOP, "bo", now, ("chatt",)), now)
    s.sessions.connect(identity("b1", user="bo"), "k1", now)
    for contact_id in ("chat", "chat-over"):
        chat = Contact(
            contact_id, "demo", "chatt", Media.CHAT, "", None, now, DAY_OF, kind=ContactKind.CHAT,
            alive_until=now + GONE, chat=Opening("https://example.se/", "Hej"),
        )  # fmt: skip
        head = Conversation(contact_id, "demo", "sv", "digest", seen_at=now, window_since=now)
        first = Message(1, Author.CUSTOMER, "Karin", "Hej", now, "client-1")
        assert chats.open(chat, head, first)
    waits = s.contacts.pair("chat")
    offered = claimed(replace(waits, agent=s.sessions.get("demo", "bo")), now)
    assert s.contacts.keep(replace(waits, agent=s.sessions.get("demo", "bo")), offered, now)
    asked = s.contacts.pair("chat")
    talks = accepted(asked, now)
    assert talks
    assert s.contacts.keep(asked, talks, now)
    chats.append("chat", Author.AGENT, "bo", "Bo", "Hej hej", "client-2", now)
    over = s.contacts.pair("chat-over")
    after = ended(over, Side.CUSTOMER, 0, now)
    assert after
    assert s.contacts.keep(over, after, now)
    PushSubscriptions(s.table).put(identity("b1", user="bo"), SUBSCRIPTION, now)
    ChatMails(s.table).add(MAIL)
    CannedAnswersStore(s.table).put(
        "demo", CannedAnswers("chatt", (CannedAnswer("Hej", "Hej och välkommen"),))
    )


def put(desk: Desk, key: keys.Key, **fields: Any) -> None:
    desk.services.table.update(key, Update().set(**fields))


def remove(desk: Desk, key: keys.Key) -> None:
    desk.services.table.delete_all([key])


def ticket(desk: Desk, contact_id: str) -> keys.Key:
    contact = desk.services.contacts.get(contact_id)
    assert contact is not None
    return keys.ticket("demo", contact.id, contact.arrived_at, front=contact.front)


def occupy(desk: Desk, contact_id: str) -> None:
    session = desk.services.sessions.get("demo", "anna")
    assert session is not None
    occupied = Occupation(contact_id, "support", Kind.TALKING, desk.now)
    write = agent_write(session, replace(session, occupied=occupied), desk.now, claims=False)
    desk.services.table.transact([write])


def talk_with_nobody(desk: Desk) -> None:
    offer = Offer("anna", "Anna Lind", "s1", ANNAS_NUMBER, 1, desk.now, desk.now)
    held = replace(waiting("lost", desk.now), state=ContactState.TALKING, offer=offer)
    desk.services.contacts.add(held)


def end_wrongly(desk: Desk) -> None:
    """A login that has ended, and would stay for ever."""
    login = new_session("s1", Channel.WEB)
    desk.services.sessions.end(login.identity, Ending(EndReason.USER, "anna", desk.now))
    put(desk, keys.session("demo", "anna"), ttl=None)


def own_nothing(desk: Desk) -> None:
    owner = Owner(OwnerKind.AGENT, "demo", "alva")
    desk.services.table.transact([phone_claimed("+46701740666", owner)])


def give_twice(desk: Desk) -> None:
    """Two users have the number, and it leads to one of them."""
    put(desk, keys.phone(ANNAS_NUMBER), owner="alva")
    theirs = {"number": ANNAS_NUMBER, "preselected_groups": []}
    put(desk, keys.user("alva"), distance=theirs)


def preselect(desk: Desk) -> None:
    counted = Update().alias(g="vaxel").assign("#groups.#g.#preselected = :n", n=3)
    desk.services.table.update(keys.organisation("demo"), counted)


def lose_a_message(desk: Desk) -> None:
    remove(desk, keys.chat_message("chat", 2))
    remove(desk, keys.chat_client("chat", "agent", "client-2"))


DAMAGE: list[tuple[str, Callable[[Desk], None]]] = [
    ("ticket", lambda d: put(d, keys.contact("waits"), state="ended", version=2)),
    ("ticket", lambda d: remove(d, keys.contact("waits"))),
    ("ticket", lambda d: put(d, ticket(d, "waits"), version=7)),
    ("waiting", lambda d: remove(d, ticket(d, "waits"))),
    ("occupied", lambda d: occupy(d, "talks")),
    ("occupied", lambda d: occupy(d, "gone")),
    ("with_agent", talk_with_nobody),
    ("outside", lambda d: put(d, keys.outside("demo", "", "talks"), contact="talks", user="",
                              since=1,
                              ttl=(d.now + DAY) // SECOND)),
    ("callback", lambda d: remove(d, keys.open_callback("demo", "support", CUSTOMER))),
    ("callback", lambda d: put(d, keys.open_callback("demo", "vaxel", CUSTOMER), contact="talks")),
    ("number", own_nothing),
    ("registered_number", lambda d: remove(d, keys.phone(ANNAS_NUMBER))),
    ("registered_number", lambda d: remove(d, keys.phone("+46846500410"))),
    ("login", lambda d: put(d, keys.user("anna"), disabled=True)),
    ("lease", lambda d: put(d, keys.session("demo", "anna"), lease_until=d.now + DAY)),
    ("expiry", lambda d: put(d, keys.session("demo", "anna"), ttl=1_900_000_000)),
    ("expiry", lambda d: put(d, keys.contact("talks"), ttl=None)),
    ("expiry", lambda d: put(d, keys.contact("talks"), ttl=d.now)),
    ("expiry", end_wrongly),
    ("index", lambda d: put(d, keys.order("alva"), org_pk=None, org_sk=None)),
    ("index", lambda d: put(d, keys.contact("talks"), org_pk="CALLS#demo#1999-01-01")),
    ("index", lambda d: put(d, keys.user("anna"), org_pk="USERS#strikt")),
    ("order", lambda d: remove(d, keys.user("alva"))),
    ("list_count", lambda d: put(d, keys.call_list("demo", "list"), entries=5)),
    ("list_count", lambda d: put(d, keys.call_list("demo", "list"), tally={"done": 1})),
    ("list_entry", lambda d: put(d, keys.call_list_entry("demo", "list", CUSTOMER), state="offered",
                                 org_pk=None, org_sk=None)),
    ("preselected", preselect),
    ("conversation", lambda d: remove(d, keys.chat_head("chat"))),
    ("conversation", lambda d: remove(d, keys.contact("chat-over"))),
    ("conversation", lambda d: put(d, keys.contact("chat-over"), chat=None, name=None)),
    ("chat_number", lambda d: put(d, keys.chat_head("chat"), last=1, read_by_agent=1)),
    ("chat_read", lambda d: put(d, keys.chat_head("chat"), read_by_customer=3)),
    ("chat_once", lambda d: remove(d, keys.chat_client("chat", "agent", "client-2"))),
    ("chat_once", lambda d: remove(d, keys.chat_message("chat", 1))),
    ("chat_mail", lambda d: put(d, keys.chat_mail("mail"), sent_at=1)),
    ("with_agent", lambda d: put(d, keys.session("demo", "bo"), chats=None)),
    ("occupied", lambda d: put(d, keys.contact("chat"), state="waiting", offer=None, version=9)),
    ("push", lambda d: put(d, keys.session("demo", "bo"), pushes=None)),
    ("push", lambda d: remove(d, keys.push_subscription("demo", "bo", "b1"))),
    ("push", lambda d: remove(d, keys.session("demo", "bo"))),
    ("expiry", lambda d: put(d, keys.chat_message("chat", 1), ttl=None)),
    ("expiry", lambda d: put(d, keys.canned_answers("demo", "chatt"), ttl=1_900_000_000)),
]  # fmt: skip
BEYOND = [
    ("known", lambda d: put(d, {"pk": "OLD#thing", "sk": "THING"}, what="?")),
    ("readable", lambda d: put(d, keys.contact("talks"), state="dancing")),
    ("version", lambda d: put(d, keys.user("anna"), version=0)),
    ("registered_number", give_twice),
    ("chat_number", lose_a_message),
    ("chat_mail", lambda d: put(d, keys.chat_mail("mail"), to="")),
    ("readable", lambda d: put(d, keys.chat_head("chat"), token=None)),
    ("readable", lambda d: put(d, keys.canned_answers("demo", "chatt"), answers="none")),
]


def broken(desk: Desk, *options: str) -> dict[str, Any]:
    rules: dict[str, Any] = desk.run("verify", *options, "--json").json["rules"]
    return {name: told for name, told in rules.items() if told["findings"]}


def test_each_damage_is_found_named_and_repaired(desk: Desk) -> None:
    """The restore drill: what is damaged is found under its rule, repaired, and then all holds."""
    furnish(desk)
    assert broken(desk) == {}
    sound = list(desk.services.table.scan())
    for number, (rule, damage) in enumerate(DAMAGE):
        damage(desk)
        # One rule's repair may uncover what another one asks.
        found = broken(desk, "--repair", "--yes")
        assert rule in found, number
        assert CUSTOMER not in str(found)
        left = found
        for _ in range(3):
            if not left:
                break
            left = broken(desk, "--repair", "--yes")
        assert left == {}, number
        restore(desk, sound)


def test_nothing_is_repaired_unless_it_is_asked_for(desk: Desk) -> None:
    """Dry by default: `--repair` alone tells what would be done."""
    furnish(desk)
    remove(desk, keys.phone(ANNAS_NUMBER))
    before = desk.dump()
    assert broken(desk, "--repair")["registered_number"]["repairable"] == 1
    assert desk.dump() == before


def restore(desk: Desk, items: list[dict[str, Any]]) -> None:
    here = {(item["pk"], item["sk"]): item for item in desk.services.table.scan()}
    sound = {(item["pk"], item["sk"]): item for item in items}
    added = here.keys() - sound.keys()
    desk.services.table.delete_all({"pk": pk, "sk": sk} for pk, sk in added)
    desk.services.table.put_all(sound[key] for key in sound if here.get(key) != sound[key])


@pytest.mark.parametrize(("rule", "damage"), BEYOND)
def test_what_only_a_person_can_decide_is_told_and_left(
    rule: str, damage: Callable[[Desk], None], desk: Desk
) -> None:
    """Nothing is guessed: exit status 1 stays."""
    furnish(desk)
    damage(desk)
    assert rule in broken(desk)
    before = desk.dump()
    assert desk.run("verify", "--repair", "--yes").status == 1
    assert rule in broken(desk)
    assert desk.dump() == before


def test_every_rule_has_a_damage_that_shows_it() -> None:
    """A rule that nothing can break proves nothing; `clock` has no repair and a test of its own."""
    shown = {rule for rule, _ in (*DAMAGE, *BEYOND)}
    assert RULES.keys() - shown == {"clock"}


def test_a_login_in_the_future_is_told(desk: Desk) -> None:
    """Clocks that differ would have logins outlive their users."""
    later = desk.now + DAY
    desk.services.sessions.log_in(new_session("s1", Channel.WEB, at=later), desk.now)
    assert broken(desk).keys() == {"clock"}


STEPS = st.lists(
    st.builds(
        Step,
        st.sampled_from(kinds()),
        st.sampled_from(["s1", "s2"]),
        st.sampled_from(["c1", "c2"]),
        st.sampled_from([Channel.DESKTOP, Channel.WEB, Channel.DISTANCE]),
        st.integers(0, 40 * SECOND),
    ),
    max_size=12,
)


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
def test_whatever_happens_to_a_login_the_table_is_sound(desk: Desk, steps: list[Step]) -> None:
    """No finding in a table that the product's own code has written."""
    begun = desk.now
    for step in steps:
        there = desk.services.sessions.get("demo", step.user)
        channel = there.channel if there else step.channel
        on_storage(desk.services.sessions, replace(step, at=begun + step.at), channel)
    assert broken(desk) == {}


def test_no_two_kinds_have_the_same_keys_and_every_reader_is_of_one() -> None:
    """A kind that another one's keys fit would be read by the wrong reader."""
    names = {kind.name for kind in KINDS}
    assert READERS.keys() <= names
    known = kind_of({"pk": "ORG#demo", "sk": "SESSION#web#anna#id"})
    assert known is not None
    assert (known[0].name, known[1]) == ("web_login", {"org": "demo", "user": "anna", "id": "id"})
    assert kind_of({"pk": "ORG#demo", "sk": "SESSION#fax#anna"}) is None


def test_every_key_that_the_code_makes_is_of_a_known_kind() -> None:
    """Whatever is stored, a restored table's check knows it: a new key without a kind fails."""
    made = {name: key for name, key in made_keys()}
    unknown = [name for name, key in made.items() if kind_of(key) is None]
    assert unknown == []
    kinds = {found[0].name for found in map(kind_of, made.values()) if found is not None}
    assert {kind.name for kind in KINDS} - kinds == {"log_entry"}, "a kind that nothing stores"


def made_keys() -> Iterator[tuple[str, keys.Key]]:
    """One key by each function that makes one, and by each of its variants."""
    texts = {"kind": "phone_book", "number": "+46701740605", "day": "2026-11-28"}
    for name, function in inspect.getmembers(keys, inspect.isfunction):
        signature = inspect.signature(function)
        if signature.return_annotation is not keys.Key:
            continue
        given = {
            argument: 1 if parameter.annotation is int else texts.get(argument, argument)
            for argument, parameter in signature.parameters.items()
        }
        yield name, function(**given)
    yield "session of an agent", keys.session("demo", "anna")
    yield "outside of nobody", keys.outside("demo", "", "c")
    for kind in ("phone_book", "do_not_call"):
        yield f"{kind} entry", keys.register_entry(kind, "demo", "+46701740605")
        yield f"{kind} lease", keys.register_lease(kind, "demo")
