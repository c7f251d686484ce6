"""Issue 10, point 3: the operator's commands, through the real command line."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from jour.organisation import Channel
from jour.presence_log import Entry, Event
from jour.session import is_live
from jour.sms import SmsKind, SmsState, Word, begun, concluded, missed_calls
from jour.store.sms_outbox import opened
from tests.builders import ANNAS_NUMBER, new_session
from tests.ops.conftest import Desk

BOOTSTRAP = (
    "bootstrap",
    "ny",
    "--admin",
    "nina",
    "--admin-name",
    "Nina Ny",
    "--email",
    "n@ny.example",
)
USERS = """id;name;email;roles;groups;number;preselected_groups
dora;Dora D;dora@demo.example;agent;support|vaxel;070-174 06 10;support
dora;Dora D;dora@demo.example;agent;support;;
erik;;;;;;
anna;Anna Lind;anna@demo.example;;;;
"""


def test_bootstrap_makes_an_organisation_whose_administrator_is_mailed_a_password(
    desk: Desk, tmp_path: Path
) -> None:
    """Once: run again it adds nothing and mails nothing."""
    groups = tmp_path / "groups.csv"
    groups.write_text("id;name;media;number;wrap_up_s\nsupport;Support;voice;08-465 004 30;30\n")
    foreseen = desk.run(*BOOTSTRAP, "--groups", str(groups), "--dry-run")
    assert "would be made" in foreseen.out
    assert desk.services.organisations.get("ny") is None
    done = desk.run(*BOOTSTRAP, "--groups", str(groups))
    assert (done.status, done.err) == (0, "")
    nina, made = desk.services.users.get("nina"), desk.services.organisations.get("ny")
    assert made is not None
    assert made.groups["support"].number == "+46846500430"
    assert nina is not None
    assert (nina.org, nina.is_admin, nina.is_agent, nina.credential) == ("ny", True, False, None)
    assert [message["user"] for message in desk.messages()] == ["nina"]
    again = desk.run(*BOOTSTRAP, "--json")
    assert [row["became"] for row in again.json] == ["there already", "there already"]
    assert desk.messages() == []


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("bootstrap", "N Y", *BOOTSTRAP[2:]), "cannot be an organisation's id"),
        ((*BOOTSTRAP[:-1], "nowhere"), "is not a whole one"),
        (("bootstrap", "ny", "--admin", "anna", *BOOTSTRAP[4:]), "belongs to another organisation"),
        (("why", "nobody"), "There is no user 'nobody'"),
        (("log", "nowhere"), "There are: demo"),
        (("logout",), "Whom to log out is not clear"),
        (("users", "import", "demo", "/no/such/file"), "cannot be read"),
    ],
)
def test_what_is_not_possible_is_told_in_a_sentence(
    arguments: tuple[str, ...], says: str, desk: Desk
) -> None:
    """Exit status 3, a sentence and a cure on the error output, and nothing has changed."""
    before = desk.dump()
    ran = desk.run(*arguments)
    assert (ran.status, ran.out) == (3, "")
    assert says in " ".join(ran.err.split())
    assert desk.dump() == before


def test_a_list_of_users_is_taken_line_by_line(desk: Desk, tmp_path: Path) -> None:
    """Good lines are taken, bad ones told by their number; the same list twice is as once."""
    file = tmp_path / "users.csv"
    file.write_text(USERS)
    foreseen = desk.run("users", "import", "demo", str(file), "--dry-run", "--json")
    assert desk.services.users.get("dora") is None
    ran = desk.run("users", "import", "demo", str(file), "--send-credentials", "--json")
    assert ran.status == foreseen.status == 1
    assert ran.json["done"] == foreseen.json["done"] == {"added": 1, "unchanged": 1}
    assert [error["line"] for error in ran.json["errors"]] == [3, 4]
    dora = desk.services.users.get("dora")
    assert dora is not None
    assert dora.distance is not None
    assert dora.distance.numbers == ("+46701740610",)
    assert [message["user"] for message in desk.messages()] == ["dora"]
    assert desk.run("users", "import", "demo", str(file), "--json").json["done"] == {"unchanged": 2}


def test_groups_are_added_and_edited_once(desk: Desk, tmp_path: Path) -> None:
    """JSON as the API has it; a file with one wrong line changes nothing."""
    file = tmp_path / "groups.json"
    new = {"id": "nytt", "name": "Nytt", "media": "voice"}
    file.write_text(json.dumps([new, {"id": "support", "name": "Stöd"}]))
    ran = desk.run("groups", "import", "demo", str(file), "--json")
    assert {row["id"]: row["became"] for row in ran.json} == {"nytt": "added", "support": "edited"}
    organisation = desk.services.organisations.get("demo")
    assert organisation is not None
    assert organisation.groups["support"].name == "Stöd"
    assert desk.run("groups", "import", "demo", str(file), "--json").json == []
    file.write_text(json.dumps([{"id": "annat", "name": "Annat"}, {**new, "media": "fax"}]))
    refused = desk.run("groups", "import", "demo", str(file))
    assert (refused.status, "Line 2, media" in refused.err) == (3, True)


def test_who_is_logged_in_why_they_get_calls_and_logging_them_out(desk: Desk) -> None:
    """B1, B6: what the table says, without anybody's number."""
    desk.services.sessions.log_in(new_session("s1", Channel.WEB, at=desk.now), desk.now)
    [row] = desk.run("sessions", "--json").json
    assert (row["user"], row["channel"], row["state"]) == ("anna", "web", "available")
    why = desk.run("why", "anna")
    assert ANNAS_NUMBER not in desk.run("sessions").out + why.out
    assert {row["is"] for row in desk.run("why", "anna", "--json").json} == {"open"}
    assert desk.run("logout", "anna", "--dry-run", "--json").json[0]["logins_that_would_end"] == "1"
    assert desk.run("logout", "--everyone", "--json").json == [
        {"user": "anna", "logins_ended": "1"}
    ]
    session = desk.services.sessions.get("demo", "anna")
    assert session is not None
    assert not is_live(session, desk.now)
    assert desk.run("why", "anna").status == 1
    assert desk.run("sessions").out.strip() == "Nobody is logged in."


