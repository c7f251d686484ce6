"""Words that come late change nothing, and bring back nothing that is gone.

Found by `make mutants`: no test noticed when these conditions were missing.
"""

from dataclasses import replace

import pytest

from jour.canned_answers import CannedAnswer, CannedAnswers
from jour.chat import Author, Conversation, Message
from jour.chat_mail import ChatMail, ChatMailKind
from jour.clock import DAY, Millis, system_clock
from jour.contact import Contact, ContactKind, ContactState, Opening
from jour.credential_order import Cause, OrderState, ordered, tried
from jour.errors import Conflict, NotFound
from jour.expiry_reminder import Reminded
from jour.forwarding import Forwarding
from jour.handout import Pair, claimed, finished
from jour.login_rules import LEASE
from jour.notice import Notice, NoticeKind
from jour.organisation import Channel, Media
from jour.push_subscription import Subscription
from jour.session import Ending, EndReason
from jour.sms import SmsKind, SmsState, missed_calls
from jour.store import keys, login_edits
from jour.store import session_writes as logins
from jour.store.canned_answers import CannedAnswersStore
from jour.store.chat_mails import ChatMails
from jour.store.chats import Chats
from jour.store.contacts import Contacts, open_callback
from jour.store.expression import Update, created
from jour.store.forwardings import Forwardings
from jour.store.notices import Notices, opened
from jour.store.orders import Orders
from jour.store.push_subscriptions import PushSubscriptions
from jour.store.reminded import RemindedUsers
from jour.store.sessions import Sessions
from jour.store.sms_outbox import SmsOutbox
from jour.store.sms_outbox import opened as opened_sms
from jour.store.table import ConditionFailed, Table
from jour.store.user_writes import removed
from jour.store.users import Users
from jour.token import Bearer, issue
from tests.builders import ANNA, PASSWORDS, identity, new_session

MAIL = ChatMail(
    id="m1",
    kind=next(iter(ChatMailKind)),
    org="demo",
    group="chatt",
    to="chatt@demo.example",
    language="sv",
    at=0,
    to_digest="digest",
    contact="c1",
)


@pytest.fixture
def now() -> Millis:
    return system_clock()


def test_a_mail_that_was_erased_stays_erased(table: Table, now: Millis) -> None:
    """Its delivery may end afterwards."""
    mails = ChatMails(table)
    mails.add(replace(MAIL, at=now))
    mails.erase("m1")
    mails.sent("m1", now)
    assert mails.get("m1") is None


def test_a_mail_is_sent_at_the_time_it_was_sent_first(table: Table, now: Millis) -> None:
    """A second delivery of its message says nothing new; nor is it added again."""
    mails = ChatMails(table)
    mails.add(replace(MAIL, at=now))
    mails.sent("m1", now)
    mails.sent("m1", now + 1)
    sent = mails.get("m1")
    assert sent is not None
    assert sent.sent_at == now
    assert mails.add(replace(MAIL, at=now)) == sent


def chat_of(table: Table, now: Millis) -> Chats:
    contact = Contact(
        id="c1",
        org="demo",
        group="chatt",
        media=Media.CHAT,
        dialled="",
        caller=None,
        arrived_at=now,
        day="2026-11-24",
        kind=ContactKind.CHAT,
        chat=Opening("https://example.se/", "Hej"),
    )
    head = Conversation("c1", "demo", "sv", "digest", seen_at=now, window_since=now)
    chats = Chats(table)
    assert chats.open(contact, head, Message(1, Author.CUSTOMER, "Karin", "Hej", now, "k1"))
    return chats


def test_what_is_known_no_more_is_not_half_known(table: Table, now: Millis) -> None:
    """Erasing a chat whose contact is gone, or giving its customer a token, makes no new item."""
    chats = chat_of(table, now)
    table.delete_all([keys.contact("c1")])
    chats.erase("c1")
    with pytest.raises(NotFound):
        chats.replace_token("c1", "another")
    assert table.get(keys.contact("c1")) is None
    assert chats.head("c1") is None


def test_a_notice_is_mailed_once(table: Table, now: Millis) -> None:
    """Of two sweeps one takes it up; what has been mailed is not taken up, nor opened again."""
    notices, notice = Notices(table), Notice("t1", NoticeKind.PIN_FAILED, "anna", "05", now)
    table.update(keys.toggle_call("t1"), opened(Update(), notice))
    assert notices.look_later(notice, now)
    assert not notices.look_later(notice, now)
    assert notices.close(notice)
    assert not notices.close(notice)
    assert not notices.look_later(notice, now + DAY)
    assert not list(notices.overdue(now + 9 * DAY))


