"""A distance agent who does not answer, through flow, functions, table, queue and SNS."""

from dataclasses import replace
from typing import Any

import httpx

from jour.store.users import Users
from jour.user import Distance
from tests.e2e.firm import Firm, mobile_number, new_firm
from tests.e2e.telephone import PATIENCE_S, Telephone, ring
from tests.e2e.test_credentials import until
from tests.system import System


def texts_to(system: System, number: str) -> list[str]:
    """What the local AWS was asked to send to this number, oldest first."""
    sent: list[dict[str, Any]] = httpx.get(f"{system.base_url}/sim/sms", timeout=PATIENCE_S).json()
    return [one["text"] for one in sent if one["to"] == number]


def distance_agent(firm: Firm, number: str) -> None:
    """Somebody who logs in by telephone alone, and has."""
    users = Users(firm.table)
    user = users.get(firm.user("dan", "support"))
    assert user
    away = replace(user, id=f"distance.{user.id}", distance=Distance(number))
    users.add(away)
    assert ring(firm.system, number).to_its_end().startswith("Du är inloggad i Support.")


def miss(firm: Firm, telephone: Telephone) -> None:
    """A call rings, is refused, and the caller hears that nobody answered."""
    with firm.call() as call:
        telephone.until("ringing")
        telephone.refuse()
        call.until(lambda view: "svarade inte" in view["transcript"][-1]["say"])


def test_two_misses_are_told_and_four_log_out(system: System) -> None:
    """B4, issue 6.5: an SMS after two; after four logged out, with an SMS; nothing is sent twice.
    Whoever rings the service number then is logged in again: they were out."""
    firm, number = new_firm(system), mobile_number()
    distance_agent(firm, number)
    telephone = Telephone(system, number)
    for _ in range(2):
        miss(firm, telephone)
    (told,) = until(lambda: texts_to(system, number))
    assert told.startswith("Du har missat 2 samtal i rad.")
    for _ in range(2):
        miss(firm, telephone)
    first, second = until(lambda: len(t := texts_to(system, number)) > 1 and t)
    assert first == told
    assert second.startswith("Du har loggats ut efter 4 missade samtal i rad.")
    assert ring(system, number).to_its_end().startswith("Du är inloggad i Support.")
