"""What Amazon Connect knows of one call, and the event in which it tells a function."""

from dataclasses import dataclass, field
from typing import Any, Final

from local.connect.voices import NOBODY, Voice
from local.settings import REGION

INSTANCE_ID: Final = "0e5a7d1c-46b8-4650-8400-0000000000a1"
"""The one simulated instance."""
INVITE_FLOW_ID: Final = "0e5a7d1c-46b8-4650-8400-0000000000f1"
"""Its flow for those who are rung into a conference."""
INSTANCE_ARN: Final = f"arn:aws:connect:{REGION}:000000000000:instance/{INSTANCE_ID}"


def contact_arn(id: str) -> str:
    """The ARN of a contact of the instance."""
    return f"{INSTANCE_ARN}/contact/{id}"


@dataclass
class Contact:
    """One call as its flow sees it."""

    id: str
    caller: str | None
    """As the network presents it, whatever it looks like; None where it is withheld."""
    dialled: str
    initial: str = ""
    """The id of its first segment; empty while it is that."""
    previous: str = ""
    """The id of the segment before it, likewise."""
    attributes: dict[str, str] = field(default_factory=dict)
    external: dict[str, str] = field(default_factory=dict)
    """What the function asked last has answered."""
    stored_input: str = ""
    language: str = "en-US"
    voice: Voice = NOBODY
    about: dict[str, str] = field(default_factory=dict)
    """Name, Description and CustomerId, where the flow has set them."""
    logged: bool = True
    method: str = "INBOUND"

    def move(self, segment: str) -> None:
        """It goes on as another segment, with all that flows have set."""
        self.initial = self.initial or self.id
        self.previous, self.id = self.id, segment


def event(contact: Contact, parameters: dict[str, str]) -> dict[str, Any]:
    """What a function gets when the flow asks it with these parameters."""
    return {
        "Details": {
            "ContactData": {
                "Attributes": dict(contact.attributes),
                "AwsRegion": REGION,
                "Channel": "VOICE",
                "ContactId": contact.id,
                "CustomerEndpoint": _endpoint(contact.caller),
                "CustomerId": contact.about.get("CustomerId"),
                "Description": contact.about.get("Description"),
                "InitialContactId": contact.initial or contact.id,
                "InitiationMethod": contact.method,
                "InstanceARN": INSTANCE_ARN,
                "LanguageCode": contact.language,
                "MediaStreams": {"Customer": {"Audio": None}},
                "Name": contact.about.get("Name"),
                "PreviousContactId": contact.previous or contact.id,
                "Queue": None,
                "References": {},
                "SegmentAttributes": {"connect:Subtype": {"ValueString": "connect:Telephony"}},
                "SystemEndpoint": _endpoint(contact.dialled),
            },
            "Parameters": parameters,
        },
        "Name": "ContactFlowEvent",
    }


def _endpoint(address: str | None) -> dict[str, str] | None:
    return None if address is None else {"Address": address, "Type": "TELEPHONE_NUMBER"}