def test_a_reminder_is_sent_once_and_of_the_password_that_runs_out(table: Table) -> None:
    """Of two runs one sends it; of a password changed meanwhile nobody is reminded."""
    Users(table).add(ANNA)
    assert ANNA.credential is not None
    set_at = ANNA.credential.set_at
    users, first, second = RemindedUsers(table), Reminded(set_at, 14), Reminded(set_at, 7)
    assert not users.mark(ANNA, None, Reminded(set_at - 1, 14))
    assert users.mark(ANNA, None, first)
    assert not users.mark(ANNA, None, first)
    assert users.mark(ANNA, first, second)
    assert not users.mark(ANNA, first, second)


def test_a_page_that_was_signed_off_is_shown_nothing(table: Table, now: Millis) -> None:
    """Push: what was removed is not brought back; a login that was replaced keeps its own mark."""
    sessions, pushes = Sessions(table), PushSubscriptions(table)
    sessions.log_in(new_session("s1", Channel.MOBILE, at=now), now)
    one = Subscription(
        "demo", "anna", "s1", "https://push.example/1", b"p", b"a", "key", "sv", True
    )
    pushes.put(identity("s1", Channel.MOBILE), one, now)
    sessions.log_in(new_session("s2", Channel.MOBILE, at=now), now)
    two = replace(one, session_id="s2")
    pushes.put(identity("s2", Channel.MOBILE), two, now)
    pushes.remove("demo", "anna", "s1")
    session = sessions.get("demo", "anna")
    assert session is not None
    assert session.pushes
    pushes.note_shown(one, "c1")
    assert table.get(keys.push_subscription("demo", "anna", "s1")) is None


def test_a_forwarding_makes_no_login(table: Table, now: Millis) -> None:
    """It is shown beside a login that is there; of one that is gone by now nothing comes back."""
    sessions = Sessions(table)
    _, login = sessions.log_in(new_session("s1", Channel.MOBILE, at=now), now)
    table.delete_all([keys.session("demo", "anna")])
    forwardings = Forwardings(table)
    forwardings.put("demo", Forwarding("anna", "+46701740699", now + DAY), login, now)
    assert table.get(keys.session("demo", "anna")) is None
    assert set(forwardings.of_org("demo")) == {"anna"}


def test_of_two_who_edit_answers_one_is_told(table: Table) -> None:
    """The first ones, and later ones."""
    store = CannedAnswersStore(table)
    first = store.put("demo", CannedAnswers("chatt", (CannedAnswer("Hej", "Hej!"),)))
    for stale in (replace(first, version=0), replace(first, version=first.version)):
        if stale.version:
            store.put("demo", stale)
        with pytest.raises(Conflict):
            store.put("demo", stale)


def test_an_order_goes_on_from_what_it_is(table: Table, now: Millis) -> None:
    """Of two tries one goes on; what is void, sent or bounced is neither tried nor closed again."""
    Users(table).add(ANNA)
    orders, order = Orders(table), ordered("anna", "demo", Cause.ADMIN, now)
    orders.place(order)
    sealed = PASSWORDS.seal("Tillfälligt-1", now, temporary=True)
    assert orders.look_later(order, now)
    assert not orders.look_later(order, now), "another sweep has taken it up"
    assert orders.issue(order, sealed, now)
    assert orders.issue(order, sealed, now) is None, "somebody else tries"
    late = tried(order, now)
    newer = ordered("anna", "demo", Cause.ADMIN, now + 1)
    orders.place(newer)
    assert not orders.close(late, OrderState.SENT, now), "a newer order stands"
    assert orders.bounce(order.id, now) is None
    assert orders.close(newer, OrderState.SENT, now)
    assert not orders.close(newer, OrderState.FAILED, now), "it has been closed"
    assert orders.issue(newer, sealed, now) is None
    found = orders.get("anna")
    assert found is not None
    assert found.state is OrderState.SENT


def test_a_login_edited_on_an_older_look_stays(table: Table, now: Millis) -> None:
    """An administrator's edit of a user, made on a login that has moved on, or on none."""
    sessions = Sessions(table)
    _, read = sessions.log_in(new_session("s1", Channel.MOBILE, at=now), now)
    sessions.set_groups(read.identity, ("vaxel",), now)
    before = sessions.get("demo", "anna")
    end = Ending(EndReason.DISABLED, "alva", now)
    for write in (
        login_edits.changed(read, replace(read, groups=("support",)), now),
        login_edits.ended(read, end),
        login_edits.forgotten(read),
        login_edits.unmoved("demo", "anna", None),
    ):
        assert not login_edits.done(table, write)
    assert sessions.get("demo", "anna") == before


