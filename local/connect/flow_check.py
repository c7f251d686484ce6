"""Whether a flow can be played: only what is played here, complete, and leading somewhere."""

from collections.abc import Iterator

from local.connect import references
from local.connect.flow import Action, Flow
from local.connect.language import (
    ANY_ERROR,
    KINDS,
    NO_CONDITION,
    PROMPT,
    STRING_MAP,
    VERSION,
    Kind,
)
from local.failure import Failure


def require_playable(flow: Flow) -> None:
    """Raise a Failure that says everything that keeps the flow from being played."""
    found = [
        *_wrong_frame(flow),
        *(f"{a.id}: {what}" for a in flow.actions for what in _wrong(a, flow)),
    ]
    if found:
        raise Failure(f"The flow {flow.name} cannot be played. {'; '.join(found)}.")


def _wrong_frame(flow: Flow) -> Iterator[str]:
    if flow.version != VERSION:
        yield f"its version is {flow.version!r}, not {VERSION}"
    if len(flow.by_id) != len(flow.actions):
        yield "two actions share an identifier"
    if flow.start not in flow.by_id:
        yield f"it starts at {flow.start!r}, which is not there"


def _wrong(action: Action, flow: Flow) -> Iterator[str]:
    """What keeps this action from being played."""
    kind = KINDS.get(action.type)
    if kind is None:
        yield f"the action type {action.type!r} is not played"
        return
    if flow.kind not in kind.flows:
        yield f"{action.type} cannot stand in a flow of the type {flow.kind}"
    yield from _wrong_parameters(action, kind)
    yield from _wrong_transitions(action, kind, flow)
    for text in references.strings_in(action.parameters):
        yield from (f"the reference {one} is not played" for one in references.unknown(text))


def _wrong_parameters(action: Action, kind: Kind) -> Iterator[str]:
    given = set(action.parameters)
    yield from (f"{one} is missing" for one in sorted(kind.required - given))
    yield from (f"{one} is not played" for one in sorted(given - kind.required - kind.optional))
    for name, allowed in kind.fixed.items():
        if name in given and action.parameters[name] not in allowed:
            yield f"{name} has to be {' or '.join(allowed)}"
    for name, (least, most) in kind.seconds.items():
        if name in given and not _is_number(action.parameters[name], least, most):
            yield f'{name} has to be a number from {least} to {most}, written as "{least}"'
    if kind.optional >= PROMPT and len(given & PROMPT) != 1:
        yield "it has to have one of Text and SSML"
    if action.parameters.get("ResponseValidation", STRING_MAP) != STRING_MAP:
        yield "ResponseValidation has to ask for STRING_MAP"
    if "StoreInput" in given:
        yield from _wrong_input(action)


def _wrong_input(action: Action) -> Iterator[str]:
    if action.parameters.get("StoreInput") != "True":
        if {"InputValidation", "DTMFConfiguration"} & set(action.parameters):
            yield "InputValidation and DTMFConfiguration go with StoreInput True"
        return
    validation = action.parameters.get("InputValidation")
    length = validation.get("CustomValidation") if isinstance(validation, dict) else None
    if not isinstance(length, dict) or not _is_number(length.get("MaximumLength"), 1, 100):
        yield "InputValidation has to be a CustomValidation with MaximumLength"
    keys = action.parameters.get("DTMFConfiguration", {})
    played = {"InputTerminationSequence", "DisableCancelKey", "InterdigitTimeLimitSeconds"}
    yield from (f"DTMFConfiguration.{one} is not played" for one in sorted(set(keys) - played))
    if len(keys.get("InputTerminationSequence", "#")) != 1:
        yield "InputTerminationSequence has to be one key"
    if not _is_number(keys.get("InterdigitTimeLimitSeconds", "5"), 1, 20):
        yield "InterdigitTimeLimitSeconds has to be a number from 1 to 20"


def _wrong_transitions(action: Action, kind: Kind, flow: Flow) -> Iterator[str]:
    onward = [action.next, *action.errors.values(), *(to for _, to in action.conditions)]
    yield from (f"{one!r} is not there" for one in onward if one and one not in flow.by_id)
    if kind.ends:
        if any(onward):
            yield "nothing can follow it"
        return
    if action.next is None and NO_CONDITION not in action.errors:
        yield "NextAction is missing"
    if action.conditions and (not kind.conditions or action.parameters.get("StoreInput") == "True"):
        yield "it takes no Conditions"
    allowed = _errors_of(action, kind)
    declared = set(action.errors)
    yield from (f"the error {one} is not declared" for one in sorted(allowed - declared))
    yield from (f"it has no error {one}" for one in sorted(declared - allowed))


def _errors_of(action: Action, kind: Kind) -> frozenset[str]:
    # Connect refuses a flow that declares more or fewer than this form of the action has.
    stored = action.parameters.get("StoreInput") == "True"
    final = action.parameters.get("ContinueFlowExecution") == "False"
    return frozenset({ANY_ERROR}) if stored or final else kind.errors


def _is_number(text: object, least: int, most: int) -> bool:
    if not isinstance(text, str) or not text.isascii() or not text.isdigit():
        return False
    return least <= int(text) <= most
