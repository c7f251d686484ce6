"""/api/callbacks…: an agent rings somebody up and says how it went; or it is put back."""

from jour.callbacks_api import ContactPath, ReportBody
from jour.http import ACCEPTED, Api, Response, answer, serve
from jour.wiring import services

app = Api()


@app.post("/api/callbacks/<contact>/dial", summary="'Ring upp'", responses=ACCEPTED)
def dial(contact: ContactPath) -> Response[None]:
    services().outbound_calls.dial(app.caller().session.identity, contact)
    return answer("", 202)


@app.post("/api/callbacks/<contact>/done", summary="Say how it went", responses=ACCEPTED)
def done(contact: ContactPath, body: ReportBody) -> Response[None]:
    services().outbound_calls.report(app.caller().session.identity, contact, body.word())
    return answer("", 202)


@app.post(
    "/api/callbacks/<contact>/requeue",
    summary="Put one that failed back into the queue",
    responses=ACCEPTED,
)
def requeue(contact: ContactPath) -> Response[None]:
    services().outbound_calls.requeue(app.administrator().user.org, contact)
    return answer("", 202)


handler = serve(app)
