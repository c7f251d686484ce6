"""New credentials through the whole deployed system: ordered, mailed, used once, changed (P9)."""

import json
import re
import time
from collections.abc import Callable
from typing import Any

import httpx

from jour.clock import DAY
from jour.organisation import PasswordPolicy
from jour.password import Passwords, read_peppers
from jour.store.orders import Orders
from jour.store.table import Table
from jour.store.users import Users
from jour.user import User
from tests.e2e.desk import PATIENCE_S, cookie_of, get, log_in, post
from tests.system import System

SHAPE = re.compile(r"[A-Z][a-z]{2}[2-9](?:-[A-Z][a-z]{2}[2-9]){3}")
Mail = dict[str, str]


def mails_to(system: System, user: str, org: str) -> list[Mail]:
    answer = httpx.get(f"{system.base_url}/sim/mail", timeout=PATIENCE_S)
    found: list[Mail] = answer.json()
    return [mail for mail in found if mail["to"] == f"{user}@{org}.example"]


def until(wanted: Callable[[], Any]) -> Any:
    """What it gives as soon as that is something; a bound, not a measure."""
    deadline = time.monotonic() + PATIENCE_S
    while not (found := wanted()):
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.2)
    return found


def register(system: System, user: str, password: str, days_old: int = 0) -> None:
    """Somebody of the strict organisation whom no other test knows."""
    set_at = int(time.time() * 1000) - days_old * DAY
    secret = system.client("secretsmanager").get_secret_value(SecretId=system.pepper_secret)
    passwords = Passwords(read_peppers(secret["SecretString"]))
    sealed = passwords.seal(password, set_at, policy=PasswordPolicy.STRICT)
    new = User(user, "strikt", user.capitalize(), f"{user}@strikt.example", sealed)
    Users(Table(system.client("dynamodb"), system.table)).add(new)


def invoke(system: System, folder: str, event: dict[str, Any]) -> Any:
    """Call a deployed function as its event source would."""
    client = system.client("lambda")
    (name,) = (
        function["FunctionName"]
        for function in client.list_functions()["Functions"]
        if function["Environment"]["Variables"].get("POWERTOOLS_SERVICE_NAME") == folder
    )
    answer = client.invoke(FunctionName=name, Payload=json.dumps(event))
    assert "FunctionError" not in answer, answer["Payload"].read()
    return json.loads(answer["Payload"].read() or b"null")


def administrator(system: System, user: str) -> str:
    return cookie_of(log_in(system, user, agent=False))


def credentials_of(system: System, cookie: str, user: str) -> dict[str, str]:
    rows = get(system, "/api/admin/users", cookie).json()["users"]
    found: dict[str, str] = next(row["credentials"] for row in rows if row["id"] == user)
    return found


def test_a_strict_user_gets_two_mails_and_logs_in_with_the_second(system: System) -> None:
    """P9, P7: the old password is dead at once; the temporary one opens the change, once."""
    register(system, "nils", "Demo-nils5")
    stina = administrator(system, "stina")
    before = log_in(system, "nils", password="Demo-nils5", agent=False)
    assert before.status_code == 200
    assert post(system, "/api/admin/users/nils/credentials", stina).status_code == 202
    assert log_in(system, "nils", password="Demo-nils5").status_code == 401
    assert get(system, "/api/session", cookie_of(before)).json()["reason"] == "password_changed"

    until(lambda: credentials_of(system, stina, "nils")["state"] == "sent")
    user_id, secret = mails_to(system, "nils", "strikt")
    assert "nils" in user_id["text"]
    assert not SHAPE.search(user_id["text"])
    assert "nils" not in secret["text"]
    (password,) = SHAPE.findall(secret["text"])

    opened = log_in(system, "nils", password=password)
    assert opened.json()["password"]["must_change"] is True
    assert opened.json()["session"] is None
    assert log_in(system, "nils", password=password).status_code == 401
    refused = change(system, cookie_of(opened), password, "Demo-nils5")
    assert [broken["rule"] for broken in refused.json()["violations"]] == ["reused"]
    assert change(system, cookie_of(opened), password, "Ny-nils22").status_code == 204
    assert_nowhere(system, password)


def test_a_forgotten_password_is_mailed_and_strangers_are_not_told(system: System) -> None:
    """ASVS 6.3.8: one answer for everybody; the old password works until the new one is used."""
    register(system, "nora", "Demo-nora5")
    for user in ("nobody", "nora"):
        answer = httpx.post(
            f"{system.base_url}/api/password/forgotten",
            json={"user_id": user},
            headers={"Origin": system.base_url},
            timeout=PATIENCE_S,
        )
        assert (answer.status_code, answer.text) == (202, "")
    until(lambda: len(mails_to(system, "nora", "strikt")) == 2)
    assert log_in(system, "nora", password="Demo-nora5", agent=False).status_code == 200


def test_a_mail_that_came_back_is_shown_to_the_administrator(system: System) -> None:
    """Issue 4: as EventBridge would tell of it; the local AWS bounces nothing itself."""
    register(system, "nina", "Demo-nina5")
    stina = administrator(system, "stina")
    assert post(system, "/api/admin/users/nina/credentials", stina).status_code == 202
    until(lambda: credentials_of(system, stina, "nina")["state"] == "sent")
    order = Orders(Table(system.client("dynamodb"), system.table)).get("nina")
    assert order
    told = {
        "eventType": "Bounce",
        "bounce": {"bounceType": "Permanent", "bounceSubType": "General"},
        "mail": {"tags": {"order": [order.id]}},
    }
    invoke(system, "notifications", {"source": "aws.ses", "detail": told})
    assert credentials_of(system, stina, "nina")["state"] == "bounced"


def test_a_password_that_runs_out_is_reminded_of_once(system: System) -> None:
    """P7: however often the daily message comes."""
    register(system, "nadja", "Demo-nadja5", days_old=80)
    for number in range(3):
        body = {"messageId": str(number), "body": '{"reminders": "strikt"}'}
        assert invoke(system, "password_rotation", {"Records": [body]}) == {"batchItemFailures": []}
    (mail,) = mails_to(system, "nadja", "strikt")
    assert "14" in mail["subject"]


def change(system: System, cookie: str, current: str, new: str) -> httpx.Response:
    return httpx.post(
        f"{system.base_url}/api/password",
        json={"current_password": current, "new_password": new},
        headers={"Cookie": cookie, "Origin": system.base_url},
        timeout=PATIENCE_S,
    )


def assert_nowhere(system: System, password: str) -> None:
    """Issue 4: no plaintext password in the table or in what the functions logged."""
    items = system.client("dynamodb").scan(TableName=system.table)["Items"]
    assert password not in repr(items)
    for log in (system.data / "logs").glob("*.log"):
        assert password not in log.read_text(errors="replace")
