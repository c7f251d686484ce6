"""/api/calls… and /api/forwarding: a user's own calls, sent on (W2), and their own forwarding."""

from jour.calls_api import (
    CallsAnswer,
    ConferenceBody,
    ContactPath,
    ForwardBody,
    ForwardingAnswer,
    ForwardingBody,
    TargetsAnswer,
    calls_answer,
    forwarding_answer,
    targets_answer,
)
from jour.http import ACCEPTED, NO_CONTENT, Api, Response, answer, serve
from jour.wiring import services

app = Api()


@app.get("/api/calls", summary="My live calls")
def calls() -> Response[CallsAnswer]:
    caller, s = app.caller(), services()
    return answer(calls_answer(s.my_calls.of(caller), caller.organisation, s.clock()))


@app.get("/api/calls/targets", summary="Whom a call can be sent to")
def targets() -> Response[TargetsAnswer]:
    caller, s = app.caller(), services()
    found, groups = s.my_calls.targets(caller), s.my_calls.answering_groups(caller)
    return answer(targets_answer(found, groups, caller.organisation, s.clock()))


@app.post(
    "/api/calls/<contact>/forward", summary="Send a call on when I hang up", responses=ACCEPTED
)
def forward(contact: ContactPath, body: ForwardBody) -> Response[None]:
    services().my_calls.send(app.caller(), contact, body.wanted())
    return answer("", 202)


@app.delete("/api/calls/<contact>/forward", summary="Send it nowhere", responses=ACCEPTED)
def withdraw(contact: ContactPath) -> Response[None]:
    services().my_calls.withdraw(app.caller(), contact)
    return answer("", 202)


@app.post(
    "/api/calls/<contact>/conference",
    summary="Send a call to a conference when I hang up",
    responses=ACCEPTED,
)
def conference(contact: ContactPath, body: ConferenceBody) -> Response[None]:
    services().my_calls.send(app.caller(), contact, body.wanted())
    return answer("", 202)


@app.get("/api/forwarding", summary="Where calls that colleagues send to me go")
def forwarding() -> Response[ForwardingAnswer]:
    return answer(forwarding_answer(services().my_forwarding.of(app.caller())))


@app.put("/api/forwarding", summary="Forward them to a number, until then")
def set_forwarding(body: ForwardingBody) -> Response[ForwardingAnswer]:
    caller, s = app.caller(), services()
    kept = s.my_forwarding.set(caller, body.number(), body.moment())
    return answer(forwarding_answer(kept))


@app.delete("/api/forwarding", summary="Forward them no more", responses=NO_CONTENT)
def remove_forwarding() -> Response[None]:
    services().my_forwarding.remove(app.caller())
    return answer("", 204)


handler = serve(app)
