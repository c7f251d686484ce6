"""Numbers tied to flows, against botocore's own model of Amazon Connect (issue 5)."""

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from jour.flow_numbers import FlowNumbers, NotTied, NumbersMissing, Tie, left_over, tied

INSTANCE = "arn:aws:connect:eu-central-1:111111111111:instance/12345678-1234-1234-1234-123456789012"
OTHER = INSTANCE.replace("12345678-", "87654321-")
FLOW = f"{INSTANCE}/contact-flow/aaaaaaaa-1234-1234-1234-123456789012"
SERVICE, SUPPORT, SWITCHBOARD = "+46846500401", "+46846500410", "+46846500411"
IDS = {SERVICE: "id-service", SUPPORT: "id-support", SWITCHBOARD: "id-switchboard"}


@pytest.fixture
def connect() -> Iterator[tuple[FlowNumbers, Stubber]]:
    """Amazon Connect, which has to be asked exactly what a test expects and nothing else."""
    client = boto3.client(
        "connect",
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )
    with Stubber(client) as stub:
        yield FlowNumbers(client), stub
        stub.assert_no_pending_responses()


def _listed(stub: Stubber, *pages: list[str], instance: str = INSTANCE) -> None:
    """Expect the numbers to be listed, page by page."""
    for n, numbers in enumerate(pages):
        request = {"TargetArn": instance} | ({"NextToken": f"page-{n}"} if n else {})
        more = {"NextToken": f"page-{n + 1}"} if n + 1 < len(pages) else {}
        summaries = [{"PhoneNumber": one, "PhoneNumberId": IDS[one]} for one in numbers]
        answer = {"ListPhoneNumbersSummaryList": summaries, **more}
        stub.add_response("list_phone_numbers_v2", answer, request)


def _associated(stub: Stubber, number: str, flow: str = FLOW) -> None:
    request = {
        "PhoneNumberId": IDS[number],
        "InstanceId": INSTANCE[-36:],
        "ContactFlowId": flow[-36:],
    }
    stub.add_response("associate_phone_number_contact_flow", {}, request)


def _disassociated(stub: Stubber, number: str, instance: str = INSTANCE) -> None:
    request = {"PhoneNumberId": IDS[number], "InstanceId": instance[-36:]}
    stub.add_response("disassociate_phone_number_contact_flow", {}, request)


def _properties(*numbers: str, instance: str = INSTANCE) -> dict[str, Any]:
    return {
        "ServiceToken": "arn:aws:lambda:eu-central-1:111111111111:function:flow-numbers",
        "InstanceArn": instance,
        "ContactFlowArn": FLOW,
        "Numbers": list(numbers),
    }


def _event(kind: str, *numbers: str, old: dict[str, Any] | None = None) -> dict[str, Any]:
    event = {"RequestType": kind, "ResourceProperties": _properties(*numbers)}
    return event | ({"OldResourceProperties": old} if old is not None else {})


def test_numbers_are_found_on_any_page(connect: tuple[FlowNumbers, Stubber]) -> None:
    """An instance with many numbers lists them in pages; each number is tied by its id."""
    numbers, stub = connect
    _listed(stub, [SUPPORT], [SWITCHBOARD, SERVICE])
    _associated(stub, SERVICE)
    _associated(stub, SUPPORT)
    tied(_event("Create", SERVICE, SUPPORT), numbers)


def test_a_missing_number_is_named_by_its_last_digits(
    connect: tuple[FlowNumbers, Stubber],
) -> None:
    """Nothing is changed when one is missing; the sentence says which and what to do."""
    numbers, stub = connect
    _listed(stub, [SUPPORT])
    with pytest.raises(NumbersMissing, match=r"ending in …01: claim it") as caught:
        tied(_event("Create", SUPPORT, SERVICE), numbers)
    assert SERVICE not in str(caught.value)
    assert caught.value.changed_nothing


