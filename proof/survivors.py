"""Mutants that no test notices, and why that is as it should be: by their id."""

_SAID_BY = "Said twice on purpose. "
EXPLAINED: dict[str, str] = {
    "jour.store.chats:Chats.open:1": _SAID_BY
    + "The contact of the same id, in the same transaction, must be new as well.",
    "jour.store.chats:_message:1": _SAID_BY
    + "The head, in the same transaction, moves from the number before to this one once.",
    "jour.store.contacts:agent_write:2": _SAID_BY
    + "An end raises the login's version, which SAME_AGENT asks in the same write.",
    "jour.store.contacts:_places:1": _SAID_BY
    + "A contact that waits has its ticket: SAME_CONTACT, in the same transaction.",
    "jour.store.contacts:_places:2": _SAID_BY
    + "A contact that waits has its ticket: SAME_CONTACT, in the same transaction.",
    "jour.store.user_writes:proven:1": _SAID_BY
    + "Disabling raises the user's version, which AS_READ asks in the same write.",
    "jour.handout:_by_softphone:1": "For the type checker: whoever asks has an offer.",
    "jour.queue_poll:QueuePoll._wait:3": _SAID_BY
    + "Whatever has become of it meanwhile, the look after the hand-out sees it.",
    "jour.sms_hand_over:SmsHandOver.may_send:5": _SAID_BY
    + "Once it is kept, the next look finds it dialling, and says the same.",
    "jour.sms_hand_over:SmsHandOver.settle:3": _SAID_BY
    + "Once it is kept, the next look finds that it waits for this message no more.",
}
