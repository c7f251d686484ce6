"""The actions of Amazon Connect's flow language (2019-10-30) that Jour may use, as data.

Taken from the language's reference and from exports of real flows; where the two differ, what is
exported counts. To use a further action, add it here; nothing else has to change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.flows.shapes import (
    Fields,
    Shape,
    each,
    either,
    mapping,
    matching,
    number,
    one_of,
    path,
    resource,
    ssml,
    text,
    whole,
)

VERSION = "2019-10-30"
MOST_ACTIONS = 250
CHAIN_S = 20
"""Functions invoked one after another are cut here, unless something is spoken between them."""

VOICES = {"Elin": {"Neural"}, "Astrid": {"Standard"}, "Amy": {"Neural", "Standard"}}
"""Which engines speak with a voice; no engine means Standard."""

GIVEN = {
    "Jour: callback": frozenset({"contact", "offer"}),
    "Jour: callback softphone": frozenset({"contact", "offer"}),
    "Jour: callback queue": frozenset({"contact", "offer", "moment", "sorry"}),
    "Jour: conference invite": frozenset({"say", "room", "digits", "typed"}),
}
"""The attributes that a flow, by its name, finds set: whoever starts its contacts, or the
flow before it, gives them."""

CONTACT_FLOW, CUSTOMER_QUEUE = "contactFlow", "customerQueue"

NME = frozenset({"NoMatchingError"})
NMC = frozenset({"NoMatchingCondition"})
COMPARISONS = (
    "Equals",
    "TextStartsWith",
    "TextEndsWith",
    "TextContains",
    "NumberGreaterThan",
    "NumberGreaterOrEqualTo",
    "NumberLessThan",
    "NumberLessOrEqualTo",
)
_BOOLEAN = one_of("True", "False")
_ANY = r"(?s).+"


@dataclass(frozen=True)
class Branches:
    """The conditions that an action may have: operators, operands, and which ones it must."""

    operators: tuple[str, ...] = ("Equals",)
    operand: str = _ANY
    exactly: frozenset[str] | None = None
    least: int = 0
    rising: bool = False
    """Each operand is a larger number than the one before, up to 100."""


@dataclass(frozen=True)
class Action:
    """What one type of action takes and where it may lead. No `branches`: no condition at all."""

    parameters: Fields = field(default_factory=Fields)
    must_catch: frozenset[str] = frozenset()
    may_catch: frozenset[str] = frozenset()
    branches: Branches | None = None
    ends: bool = False
    """Nothing follows: no transition at all."""
    flows: frozenset[str] = frozenset({CONTACT_FLOW, CUSTOMER_QUEUE})


@dataclass(frozen=True)
class Depending:
    """An action whose rules depend on the value of one of its parameters."""

    parameter: str
    otherwise: str
    """The value that counts when the parameter is not given."""
    by_value: Mapping[str, Action]

    def of(self, parameters: Mapping[str, Any]) -> Action:
        """The rules for these parameters."""
        value = str(parameters.get(self.parameter, self.otherwise))
        return self.by_value.get(value, self.by_value[self.otherwise])


_SPOKEN = ("PromptId", "Text", "SSML")
_PROMPT = {"PromptId": resource, "Text": text, "SSML": ssml}
_INPUT: dict[str, Shape] = {
    **_PROMPT,
    "StoreInput": _BOOLEAN,
    "DTMFConfiguration": Fields(
        may={
            "InputTerminationSequence": matching(r"[0-9*#]{1,5}"),
            "DisableCancelKey": _BOOLEAN,
            "InterdigitTimeLimitSeconds": whole(1, 20),
        }
    ),
}
_QUEUE = Fields(may={"QueueId": resource, "AgentId": resource}, one_of=(("QueueId", "AgentId"),))
_DIALLING = Fields(
    must={
        "ThirdPartyPhoneNumber": number,
        "ThirdPartyConnectionTimeLimitSeconds": whole(1, 600),
        "ContinueFlowExecution": _BOOLEAN,
    },
    may={
        "ThirdPartyDTMFDigits": either(path, matching(r"[0-9*#,]{1,50}")),
        "CallerId": Fields(may={"Number": number, "Name": text}),
    },
)
_QUEUE_FLOWS = frozenset({CUSTOMER_QUEUE})

ACTIONS: dict[str, Action | Depending] = {
    "UpdateFlowLoggingBehavior": Action(
        Fields(must={"FlowLoggingBehavior": one_of("Enabled", "Disabled")})
    ),
    "UpdateContactTextToSpeechVoice": Action(
        Fields(
            must={"TextToSpeechVoice": one_of(*VOICES)},
            may={
                "TextToSpeechEngine": one_of("Standard", "Neural"),
                "TextToSpeechStyle": text,
            },
        ),
        must_catch=NME,
    ),
    "UpdateContactData": Action(
        Fields(
            must={"LanguageCode": either(path, matching(r"[a-z]{2,3}-[A-Z]{2}"))},
            may={"TargetContact": one_of("Current", "Related")},
        ),
        must_catch=NME,
    ),
    "UpdateContactAttributes": Action(
        Fields(must={"Attributes": mapping, "TargetContact": one_of("Current", "Related")}),
        must_catch=NME,
    ),
    "InvokeLambdaFunction": Action(
        Fields(
            must={"LambdaFunctionARN": resource, "InvocationTimeLimitSeconds": whole(1, 8)},
            may={
                "InvocationType": one_of("SYNCHRONOUS"),
                "LambdaInvocationAttributes": mapping,
                "ResponseValidation": Fields(must={"ResponseType": one_of("STRING_MAP", "JSON")}),
            },
        ),
        must_catch=NME,
    ),
    "Compare": Action(
        Fields(must={"ComparisonValue": path}),
        must_catch=NMC,
        branches=Branches(COMPARISONS, least=1),
    ),
    "MessageParticipant": Action(Fields(may=_PROMPT, one_of=(_SPOKEN,)), must_catch=NME),
    "GetParticipantInput": Depending(
        "StoreInput",
        "False",
        {
            "True": Action(
                Fields(
                    must={
                        "InputTimeLimitSeconds": whole(1, 180),
                        "InputValidation": Fields(
                            must={"CustomValidation": Fields(must={"MaximumLength": whole(1, 20)})}
                        ),
                    },
                    may=_INPUT,
                    one_of=(_SPOKEN,),
                ),
                must_catch=NME,
            ),
            "False": Action(
                Fields(
                    must={"InputTimeLimitSeconds": whole(1, 180)}, may=_INPUT, one_of=(_SPOKEN,)
                ),
                must_catch=NME | NMC | {"InputTimeLimitExceeded"},
                branches=Branches(operand=r"[0-9*#]", least=1),
            ),
        },
    ),
    "TransferParticipantToThirdParty": Depending(
        "ContinueFlowExecution",
        "False",
        {
            "True": Action(
                _DIALLING, must_catch=NME | {"CallFailed", "ConnectionTimeLimitExceeded"}
            ),
            "False": Action(_DIALLING, must_catch=NME),
        },
    ),
    "CheckHoursOfOperation": Action(
        Fields(must={"HoursOfOperationId": resource}),
        must_catch=NME,
        branches=Branches(exactly=frozenset({"True", "False"})),
    ),
    "UpdateContactTargetQueue": Action(_QUEUE, must_catch=NME),
    "TransferContactToQueue": Action(
        must_catch=NME | {"QueueAtCapacity"}, flows=frozenset({CONTACT_FLOW})
    ),
    "DequeueContactAndTransferToQueue": Action(
        _QUEUE, must_catch=NME | {"QueueAtCapacity"}, flows=_QUEUE_FLOWS
    ),
    "UpdateContactCallbackNumber": Action(
        Fields(must={"CallbackNumber": path}),
        must_catch=frozenset({"InvalidCallbackNumber", "CallbackNumberNotDialable"}),
    ),
    "CreateCallbackContact": Action(
        Fields(
            must={
                "QueueId": resource,
                "InitialCallDelaySeconds": whole(1, 259_200),
                "MaximumConnectionAttempts": whole(1, 1000),
                "RetryDelaySeconds": whole(1, 259_200),
            },
            may={"ContactFlowId": resource, "CallerId": number},
        ),
        must_catch=NME,
    ),
    "UpdateContactEventHooks": Action(
        Fields(
            must={
                "EventHooks": Fields(
                    may={
                        hook: resource
                        for hook in ("AgentWhisper", "CustomerQueue", "CustomerWhisper")
                    },
                    # Connect takes one hook for each action.
                    one_of=(("AgentWhisper", "CustomerQueue", "CustomerWhisper"),),
                )
            }
        ),
        must_catch=NME,
    ),
    "MessageParticipantIteratively": Action(
        Fields(
            must={"Messages": each(Fields(may=_PROMPT, one_of=(_SPOKEN,)))},
            # Shorter than this, and a staffed queue could not take the contact in between.
            may={"InterruptFrequencySeconds": whole(20, 600)},
        ),
        must_catch=NME,
        branches=Branches(exactly=frozenset({"MessagesInterrupted"})),
        flows=_QUEUE_FLOWS,
    ),
    "Loop": Action(
        Fields(must={"LoopCount": either(path, whole(0, 100))}),
        may_catch=NME,
        branches=Branches(exactly=frozenset({"ContinueLooping", "DoneLooping"})),
    ),
    "Wait": Action(
        Fields(must={"TimeLimitSeconds": whole(1, 604_800)}),
        must_catch=NME,
        branches=Branches(exactly=frozenset({"WaitCompleted"})),
    ),
    "DistributeByPercentage": Action(
        must_catch=NMC,
        branches=Branches(("NumberLessThan",), r"[1-9]\d?|100", least=1, rising=True),
    ),
    "EndFlowExecution": Action(ends=True, flows=_QUEUE_FLOWS),
    "DisconnectParticipant": Action(ends=True),
}


def rules_of(kind: str, parameters: Mapping[str, Any]) -> Action | None:
    """The rules for an action of this type with these parameters; None for a type not listed."""
    found = ACTIONS.get(kind)
    return found.of(parameters) if isinstance(found, Depending) else found