def test_an_update_unties_what_has_left(connect: tuple[FlowNumbers, Stubber]) -> None:
    """The new numbers lead to the flow before the old ones stop doing so."""
    numbers, stub = connect
    _listed(stub, [SERVICE, SUPPORT])
    _associated(stub, SERVICE)
    _listed(stub, [SERVICE, SUPPORT])
    _disassociated(stub, SUPPORT)
    tied(_event("Update", SERVICE, old=_properties(SUPPORT, SERVICE)), numbers)


def test_an_update_that_nobody_leaves_asks_for_nothing_more(
    connect: tuple[FlowNumbers, Stubber],
) -> None:
    """A changed flow is tied anew; no number is untied in between."""
    numbers, stub = connect
    _listed(stub, [SERVICE])
    _associated(stub, SERVICE)
    tied(_event("Update", SERVICE, old=_properties(SERVICE)), numbers)


def test_another_instance_loses_all_its_numbers(connect: tuple[FlowNumbers, Stubber]) -> None:
    """The old instance's number is another one, even when it is written the same."""
    numbers, stub = connect
    _listed(stub, [SERVICE])
    _associated(stub, SERVICE)
    _listed(stub, [SERVICE], instance=OTHER)
    _disassociated(stub, SERVICE, instance=OTHER)
    tied(_event("Update", SERVICE, old=_properties(SERVICE, instance=OTHER)), numbers)


def test_deleting_unties(connect: tuple[FlowNumbers, Stubber]) -> None:
    """A number that leads to a deleted flow could not be tied to another one by us."""
    numbers, stub = connect
    _listed(stub, [SERVICE])
    _disassociated(stub, SERVICE)
    tied(_event("Delete", SERVICE), numbers)


def test_deleting_what_is_gone_succeeds(connect: tuple[FlowNumbers, Stubber]) -> None:
    """A number released by hand must not keep a stack from being deleted."""
    numbers, stub = connect
    _listed(stub, [SUPPORT])
    stub.add_client_error(
        "disassociate_phone_number_contact_flow", "ResourceNotFoundException", SUPPORT
    )
    tied(_event("Delete", SERVICE, SUPPORT), numbers)


def test_deleting_after_the_instance_succeeds(connect: tuple[FlowNumbers, Stubber]) -> None:
    """Nor must an instance that was deleted first."""
    numbers, stub = connect
    stub.add_client_error("list_phone_numbers_v2", "ResourceNotFoundException", "no instance")
    tied(_event("Delete", SERVICE), numbers)


@pytest.mark.parametrize("kind", ["Create", "Delete"])
def test_a_refusal_is_told_by_its_code(kind: str, connect: tuple[FlowNumbers, Stubber]) -> None:
    """Connect's own text may hold a whole number: only the code is passed on."""
    numbers, stub = connect
    stub.add_client_error("list_phone_numbers_v2", "AccessDeniedException", f"no {SERVICE}")
    with pytest.raises(NotTied, match="AccessDeniedException") as caught:
        tied(_event(kind, SERVICE), numbers)
    assert SERVICE not in str(caught.value)
    assert not caught.value.changed_nothing


@pytest.mark.parametrize(
    "properties",
    [{}, _properties() | {"Numbers": SERVICE}, _properties(""), _properties() | {"Numbers": None}],
)
def test_other_properties_are_refused(
    properties: dict[str, Any], connect: tuple[FlowNumbers, Stubber]
) -> None:
    """A template that says something else is told so, before Connect is asked anything."""
    numbers, _ = connect
    with pytest.raises(NotTied, match="takes InstanceArn, ContactFlowArn and Numbers"):
        tied({"RequestType": "Create", "ResourceProperties": properties}, numbers)


def test_what_is_left_over() -> None:
    """Pure: all of a deleted tie, nothing of a new one, the difference of two."""
    tie = Tie(INSTANCE, FLOW, (SERVICE, SUPPORT))
    assert left_over(tie, None) == tie
    assert left_over(None, tie) is None
    assert left_over(tie, Tie(INSTANCE, FLOW, (SERVICE,))) == Tie(INSTANCE, FLOW, (SUPPORT,))
    assert left_over(tie, Tie(INSTANCE, f"{FLOW}-new", tie.numbers)) == Tie(INSTANCE, FLOW, ())
