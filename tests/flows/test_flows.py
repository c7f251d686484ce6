"""The flows of infra/flows, and proof that each rule they are judged by can fail (issue 5)."""

import json
from pathlib import Path
from typing import Any

import pytest

from infra.flow_file import FLOWS, filled, read
from tests.flows.flow import Flow
from tests.flows.lint import RULES, lint, placeholders
from tests.flows.mutate import (
    Mutation,
    added,
    catches,
    compares,
    content,
    fails_to,
    given,
    leads,
    mutated,
    on,
    together,
    without,
)

FILES = sorted(FLOWS.glob("*.json"))
TOGGLE = Flow.read(read("distance_toggle"))
HANGING_UP: dict[str, Any] = {
    "Type": "DisconnectParticipant",
    "Parameters": {},
    "Transitions": {},
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_flow_is_clean(path: Path) -> None:
    """Known actions, what they need, all transitions resolve, nothing unreachable, an end."""
    assert lint(Flow.read(path.read_text(encoding="utf-8"))) == []


def _many(flow: dict[str, Any]) -> None:
    flow["Actions"] += [HANGING_UP | {"Identifier": f"spare {n}"} for n in range(250)]


BROKEN: dict[str, tuple[str, Mutation]] = {
    "another version": ("version", content(Version="2015-10-01")),
    "an unknown field": ("envelope", content(Settings={})),
    "no metadata": ("envelope", lambda flow: flow.pop("Metadata")),
    "an action without parameters": (
        "envelope",
        on("hang up", lambda action: action.update(Comment="")),
    ),
    "no such start": ("start", content(StartAction="begin")),
    "251 actions and more": ("too_many_actions", _many),
    "one identifier for two": (
        "identifier_twice",
        added(**HANGING_UP, Identifier="hang up"),
    ),
    "an identifier with a colon": (
        "identifier",
        on("say", lambda action: action.update(Identifier="say: it")),
    ),
    "an identifier of 51 characters": (
        "identifier",
        on("say", lambda action: action.update(Identifier="s" * 51)),
    ),
    "a position of no action": (
        "metadata",
        lambda flow: flow["Metadata"]["ActionMetadata"].update(gone={}),
    ),
    "an action of another name": (
        "unknown_action",
        on("say", lambda action: action.update(Type="PlayPrompt")),
    ),
    "an action of queue flows": (
        "action_not_here",
        on("hang up", lambda action: action.update(Type="EndFlowExecution")),
    ),
    "a parameter too few": ("parameter_missing", without("toggle", "InvocationTimeLimitSeconds")),
    "a parameter too many": ("parameter_unknown", given("toggle", TimeoutSeconds="8")),
    "nothing to say": ("parameter_missing", without("say", "SSML")),
    "text and SSML at once": ("parameter_missing", given("say", Text="Hej")),
    "half an SSML document": ("parameter_value", given("okänt", SSML="<speak>Vi når inte")),
    "a function with 9 s": ("parameter_value", given("toggle", InvocationTimeLimitSeconds="9")),
    "a function with no time": ("parameter_value", given("toggle", InvocationTimeLimitSeconds="0")),
    "time from a path": (
        "parameter_value",
        given("toggle", InvocationTimeLimitSeconds="$.Attributes.limit"),
    ),
    "a number as a number": ("not_a_string", given("toggle", InvocationTimeLimitSeconds=8)),
    "a truth as a truth": ("not_a_string", given("ask 1", StoreInput=True)),
    "an answer of another kind": (
        "parameter_value",
        given("toggle", ResponseValidation={"ResponseType": "XML"}),
    ),
    "input kept without its length": ("parameter_missing", without("ask 1", "InputValidation")),
    "input not kept but validated": ("parameter_unknown", given("ask 1", StoreInput="False")),
    "a terminator of 6 keys": (
        "parameter_value",
        given("ask 1", DTMFConfiguration={"InputTerminationSequence": "######"}),
    ),
    "an unknown voice": ("parameter_value", given("voice", TextToSpeechVoice="Elinor")),
    "Elin without an engine": ("voice_engine", without("voice", "TextToSpeechEngine")),
    "Elin with the old engine": ("voice_engine", given("voice", TextToSpeechEngine="Standard")),
    "Astrid with the new engine": ("voice_engine", given("voice", TextToSpeechVoice="Astrid")),
    "an error not caught": ("error_missing", catches("toggle")),
    "an error that never comes": (
        "error_unknown",
        catches("toggle", "NoMatchingError", "CallFailed"),
    ),
    "an error caught twice": (
        "error_unknown",
        catches("toggle", "NoMatchingError", "NoMatchingError"),
    ),
    "an error where there is none": ("error_unknown", catches("log on", "NoMatchingError")),
    "a condition on a function": ("condition", compares("toggle", "1")),
    "a condition on kept input": ("condition", compares("ask 1", "1")),
    "a comparison without one": ("condition", compares("answer")),
    "an unknown comparison": ("condition", compares("answer", "pin", operator="Is")),
    "the same comparison twice": ("condition", compares("answer", "pin", "pin")),
    "an empty comparison": ("condition", compares("answer", "")),
    "nothing next": (
        "next_missing",
        on("toggle", lambda action: action["Transitions"].pop("NextAction")),
    ),
    "a transition nowhere": ("transition", leads("toggle", "somewhere")),
    "an error to nowhere": ("transition", fails_to("toggle", "somewhere")),
    "a transition of another kind": (
        "transition",
        on("toggle", lambda action: action["Transitions"].update(OnError="say")),
    ),
    "something after hanging up": ("nothing_follows", leads("hang up", "say")),
    "a placeholder inside a text": (
        "placeholder",
        given("okänt", SSML="<speak>Ring ${ServiceNumber}.</speak>"),
    ),
    "a placeholder as an identifier": (
        "placeholder",
        on("hang up", lambda action: action.update(Identifier="${Name}")),
    ),
    "an action that nobody reaches": ("unreachable", leads("log on", "language")),
    "a circle without an end": (
        "no_end",
        together(leads("say", "say"), fails_to("say", "say")),
    ),
    "three functions in silence": (
        "chain_too_long",
        together(leads("toggle", "ask 1"), fails_to("ask 1", "pin 1"), fails_to("pin 1", "settle")),
    ),
    "functions in a circle": ("chain_too_long", fails_to("toggle", "toggle")),
    "an answer used after an error": ("stale_answer", fails_to("settle", "say")),
    "an answer used before there is one": ("stale_answer", leads("language", "answer")),
    "an attribute that nothing has set": (
        "attribute_unset",
        given("okänt", SSML="$.Attributes.sorry"),
    ),
    "a PIN typed with logging on": (
        "secret_logged",
        given("log off 1", FlowLoggingBehavior="Enabled"),
    ),
    "a PIN sent with logging on": (
        "secret_logged",
        together(leads("ask 1", "log on 1"), leads("log on 1", "pin 1")),
    ),
}


@pytest.mark.parametrize(("rule", "mutation"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_flow_is_refused(rule: str, mutation: Mutation) -> None:
    """Each rule finds the flow that is broken in its way."""
    assert rule in {finding.rule for finding in lint(mutated(TOGGLE, mutation))}


def test_each_rule_has_a_flow_that_breaks_it() -> None:
    """A rule that no flow can break would prove nothing."""
    assert {rule for rule, _ in BROKEN.values()} == RULES


def test_a_spoken_prompt_parts_two_chains() -> None:
    """Three functions of 8 s are fine when something is said between the second and the third."""
    again = mutated(TOGGLE, fails_to("settle", "one moment"), fails_to("one moment", "hang up"))
    assert "chain_too_long" not in {finding.rule for finding in lint(again)}


def test_placeholders_are_filled_and_no_others() -> None:
    """A name too few or too many is refused when synthesising, not when importing."""
    text = read("distance_toggle")
    assert placeholders(TOGGLE) == {"DistanceToggleArn"}
    arn = "arn:aws:lambda:eu-central-1:111111111111:function:toggle"
    whole = Flow.read(filled(text, {"DistanceToggleArn": arn}))
    assert placeholders(whole) == set()
    assert lint(whole) == []
    with pytest.raises(ValueError, match="DistanceToggleArn"):
        filled(text, {})
    with pytest.raises(ValueError, match="HoursArn"):
        filled(text, {"DistanceToggleArn": arn, "HoursArn": arn})


def test_a_filled_flow_is_plain_ascii() -> None:
    """CloudFormation shows letters beyond ASCII as question marks when a template is read back."""
    text = filled(read("distance_toggle"), {"DistanceToggleArn": "arn"})
    assert text.isascii()
    assert json.loads(text)["Actions"] != []
