"""Faults 18 and 20: a function that is cloned, and a table that is what it was five minutes ago."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from jour.clock import MINUTE
from jour.organisation import Channel
from local.settings import ROOT
from tests.faults.actions import asks
from tests.faults.cells import cell
from tests.faults.conftest import Open
from tests.faults.portrait import portrait
from tests.faults.site import DONE, Site, connects
from tests.handlers.chats import OPENING
from tests.handlers.conftest import called
from tests.handlers.sockets import opened

CLONED = """
import json, os, random, sys
from jour import chat_token, temporary_password, token
from jour.password import CHEAPEST, Passwords, Peppers
from jour.token import Bearer

passwords = Passwords(Peppers("1", {"1": b"pepper-of-the-tests"}), CHEAPEST)

def made():
    return {
        "session": token.new_session_id(),
        "token": token.issue(Bearer("demo", "anna", None)).text,
        "salt": passwords.seal("demo-anna", 1).password_hash,
        "chat": chat_token.issue("chat-1").text,
        "temporary": temporary_password.generate(),
        "hint": str(random.random()),
    }

made()  # warm, as a snapshot is taken of it
memory = random.getstate()
reader, writer = os.pipe()
for _ in range(3):
    if os.fork() == 0:
        random.setstate(memory)  # which Python changes in a fork, and a snapshot does not
        os.write(writer, json.dumps([made() for _ in range(3)]).encode() + b"\\n")
        os._exit(0)
    os.wait()
os.close(writer)
sys.stdout.write(os.fdopen(reader).read())
"""


@cell(18, "login", "toggle", "credential", "chat")
def test_clones_repeat_no_secret(site: Site) -> None:
    """Fault 18: copies of one process, made after its start: no session, token, salt or password
    comes twice, although all go on from the same memory.
    """
    told = subprocess.run(
        [sys.executable, "-c", CLONED],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": "layers/jour/python"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    clones = [json.loads(line) for line in told.stdout.splitlines()]
    assert len(clones) == 3
    assert len({clone[0].pop("hint") for clone in clones}) == 1, "they are copies indeed"
    for kind in ("session", "token", "salt", "chat", "temporary"):
        made = [one[kind] for clone in clones for one in clone]
        assert len(set(made)) == len(made), kind
    assert site.unsound() == []


def session_ids(site: Site) -> list[str]:
    """Of every login that the table knows, replaced ones too."""
    found = []
    for item in site.services.table.scan():
        if item["sk"].startswith("SESSION#"):
            names = ("login", "earlier1", "earlier2", "earlier3")
            found += [item[n]["session_id"] for n in names if item.get(n)]
    return found


def restored(site: Site, backup: list[dict[str, Any]]) -> None:
    """The table is what it was; functions and clients go on."""
    table = site.services.table
    table.delete_all([{"pk": i["pk"], "sk": i["sk"]} for i in table.scan()])
    table.put_all(backup)


@pytest.mark.parametrize("channel", [Channel.DESKTOP, Channel.MOBILE])
@cell(20, "login", "logout", "connect", "disconnect", "status", "toggle", "credential")
def test_a_table_of_five_minutes_ago(channel: Channel, open_site: Open) -> None:
    """Fault 20: no session id comes again; whoever has logged in since is nobody, and changes
    nothing, also by what was under way.
    """
    site = open_site()
    site.log_in(channel=channel)
    backup = list(site.services.table.scan())
    ids = set(session_ids(site))
    site.advance(MINUTE)
    lost = site.log_in(channel=channel)
    socket = site.opened("anna", "c1")
    site.rings("t1")
    bos = site.log_in("bo")
    ids |= set(session_ids(site))
    site.advance(4 * MINUTE)
    restored(site, backup)
    before = portrait(site)
    for cookie in (lost, bos):
        assert called("GET", "/api/session", cookie=cookie).status == 401
        assert called("POST", "/api/logout", cookie=cookie).status == 204
        assert connects(cookie, "c9") != DONE
    assert socket.ask("status", status="paused", reason="lunch")["type"] != "ok"
    assert socket.ask("heartbeat")["type"] != "ok"
    socket.disconnect()
    assert portrait(site) == before
    old = set(session_ids(site))
    site.log_in(channel=channel)
    site.rings("t2")
    site.log_in("bo")
    new = set(session_ids(site)) - old
    assert len(new) == 3
    assert new.isdisjoint(ids), "an id that had been used"
    assert site.unsound() == []


@cell(20, "dispatch", "outcome", "chat", "fan-out")
def test_calls_and_chats_of_which_the_table_knows_nothing(open_site: Open) -> None:
    """Fault 20: a call asks on and is told that it is over; a chat begins anew; the agent who had
    one is free.
    """
    site = open_site()
    site.present("anna", Channel.MOBILE)
    opened(site.log_in("bo", groups=["chatt"]), "b1")
    backup = list(site.services.table.scan())
    told = asks("k1", op="arrive")
    assert told["next"] == "dial"
    begun = called("POST", "/api/chats", OPENING)
    assert begun.status == 201
    restored(site, backup)
    assert asks("k1", op="poll")["next"] == "end"
    assert asks("k1", op="outcome", result="no_answer", offer=told["offer"])["next"] == "end"
    assert site.session().occupied is None
    mine = {"cookie": f"__Host-jour-chat={begun.cookie}"}
    assert called("GET", "/api/chats/current", headers=mine).status == 401
    assert called("POST", "/api/chats", OPENING).status == 201
    assert asks("k2", op="arrive")["next"] == "dial"
    assert site.unsound() == []
