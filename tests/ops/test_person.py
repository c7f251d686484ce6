"""GDPR: a person is told all that is stored of them, and nothing of them is left when erased."""

from dataclasses import replace

import pytest

from jour.canned_answers import CannedAnswer, CannedAnswers
from jour.chat import Author, Conversation, Message
from jour.chat_mail import ChatMail, ChatMailKind
from jour.contact import (
    Attempt,
    AttemptResult,
    CameFrom,
    Contact,
    ContactKind,
    ContactState,
    Handed,
    Offer,
    Opening,
    Outcome,
)
from jour.forwarding import Forwarding
from jour.handout import Pair
from jour.hop import Hop, HopKind
from jour.organisation import Channel, Media
from jour.presence_log import Entry, Event
from jour.push_subscription import Subscription
from jour.session import Ending, EndReason
from jour.sms import SmsKind, missed_calls
from jour.store.canned_answers import CannedAnswersStore
from jour.store.chat_mails import ChatMails
from jour.store.chats import Chats
from jour.store.push_subscriptions import PushSubscriptions
from jour.store.sms_outbox import opened
from jour.user import Distance, User
from tests.builders import colleague, identity, new_session
from tests.ops.conftest import Desk

NUMBER, EMAIL, NAME = "+46701740699", "zelda.unik@demo.example", "Zelda Unik"
ENDPOINT = "https://fcm.googleapis.com/secret"
SECRETS = ("$argon2", "digest-of-", ENDPOINT, "+46701740633", "Kundsson")
TRACES = (ENDPOINT, NUMBER, EMAIL, NAME, "zelda.unik")
CUSTOMER = "+46701740633"


def furnish(desk: Desk) -> None:
    """Somebody who has used everything: logins, calls, a list, mails, forwarding."""
    s, now = desk.services, desk.now
    zelda = colleague("zelda.unik", name=NAME, email=EMAIL, distance=Distance(NUMBER))
    s.users.add(zelda)
    login = replace(new_session("z1", Channel.WEB, zelda.id, now), name=NAME, phone=NUMBER)
    s.sessions.log_in(login, now)
    s.sessions.log_in(new_session("a1", Channel.WEB, at=now), now)
    s.sessions.end(new_session("a1", Channel.WEB).identity, Ending(EndReason.ADMIN, zelda.id, now))
    offer = Offer(zelda.id, NAME, "z1", NUMBER, 1, now, now)
    hop = Hop(HopKind.USER, zelda.id, NAME, "anna", "Anna Lind", NUMBER, now)
    s.contacts.add(
        Contact(
            id="call-1",
            org="demo",
            group="support",
            media=Media.VOICE,
            dialled="+46846500410",
            caller=CUSTOMER,
            arrived_at=now,
            day="2026-11-28",
            name="Kund Kundsson",
            state=ContactState.ENDED,
            offer=offer,
            missed={zelda.id: now},
            ended_at=now,
            outcome=Outcome.ANSWERED,
            attempts=(Attempt(zelda.id, NAME, now, AttemptResult.REACHED),),
            hops=(hop,),
            asks=(zelda.id, "anna"),
        )
    )
    own = Contact(
        "call-2", "demo", "support", Media.VOICE, "+46846500410", NUMBER, now, "2026-11-28"
    )
    s.contacts.add(replace(own, state=ContactState.ENDED, name=NAME, ended_at=now))
    s.contacts.calls_today("demo", NUMBER, "2026-11-28", "call-2", now)
    entry = Entry("demo", zelda.id, NAME, now, Event.LOGIN, "web", 1, 1)
    s.presence_log.write(entry)
    s.presence_log.write(replace(entry, user="anna", name="Anna Lind", by=zelda.id))
    s.forwardings.put("demo", Forwarding(zelda.id, NUMBER, now + 60_000), None, now)
    furnish_chats(desk, zelda)
    sms = missed_calls(SmsKind.MISSES, "c1", "demo", zelda.id, NUMBER, 2, now)
    s.table.transact([opened(sms)])
    assert desk.run("deliveries", "resend", "demo", zelda.id).status == 0
    s.sessions.log_in(login, desk.now)


def furnish_chats(desk: Desk, zelda: User) -> None:
    """A chat that they had, a browser of theirs, an answer and a mail that name them."""
    s, now, chats = desk.services, desk.now, Chats(desk.services.table)
    chat = Contact(
        id="chat",
        org="demo",
        group="chatt",
        media=Media.CHAT,
        dialled="",
        caller=None,
        arrived_at=now,
        day="2026-11-28",
        name="Kund Kundsson",
        kind=ContactKind.CHAT,
        chat=Opening("", "Hej", CameFrom(zelda.id, NAME, Handed.TRANSFERRED, now)),
        offer=Offer(zelda.id, NAME, "z1", "", 1, now, now),
        state=ContactState.TALKING,
    )
    head = Conversation("chat", "demo", "sv", "digest", seen_at=now, window_since=now)
    assert chats.open(chat, head, Message(1, Author.CUSTOMER, "Kund Kundsson", "Hej", now, "c1"))
    chats.append("chat", Author.AGENT, zelda.id, NAME, "Hej, vad gäller det?", "c2", now)
    then = replace(chat, state=ContactState.ENDED, ended_at=now, version=2)
    assert s.contacts.keep(Pair(chat), Pair(then), now)
    where = Subscription("demo", zelda.id, "z1", ENDPOINT, b"p", b"a", "1", "sv", shows_caller=True)
    PushSubscriptions(s.table).put(identity("z1", Channel.WEB, zelda.id), where, now)
    answers = CannedAnswer("Hej", "Ring mig på 070-174 06 99"), CannedAnswer("Då", "Tack")
    CannedAnswersStore(s.table).put("demo", CannedAnswers("chatt", answers))


