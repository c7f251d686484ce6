"""Which number leads where: the template's ties first, then the groups' numbers of the moment."""

import asyncio

from local.connect.flow import Flow
from local.connect.numbering import Numbering, Ties
from tests.telephony import NUMBER, flow, say

GROUP, NEW = "+46846500410", "+46846500499"
SERVICE, CUSTOMERS = flow(say("a", "Service.")), flow(say("a", "Kund."))


def led(number: str, ties: Ties, groups: set[str]) -> Flow | None:
    return asyncio.run(Numbering(ties, lambda: groups).flow_of(number))


def test_tied_numbers_lead_to_their_flow() -> None:
    """F1: also where a group claims the service number."""
    ties = Ties({NUMBER: SERVICE, GROUP: CUSTOMERS}, CUSTOMERS)
    assert led(NUMBER, ties, {NUMBER}) is SERVICE
    assert led(GROUP, ties, set()) is CUSTOMERS


def test_a_groups_new_number_leads_to_customers_at_once() -> None:
    """Issue 6.2: administrators change numbers during a run; each call looks anew."""
    ties, groups = Ties({NUMBER: SERVICE}, CUSTOMERS), {GROUP}
    numbering = Numbering(ties, lambda: groups)
    assert asyncio.run(numbering.flow_of(NEW)) is None
    groups.add(NEW)
    assert asyncio.run(numbering.flow_of(NEW)) is CUSTOMERS


def test_without_a_customers_flow_groups_are_not_in_service() -> None:
    """A telephone that is set up for distance login alone."""
    assert led(GROUP, Ties({NUMBER: SERVICE}), {GROUP}) is None
