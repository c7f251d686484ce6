"""Which telephone numbers lead to which flow of Amazon Connect, as CloudFormation wants it.

CloudFormation has no resource for it, so a custom one, `Custom::JourFlowNumbers`, stands in.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from jour.custom_resource import Failed

_GONE = "ResourceNotFoundException"


class Connect(Protocol):
    """The part of boto3's Connect client that is used here."""

    def get_paginator(self, operation_name: str, /) -> Any: ...
    def associate_phone_number_contact_flow(self, **request: str) -> Any: ...
    def disassociate_phone_number_contact_flow(self, **request: str) -> Any: ...


class NotTied(Failed):
    """The numbers may not lead where they should."""


class NumbersMissing(NotTied):
    """Some numbers are not the instance's."""

    changed_nothing = True

    def __init__(self, numbers: list[str]) -> None:
        endings = ", ".join(f"…{number[-2:]}" for number in numbers)
        super().__init__(
            f"The Amazon Connect instance has no telephone number ending in {endings}:"
            " claim it there, or correct the parameters ServiceNumber and CustomerNumbers."
        )


@dataclass(frozen=True, slots=True)
class Tie:
    """Numbers (E.164) that lead to a flow of an instance (both ARNs)."""

    instance: str
    flow: str
    numbers: tuple[str, ...]

    @classmethod
    def read(cls, properties: Mapping[str, Any]) -> "Tie":
        """As the template says it. Raises NotTied when it says something else."""
        match properties:
            case {
                "InstanceArn": str(instance),
                "ContactFlowArn": str(flow),
                "Numbers": list(numbers),
            } if all(isinstance(number, str) and number for number in numbers):
                return cls(instance, flow, tuple(numbers))
        raise NotTied("Custom::JourFlowNumbers takes InstanceArn, ContactFlowArn and Numbers.")


def left_over(before: Tie | None, after: Tie | None) -> Tie | None:
    """What has to be untied when `before` becomes `after`."""
    if before is None or after is None or before.instance != after.instance:
        return before
    gone = tuple(number for number in before.numbers if number not in after.numbers)
    return Tie(before.instance, before.flow, gone)


@dataclass(frozen=True, slots=True)
class FlowNumbers:
    """Ties and unties numbers in Amazon Connect; both may be repeated. Raises NotTied."""

    connect: Connect

    def tie(self, wanted: Tie) -> None:
        """Let the numbers lead to the flow. Raises NumbersMissing before anything is changed."""
        with _told("tying a number to its flow"):
            ids = self._ids(wanted.instance)
            missing = [number for number in wanted.numbers if number not in ids]
            if missing:
                raise NumbersMissing(missing)
            for number in wanted.numbers:
                self.connect.associate_phone_number_contact_flow(
                    PhoneNumberId=ids[number],
                    InstanceId=_id(wanted.instance),
                    ContactFlowId=_id(wanted.flow),
                )

    def untie(self, unwanted: Tie) -> None:
        """Let the numbers lead nowhere; one that the instance has no more is as it should be."""
        with _told("untying a number from its flow"):
            try:
                ids = self._ids(unwanted.instance) if unwanted.numbers else {}
            except ClientError as trouble:
                _unless_gone(trouble)
                return
            for number in unwanted.numbers:
                if number in ids:
                    self._untie(unwanted.instance, ids[number])

    def _untie(self, instance: str, number_id: str) -> None:
        try:
            self.connect.disassociate_phone_number_contact_flow(
                PhoneNumberId=number_id, InstanceId=_id(instance)
            )
        except ClientError as trouble:
            _unless_gone(trouble)

    def _ids(self, instance: str) -> dict[str, str]:
        """The ids of all numbers of an instance, by number."""
        pages = self.connect.get_paginator("list_phone_numbers_v2").paginate(TargetArn=instance)
        return {
            one["PhoneNumber"]: one["PhoneNumberId"]
            for page in pages
            for one in page["ListPhoneNumbersSummaryList"]
        }


def tied(event: Mapping[str, Any], flow_numbers: FlowNumbers) -> None:
    """Do what CloudFormation's request asks for. Raises NotTied."""
    before, after = _change(event)
    if after is not None:
        flow_numbers.tie(after)
    left = left_over(before, after)
    if left is not None:
        flow_numbers.untie(left)


def _change(event: Mapping[str, Any]) -> tuple[Tie | None, Tie | None]:
    """What was, and what is to be."""
    asked = Tie.read(event["ResourceProperties"])
    match event["RequestType"]:
        case "Delete":
            return asked, None
        case "Update":
            return Tie.read(event["OldResourceProperties"]), asked
    return None, asked


def _id(arn: str) -> str:
    """An ARN's last part: all that is promised to be understood where an id is asked for."""
    return arn.rpartition("/")[2]


def _unless_gone(trouble: ClientError) -> None:
    if trouble.response["Error"]["Code"] != _GONE:
        raise trouble


@contextmanager
def _told(doing: str) -> Iterator[None]:
    """AWS's errors become ours. Only their code is told: their texts may hold whole numbers."""
    try:
        yield
    except ClientError as trouble:
        code = trouble.response["Error"]["Code"]
        raise NotTied(f"Amazon Connect refused {doing}: {code}.") from trouble
    except BotoCoreError as trouble:
        raise NotTied(f"Amazon Connect did not answer when {doing}: deploy again.") from trouble
