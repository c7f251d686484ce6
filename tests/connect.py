"""Amazon Connect's event for a function that a flow invokes, field by field as documented."""

from typing import Any

INSTANCE = "arn:aws:connect:eu-central-1:111122223333:instance/12345678-1234-1234-1234-123456789012"
SERVICE_NUMBER = "+46846500401"


def connect_event(
    contact: str,
    caller: str | None,
    parameters: dict[str, str],
    dialled: str = SERVICE_NUMBER,
) -> dict[str, Any]:
    """One invocation; a withheld number comes as no endpoint at all."""
    endpoint = None if caller is None else {"Address": caller, "Type": "TELEPHONE_NUMBER"}
    return {
        "Details": {
            "ContactData": {
                "Attributes": {},
                "AwsRegion": "eu-central-1",
                "Channel": "VOICE",
                "ContactId": contact,
                "CustomerEndpoint": endpoint,
                "CustomerId": None,
                "Description": None,
                "InitialContactId": contact,
                "InitiationMethod": "INBOUND",
                "InstanceARN": INSTANCE,
                "LanguageCode": "sv-SE",
                "MediaStreams": {"Customer": {"Audio": None}},
                "Name": None,
                "PreviousContactId": contact,
                "Queue": None,
                "References": {},
                "SegmentAttributes": {},
                "SystemEndpoint": {"Address": dialled, "Type": "TELEPHONE_NUMBER"},
            },
            "Parameters": parameters,
        },
        "Name": "ContactFlowEvent",
    }