def caller(now: Millis) -> Contact:
    number, day = "+46846500410", "2026-11-24"
    return Contact("c1", "demo", "support", Media.VOICE, number, None, now, day)


def test_a_contact_arrives_once(table: Table, now: Millis) -> None:
    """B3: what has become of it since is not undone by an arrival that is told again."""
    contacts, contact = Contacts(table), caller(now)
    contacts.add(contact)
    assert contacts.keep(Pair(contact), finished(Pair(contact), 0, now), now)
    over = contacts.add(contact)
    assert over.state is ContactState.ENDED
    assert contacts.get("c1") == over
    assert Sessions(table).present("demo").waiting == ()


def test_who_has_been_silent_for_too_long_is_given_nothing(table: Table, now: Millis) -> None:
    """D10: a lease that passes is no news, so that the version says nothing of it."""
    sessions, contacts = Sessions(table), Contacts(table)
    sessions.log_in(new_session("s1", at=now), now)
    sessions.connect(identity("s1"), "k1", now)
    pair = Pair(contacts.add(caller(now)), sessions.get("demo", "anna"))
    late = now + LEASE
    assert not contacts.keep(pair, claimed(pair, late), late, claims=True)
    assert contacts.keep(pair, claimed(pair, late - 1), late - 1, claims=True)


def test_a_login_that_has_ended_stays_as_it_ended(table: Table, now: Millis) -> None:
    """Neither a second cause nor the token of a changed password is written into it."""
    sessions = Sessions(table)
    token, new = issue(Bearer("demo", "anna", None)), new_session("s1", Channel.WEB, at=now)
    sessions.log_in(replace(new, login=replace(new.login, token_digest=token.digest)), now)
    who = identity("s1", Channel.WEB)
    over = sessions.end(who, Ending(EndReason.ADMIN, "alva", now))
    assert not sessions.log_out(token, Ending(EndReason.USER, "anna", now + 1))
    for write in (
        logins.ended(who, Ending(EndReason.PASSWORD_CHANGED, "anna", now + 1)),
        logins.renewed_token(who, issue(Bearer("demo", "anna", None)), now),
    ):
        with pytest.raises(ConditionFailed):
            table.transact([write])
    assert sessions.get("demo", "anna") == over


def test_a_number_has_one_open_callback(table: Table, now: Millis) -> None:
    """X6: of two of one number the later one stands; the earlier, over by then, is not reopened."""
    contacts = Contacts(table)
    asked = replace(caller(now), kind=ContactKind.CALLBACK, caller="+46701740633")
    over = finished(Pair(asked), 0, now)
    contacts.add(over.contact)
    table.transact([(open_callback(asked), created({"contact": "c2"}))])
    reopened = replace(asked, version=over.contact.version + 1)
    assert not contacts.keep(Pair(over.contact), Pair(reopened), now)
    assert contacts.get("c1") == over.contact


def test_a_text_message_that_failed_is_not_called_unknown(table: Table, now: Millis) -> None:
    """The sweep looked while its sender was at it; the sender's word stands."""
    outbox = SmsOutbox(table)
    sms = missed_calls(SmsKind.MISSES, "c1.1", "demo", "anna", "+46701740605", 2, now)
    table.transact([opened_sms(sms)])
    mine = outbox.begin(sms, now)
    assert mine is not None
    failed = replace(mine, state=SmsState.FAILED, reason="refused")
    assert outbox.conclude(mine, failed, now)
    assert outbox.abandon(mine, now + DAY) is None
    assert outbox.get(sms.id) == failed


def test_a_user_who_is_there_is_not_added_over(table: Table) -> None:
    """Nor is one removed on an older look, nor one made by choosing a language."""
    users = Users(table)
    users.add(ANNA)
    with pytest.raises(Conflict):
        users.add(replace(ANNA, name="Somebody Else", distance=None, softphone=None))
    users.set_language("anna", "en", chosen=True)
    with pytest.raises(ConditionFailed):
        table.transact([removed(ANNA)])
    found = users.get("anna")
    assert found is not None
    assert (found.name, found.language) == (ANNA.name, "en")
    with pytest.raises(NotFound):
        users.set_language("nobody", "en", chosen=True)
    assert users.get("nobody") is None
