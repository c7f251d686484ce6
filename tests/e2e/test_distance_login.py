"""Distance login through the real flow, the deployed function, table, stream and mail."""

import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest

from jour.organisation import Group, Media, Organisation
from jour.password import Passwords, read_peppers
from jour.store.organisations import Organisations
from jour.store.table import Table
from jour.store.users import Users
from jour.user import Distance, User
from tests.connect import connect_event
from tests.e2e.desk import Client, cookie_of, get, log_in
from tests.e2e.telephone import PATIENCE_S, PhoneCall, ring
from tests.e2e.test_credentials import invoke
from tests.system import System

PIN = "2580"


@pytest.fixture
def number() -> str:
    """A telephone number that nobody has."""
    return f"+4670{secrets.randbelow(10**7):07d}"


def employ(
    system: System, number: str, *, pin: str | None = None, alternative: str | None = None
) -> User:
    """An agent of an organisation of their own, registered for distance login."""
    table = Table(system.client("dynamodb"), system.table)
    secret = system.client("secretsmanager").get_secret_value(SecretId=system.pepper_secret)
    passwords = Passwords(read_peppers(secret["SecretString"]))
    org, now = f"jour-{secrets.token_hex(4)}", int(time.time() * 1000)
    groups = {"support": Group("support", "Support", Media.VOICE)}
    Organisations(table).add(
        Organisation(org, "Jourbolaget", groups, distance_pin_required=pin is not None)
    )
    sealed = passwords.seal(pin, now) if pin else None
    user = User(
        id=f"agent.{org}",
        org=org,
        name="Jonna Ek",
        email=f"{org}@jour.example",
        credential=passwords.seal("demo-jonna", now),
        groups=("support",),
        distance=Distance(number, alternative, (), sealed),
    )
    Users(table).add(user)
    return user


def test_in_and_out_from_both_telephones(system: System, number: str) -> None:
    """F2, F7, F9, F10: Nummer is said whoever rang."""
    alternative = f"+468{secrets.randbelow(10**7):07d}"
    employ(system, number, alternative=alternative)
    told = ring(system, alternative).to_its_end()
    assert told.startswith("Du är inloggad i Support.")
    assert number[3:] in told.replace(" ", "")
    assert ring(system, number).to_its_end() == "Du är utloggad."


@pytest.mark.parametrize(
    ("caller", "reason"),
    [
        ("anonymous", "hemligt"),
        ("0701740605", "går inte att läsa"),
        ("+46701740699", "är inte registrerat"),
        ("+46846500411", "växelnummer"),
    ],
)
def test_numbers_that_identify_nobody(caller: str, reason: str, system: System) -> None:
    """F6: refused with a spoken reason."""
    told = ring(system, caller).to_its_end()
    assert reason in told
    assert told.endswith("Inget är ändrat.")


def test_the_web_client_is_told_and_colleagues_see_it(system: System) -> None:
    """X1, X5, B6: replaced by distance; then a colleague sees the toggle out; all is logged."""
    with Client(system, "bo") as bo:
        with Client(system, "anna") as anna:
            bo.until_shown("anna", channel="web")
            told = ring(system, "+46701740605").to_its_end()
            assert "inte längre på webben" in told
            ended = anna.until(lambda message: message["type"] == "logged_out")
            assert (ended["reason"], ended["by"]) == ("replaced", "distance")
            anna.until_closed()
        bo.until_shown("anna", channel="distance", state="available")
        assert ring(system, "+46701740605").to_its_end() == "Du är utloggad."
        bo.until_shown("anna")
    assert _logged(system, "anna", ("logout", "toggled"))


def _logged(system: System, user: str, wanted: tuple[str, str]) -> bool:
    cookie = cookie_of(log_in(system, "alva", agent=False))
    for _ in range(60):
        answer = get(system, "/api/admin/presence-log", cookie, user=user)
        if wanted in [(e["event"], e["reason"]) for e in answer.json()["entries"]]:
            return True
        time.sleep(0.5)
    return False


def test_one_contact_four_times_at_once(system: System, number: str) -> None:
    """B3, fault 8: the deployed function says the same to all."""
    employ(system, number)
    event = connect_event(secrets.token_hex(8), number, {"op": "toggle"})
    with ThreadPoolExecutor(4) as pool:
        heard = list(pool.map(lambda _: invoke(system, "distance_toggle", event), range(4)))
    assert all(answer == heard[0] for answer in heard)
    assert "inloggad" in heard[0]["say"]
    assert "inloggad" in invoke(system, "distance_toggle", event)["say"]


def test_a_pin_right_at_the_second_attempt(system: System, number: str) -> None:
    """B7: asked by voice, typed on the telephone."""
    employ(system, number, pin=PIN)
    call = ring(system, number)
    call.press("1111#")
    call.until(lambda view: any("Fel kod" in line["say"] for line in view["transcript"]))
    call.press(f"{PIN}#")
    assert "Du är inloggad i Support." in call.to_its_end()


def test_a_pin_wrong_three_times_is_told_by_mail(system: System, number: str) -> None:
    """B7, issue 5.5: nothing changed, call ended, agent told."""
    user = employ(system, number, pin=PIN)
    call = ring(system, number)
    for attempt in range(1, 4):
        call.press("0000#")
        call.until(lambda view, n=attempt: len(view["transcript"]) > n)
    assert call.to_its_end().endswith("Fel kod tre gånger. Inget är ändrat.")
    (mail,) = _mails(system, user.email)
    assert mail["subject"] == "Fel kod tre gånger vid distansinloggning"
    assert number[-2:] in mail["text"]
    assert number[3:] not in mail["text"]


def _mails(system: System, address: str) -> list[dict[str, Any]]:
    """What was mailed to this address; the sweep, which runs by the clock, is sent for."""
    invoke(system, "sweep", {"Records": []})
    for _ in range(PATIENCE_S * 2):
        sent = httpx.get(f"{system.base_url}/sim/mail", timeout=PATIENCE_S).json()
        found = [mail for mail in sent if mail["to"] == address]
        if found:
            return found
        time.sleep(0.5)
    return []


def test_a_caller_who_hangs_up_leaves_a_final_state(system: System, number: str) -> None:
    """Fault 9: whatever was committed stands, and the next call toggles from there."""
    user = employ(system, number)
    call: PhoneCall = ring(system, number)
    call.hang_up()
    call.until(lambda view: view["state"] == "ended")
    table = Table(system.client("dynamodb"), system.table)
    told = ring(system, number).to_its_end()
    item = table.get({"pk": f"ORG#{user.org}", "sk": f"SESSION#agent#{user.id}"})
    assert item is not None
    assert ("ended" in item["login"]) is (told == "Du är utloggad.")