def test_a_person_is_told_everything_but_secrets_and_other_people(desk: Desk) -> None:
    """Article 15: by kind; no hash, no token, no customer."""
    furnish(desk)
    told = desk.run("person", "export", "zelda.unik")
    stored = told.json["stored"]
    kinds = {"user", "agent_login", "contact", "log_entry", "forwarding", "text_message", "order"}
    kinds |= {"chat_message", "push_subscription", "canned_answers"}
    assert kinds <= stored.keys()
    assert "vad gäller det" in str(stored["chat_message"])
    assert (NUMBER in told.out, EMAIL in told.out) == (True, True)
    assert not any(secret in told.out for secret in SECRETS)


def test_nothing_points_at_somebody_who_is_erased(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Article 17: the whole table is searched for the id, name, address and number."""
    monkeypatch.setattr("ops.person._SETTLES_S", 0.0)  # there is no stream here to wait for
    furnish(desk)
    before = desk.dump()
    foreseen = desk.run("person", "erase", "zelda.unik")
    assert (foreseen.status, "Nothing was changed" in foreseen.out) == (0, True)
    assert desk.dump() == before
    done = desk.run("person", "erase", "zelda.unik", "--yes", "--json")
    assert done.status == 0, done.err
    assert [trace for trace in TRACES if trace in desk.dump()] == []
    assert "Kund Kundsson" in desk.dump(), "the call itself is the organisation's, and stays"
    call = desk.services.contacts.get("call-1")
    assert call is not None
    assert call.offer is not None
    assert (call.outcome, call.offer.user) == (Outcome.ANSWERED, "erased")
    assert "vad gäller det" in desk.dump(), "so is what was said to the customer"
    kept = {row["kind"] for row in done.json["items"] if row["fate"] == "kept"}
    assert kept == {"canned_answers"}, "an answer that names them is told of, to be edited"
    assert desk.run("verify").status == 0


def test_a_mail_that_is_under_way_to_somebody_is_sent_before_they_are_erased(desk: Desk) -> None:
    """A customer's message that was left to their address is not lost; sent, it names nobody."""
    s, now = desk.services, desk.now
    s.users.add(colleague("zelda.unik", email=EMAIL))
    mail = ChatMail("m", ChatMailKind.LEFT_MESSAGE, "demo", "chatt", EMAIL, "sv", now, text="Hej")
    ChatMails(s.table).add(mail)
    before = desk.dump()
    assert desk.run("person", "erase", "zelda.unik", "--yes").status == 3
    assert desk.dump() == before
    ChatMails(s.table).sent("m", now)
    assert desk.run("person", "erase", "zelda.unik", "--yes").status == 0
    assert EMAIL not in desk.dump()


def test_somebody_in_a_call_and_the_last_administrator_are_not_erased(desk: Desk) -> None:
    """What rests on them goes on; nothing has changed."""
    now = desk.now
    desk.services.sessions.log_in(new_session("a1", Channel.WEB, at=now), now)
    offer = Offer("anna", "Anna Lind", "a1", NUMBER, 1, now, now)
    call = Contact("c", "demo", "support", Media.VOICE, "+46846500410", CUSTOMER, now, "2026-11-28")
    desk.services.contacts.add(replace(call, state=ContactState.TALKING, offer=offer))
    before = desk.dump()
    busy, last = (desk.run("person", "erase", user, "--yes") for user in ("anna", "alva"))
    assert (busy.status, "that is under way" in " ".join(busy.err.split())) == (3, True)
    assert (last.status, "last administrator" in " ".join(last.err.split())) == (3, True)
    assert desk.dump() == before


def test_a_user_called_like_a_group_is_not_confused_with_it(desk: Desk) -> None:
    """Ids are told apart by where they stand."""
    desk.services.users.add(colleague("support"))
    now = desk.now
    call = Contact("c", "demo", "support", Media.VOICE, "+46846500410", CUSTOMER, now, "2026-11-28")
    desk.services.contacts.add(replace(call, state=ContactState.ENDED, asks=("support",)))
    assert desk.run("person", "erase", "support", "--yes").status == 0
    kept = desk.services.contacts.get("c")
    assert kept is not None
    assert (kept.group, kept.asks) == ("support", ("erased",))
