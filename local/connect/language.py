"""The part of the flow language 2019-10-30 that is played: what each action takes and answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

VERSION: Final = "2019-10-30"

ANY_ERROR: Final = "NoMatchingError"
NO_CONDITION: Final = "NoMatchingCondition"
NOTHING_TYPED: Final = "InputTimeLimitExceeded"
CALL_FAILED: Final = "CallFailed"
NOT_ANSWERED: Final = "ConnectionTimeLimitExceeded"
AT_CAPACITY: Final = "QueueAtCapacity"
INTERRUPTED: Final = "MessagesInterrupted"

CONTACT_FLOW: Final = "CONTACT_FLOW"
CUSTOMER_QUEUE: Final = "CUSTOMER_QUEUE"

_ONLY_ANY: Final = frozenset({ANY_ERROR})
_FULL: Final = frozenset({ANY_ERROR, AT_CAPACITY})
PROMPT: Final = frozenset({"Text", "SSML"})
"""What is said: exactly one of them."""
STRING_MAP: Final = {"ResponseType": "STRING_MAP"}


@dataclass(frozen=True)
class Kind:
    """One action type: its parameters, and what it may branch on.

    `fixed` names parameters that have to be one of the listed values, `seconds` those that are
    whole numbers within the listed limits, written as text.
    """

    required: frozenset[str] = frozenset()
    optional: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()
    conditions: bool = False
    ends: bool = False
    fixed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    seconds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    flows: frozenset[str] = frozenset({CONTACT_FLOW, CUSTOMER_QUEUE})
    """The types of flow that it may stand in."""


_CURRENT: Final = {"TargetContact": ("Current",)}
_TRUE_OR_FALSE: Final = ("True", "False")

KINDS: Final[Mapping[str, Kind]] = {
    "UpdateContactTextToSpeechVoice": Kind(
        required=frozenset({"TextToSpeechVoice"}),
        optional=frozenset({"TextToSpeechEngine"}),
        errors=_ONLY_ANY,
    ),
    "UpdateContactData": Kind(
        optional=frozenset({"LanguageCode", "Name", "Description", "CustomerId", "TargetContact"}),
        errors=_ONLY_ANY,
        fixed=_CURRENT,
    ),
    "UpdateFlowLoggingBehavior": Kind(
        required=frozenset({"FlowLoggingBehavior"}),
        fixed={"FlowLoggingBehavior": ("Enabled", "Disabled")},
    ),
    "InvokeLambdaFunction": Kind(
        required=frozenset({"LambdaFunctionARN", "InvocationTimeLimitSeconds"}),
        optional=frozenset({"LambdaInvocationAttributes", "InvocationType", "ResponseValidation"}),
        errors=_ONLY_ANY,
        fixed={"InvocationType": ("SYNCHRONOUS",)},
        seconds={"InvocationTimeLimitSeconds": (1, 8)},
    ),
    "Compare": Kind(
        required=frozenset({"ComparisonValue"}),
        errors=frozenset({NO_CONDITION}),
        conditions=True,
    ),
    "MessageParticipant": Kind(optional=PROMPT, errors=_ONLY_ANY),
    "GetParticipantInput": Kind(
        required=frozenset({"StoreInput", "InputTimeLimitSeconds"}),
        optional=PROMPT | {"InputValidation", "DTMFConfiguration"},
        errors=frozenset({ANY_ERROR, NO_CONDITION, NOTHING_TYPED}),
        conditions=True,
        fixed={"StoreInput": _TRUE_OR_FALSE},
        seconds={"InputTimeLimitSeconds": (1, 180)},
    ),
    "UpdateContactAttributes": Kind(
        required=frozenset({"Attributes"}),
        optional=frozenset({"TargetContact"}),
        errors=_ONLY_ANY,
        fixed=_CURRENT,
    ),
    "TransferParticipantToThirdParty": Kind(
        required=frozenset(
            {
                "ThirdPartyPhoneNumber",
                "ThirdPartyConnectionTimeLimitSeconds",
                "ContinueFlowExecution",
            }
        ),
        optional=frozenset({"CallerId", "ThirdPartyDTMFDigits"}),
        errors=frozenset({CALL_FAILED, NOT_ANSWERED, ANY_ERROR}),
        fixed={"ContinueFlowExecution": _TRUE_OR_FALSE},
        seconds={"ThirdPartyConnectionTimeLimitSeconds": (0, 600)},
    ),
    "UpdateContactEventHooks": Kind(required=frozenset({"EventHooks"}), errors=_ONLY_ANY),
    "UpdateContactTargetQueue": Kind(required=frozenset({"AgentId"}), errors=_ONLY_ANY),
    "TransferContactToQueue": Kind(errors=_FULL, flows=frozenset({CONTACT_FLOW})),
    "DequeueContactAndTransferToQueue": Kind(
        optional=frozenset({"AgentId", "QueueId"}), errors=_FULL, flows=frozenset({CUSTOMER_QUEUE})
    ),
    "MessageParticipantIteratively": Kind(
        required=frozenset({"Messages", "InterruptFrequencySeconds"}),
        errors=_ONLY_ANY,
        conditions=True,
        seconds={"InterruptFrequencySeconds": (20, 600)},
        flows=frozenset({CUSTOMER_QUEUE}),
    ),
    "DisconnectParticipant": Kind(ends=True),
}