def test_the_presence_log_is_told_by_user_and_day(desk: Desk) -> None:
    """B6: newest last, as it was written."""
    entry = Entry("demo", "anna", "Anna Lind", desk.now, Event.LOGIN, "web", 1, 1)
    for one in (entry, replace(entry, user="alva", event=Event.LOGOUT, reason="user", by="alva")):
        desk.services.presence_log.write(one)
    told = desk.run("log", "demo", "--json").json
    assert [(row["user"], row["event"], row["reason"]) for row in told] == [
        ("alva", "logout", "user"),
        ("anna", "login", ""),
    ]
    assert len(desk.run("log", "demo", "--user", "anna", "--json").json) == 1
    assert desk.run("log", "demo", "--day", "2020-01-01", "--json").json == []


def test_what_did_not_arrive_is_listed_and_sent_again(desk: Desk) -> None:
    """P9, B4: an order that bounced, a text message that failed; no whole number is shown."""
    outbox, orders = desk.services.sms_outbox, desk.services.orders
    sms = missed_calls(SmsKind.MISSES, "c1", "demo", "anna", ANNAS_NUMBER, 2, desk.now)
    desk.services.table.transact([opened(sms)])
    sending = outbox.begin(sms, desk.now)
    assert sending == begun(sms)
    outbox.conclude(sending, concluded(sending, Word(SmsState.FAILED, "opted_out")), desk.now)
    assert desk.run("deliveries", "resend", "demo", "alva").status == 0
    order = orders.get("alva")
    assert order is not None
    orders.bounce(order.id, desk.now)
    desk.messages()
    told = desk.run("deliveries", "list")
    assert told.status == 1
    assert ("bounced" in told.out, "failed" in told.out, ANNAS_NUMBER in told.out) == (
        True,
        True,
        False,
    )
    sent = desk.run("deliveries", "resend", "demo", "--all", "--json")
    assert {row["became"] for row in sent.json} == {"on its way"}
    assert len(desk.messages()) == 2
    assert desk.run("deliveries", "list", "--json").json == []


def test_every_command_says_what_it_is_for(desk: Desk) -> None:
    """Help of all commands, with where to work, and the exit codes."""
    assert "Exit status" in desk.run("--help").out
    for command in ("bootstrap", "sessions", "why", "logout", "log", "verify", "check"):
        told = desk.run(command, "--help")
        assert (told.status, "--json" in told.out, "--local" in told.out) == (0, True, True)
