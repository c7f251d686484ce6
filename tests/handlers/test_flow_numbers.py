"""The function behind Custom::JourFlowNumbers, as CloudFormation calls it (issue 5)."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from functions.flow_numbers import handler
from jour import custom_resource
from jour.flow_numbers import FlowNumbers

INSTANCE = "arn:aws:connect:eu-central-1:111111111111:instance/12345678-1234-1234-1234-123456789012"
EVENT = {
    "RequestType": "Create",
    "ResponseURL": "https://answers.example/?Signature=secret",
    "StackId": "stack",
    "RequestId": "request",
    "LogicalResourceId": "Numbers",
    "ResourceProperties": {
        "ServiceToken": "arn:aws:lambda:eu-central-1:111111111111:function:flow-numbers",
        "ServiceTimeout": "420",
        "InstanceArn": INSTANCE,
        "ContactFlowArn": f"{INSTANCE}/contact-flow/aaaaaaaa-1234-1234-1234-123456789012",
        "Numbers": ["+46846500401"],
    },
}


class _Connect:
    """An instance with one number; refuses to tie it when told so."""

    def __init__(self, refusing: bool = False) -> None:
        self.tied: list[str] = []
        self._refusing = refusing

    def get_paginator(self, operation_name: str, /) -> Any:
        assert operation_name == "list_phone_numbers_v2"
        number = {"PhoneNumber": "+46846500401", "PhoneNumberId": "id-service"}
        page = {"ListPhoneNumbersSummaryList": [number]}
        return SimpleNamespace(paginate=lambda TargetArn: iter([page]))

    def associate_phone_number_contact_flow(self, **request: str) -> None:
        if self._refusing:
            raise EndpointConnectionError(endpoint_url="https://connect.example")
        self.tied.append(request["PhoneNumberId"])

    def disassociate_phone_number_contact_flow(self, **_: str) -> None:
        raise AssertionError("nothing to untie")


def _called(connect: _Connect, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What CloudFormation is told when the function is called."""
    told: list[tuple[str, bytes]] = []
    numbers = SimpleNamespace(flow_numbers=FlowNumbers(connect))
    monkeypatch.setattr(handler, "services", lambda: numbers)
    monkeypatch.setattr(custom_resource, "_put", lambda url, body: told.append((url, body)))
    handler.handler(EVENT, None)
    ((url, body),) = told
    assert url == EVENT["ResponseURL"]
    answer: dict[str, Any] = json.loads(body)
    return answer


def test_it_ties_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """F1: from CloudFormation's event to Connect and back."""
    connect = _Connect()
    assert _called(connect, monkeypatch)["Status"] == "SUCCESS"
    assert connect.tied == ["id-service"]


def test_it_tells_what_went_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    """A deployment that fails says why, without the whole number."""
    answer = _called(_Connect(refusing=True), monkeypatch)
    assert answer["Status"] == "FAILED"
    assert answer["Reason"].startswith("Amazon Connect did not answer")
    assert "+46846500401" not in answer["Reason"]
