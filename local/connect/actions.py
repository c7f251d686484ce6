"""What each action of the flow language does to a call. Each answers which action comes next."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from local.connect import bridges, functions, voices
from local.connect.call import EndedBy
from local.connect.contact import event
from local.connect.flow import Action
from local.connect.functions import FunctionFailed
from local.connect.keypad import BETWEEN_S, Expected
from local.connect.language import (
    ANY_ERROR,
    CALL_FAILED,
    INTERRUPTED,
    NO_CONDITION,
    NOT_ANSWERED,
    NOTHING_TYPED,
)
from local.connect.phones import NotReached
from local.connect.run import Queue, Run, WentWrong


async def _choose_voice(run: Run, action: Action) -> str | None:
    name = run.resolved(action.parameters["TextToSpeechVoice"])
    engine = run.resolved(action.parameters.get("TextToSpeechEngine", "standard"))
    found = voices.find(name, engine)
    if found is None:
        raise WentWrong(ANY_ERROR, f"there is no {engine} voice {name!r}")
    run.contact.voice = found
    return action.next


async def _update_data(run: Run, action: Action) -> str | None:
    given = {key: run.resolved(value) for key, value in action.parameters.items()}
    run.contact.language = given.pop("LanguageCode", run.contact.language)
    given.pop("TargetContact", None)
    run.contact.about |= given
    return action.next


async def _set_logging(run: Run, action: Action) -> str | None:
    run.contact.logged = action.parameters["FlowLoggingBehavior"] == "Enabled"
    return action.next


async def _update_attributes(run: Run, action: Action) -> str | None:
    given = action.parameters["Attributes"]
    run.contact.attributes |= {key: run.resolved(value) for key, value in given.items()}
    return action.next


async def _invoke(run: Run, action: Action) -> str | None:
    given = action.parameters.get("LambdaInvocationAttributes", {})
    asked = event(run.contact, {key: run.resolved(value) for key, value in given.items()})
    arn = run.resolved(action.parameters["LambdaFunctionARN"])
    limit_s = float(action.parameters["InvocationTimeLimitSeconds"])
    started = asyncio.get_running_loop().time()
    run.contact.external = {}
    try:
        run.contact.external = await functions.ask(
            run.invoker, arn, asked, min(limit_s, functions.CHAIN_S - run.silent_s)
        )
    except FunctionFailed as error:
        raise WentWrong(ANY_ERROR, str(error)) from error
    finally:
        run.silent_s += asyncio.get_running_loop().time() - started
    return action.next


async def _compare(run: Run, action: Action) -> str | None:
    found = action.at(run.resolved(action.parameters["ComparisonValue"]))
    if found is None:
        raise WentWrong(NO_CONDITION, "no condition fits")
    return found


async def _say(run: Run, action: Action) -> str | None:
    run.say(action)
    return action.next


async def _get_input(run: Run, action: Action) -> str | None:
    typed = await run.call.keypad.read(_expected(action), run.say(action))
    if action.parameters["StoreInput"] == "True":
        run.contact.stored_input = typed or "Timeout"
        return action.next
    if not typed:
        raise WentWrong(NOTHING_TYPED, "no key was pressed")
    found = action.at(typed)
    if found is None:
        raise WentWrong(NO_CONDITION, "no condition fits")
    return found


def _expected(action: Action) -> Expected:
    first_s = float(action.parameters["InputTimeLimitSeconds"])
    if action.parameters["StoreInput"] != "True":
        onward = {action.on_error(NOTHING_TYPED), action.on_error(NO_CONDITION)}
        onward |= {to for _, to in action.conditions}
        return Expected(1, first_s, matters=len(onward) > 1)
    keys = action.parameters.get("DTMFConfiguration", {})
    return Expected(
        longest=int(action.parameters["InputValidation"]["CustomValidation"]["MaximumLength"]),
        first_s=first_s,
        between_s=float(keys.get("InterdigitTimeLimitSeconds", BETWEEN_S)),
        end=keys.get("InputTerminationSequence", "#"),
        erase="" if keys.get("DisableCancelKey") == "True" else "*",
    )


async def _transfer(run: Run, action: Action) -> str | None:
    number = run.resolved(action.parameters["ThirdPartyPhoneNumber"])
    patience_s = float(action.parameters["ThirdPartyConnectionTimeLimitSeconds"])
    shown = run.resolved(action.parameters.get("CallerId", {}).get("Number", "")) or run.call.caller
    pin = await run.phones.bridges.pin(number)
    if pin is not None:
        typed = run.resolved(action.parameters.get("ThirdPartyDTMFDigits", ""))
        await _confer(run, number, opened=bridges.opens(pin, typed))
    else:
        await _ring_and_talk(run, number, shown, patience_s)
    if action.parameters["ContinueFlowExecution"] == "True":
        return action.next
    run.call.end(EndedBy.AGENT)
    return None


async def _ring_and_talk(run: Run, number: str, shown: str, patience_s: float) -> None:
    """Return when the far end has hung up; raises WentWrong where they never talked."""
    try:
        with run.phones.dialled(number, shown, run.call.id) as leg, run.call.ringing(number):
            answered = await leg.answered(patience_s)
            if answered is None:
                raise WentWrong(NOT_ANSWERED, "nobody answered")
            if not answered:
                raise WentWrong(CALL_FAILED, "the call was refused")
            run.call.bridge()
            await leg.hung_up()
    except NotReached as error:
        raise WentWrong(CALL_FAILED, "busy, or no such number") from error


async def _set_hook(run: Run, action: Action) -> str | None:
    run.queue_flow = run.resolved(action.parameters["EventHooks"].get("CustomerQueue", ""))
    if not run.queue_flow:
        raise WentWrong(ANY_ERROR, "only the flow of customers in a queue is played")
    return action.next


async def _set_target(run: Run, action: Action) -> str | None:
    run.target = run.resolved(action.parameters["AgentId"])
    if not run.target:
        raise WentWrong(ANY_ERROR, "there is no such agent")
    return action.next


async def _to_queue(run: Run, action: Action) -> str | None:
    if run.target is None:
        raise WentWrong(ANY_ERROR, "no queue has been chosen")
    run.moved = Queue(run.target)
    return None


async def _to_other_queue(run: Run, action: Action) -> str | None:
    agent = action.parameters.get("AgentId")
    found = None if agent is None else run.resolved(agent)
    if found == "":
        raise WentWrong(ANY_ERROR, "there is no such agent")
    run.moved = Queue(found, leaves=True)
    return None


async def _hold(run: Run, action: Action) -> str | None:
    for one in action.parameters["Messages"]:
        run.speak(one)
    await asyncio.sleep(float(action.parameters["InterruptFrequencySeconds"]))
    return action.at(INTERRUPTED) or action.next


async def _confer(run: Run, number: str, *, opened: bool) -> None:
    """Talk in a bridge, until it puts everybody out; a wrong PIN it answers by hanging up."""
    with run.call.ringing(number):
        run.call.bridge()
        if not opened:
            return
        with run.phones.bridges.joined(number, run.call.caller) as put_out:
            await put_out


async def _disconnect(run: Run, action: Action) -> str | None:
    return None


ACTIONS: Final[Mapping[str, Callable[[Run, Action], Awaitable[str | None]]]] = {
    "UpdateContactTextToSpeechVoice": _choose_voice,
    "UpdateContactData": _update_data,
    "UpdateFlowLoggingBehavior": _set_logging,
    "InvokeLambdaFunction": _invoke,
    "Compare": _compare,
    "MessageParticipant": _say,
    "GetParticipantInput": _get_input,
    "UpdateContactAttributes": _update_attributes,
    "TransferParticipantToThirdParty": _transfer,
    "UpdateContactEventHooks": _set_hook,
    "UpdateContactTargetQueue": _set_target,
    "TransferContactToQueue": _to_queue,
    "DequeueContactAndTransferToQueue": _to_other_queue,
    "MessageParticipantIteratively": _hold,
    "DisconnectParticipant": _disconnect,
}
