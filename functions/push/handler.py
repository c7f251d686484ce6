"""/api/push: where this login's browser takes push messages."""

from jour.http import NO_CONTENT, Api, Response, answer, serve
from jour.push_api import PushAnswer, PushBody
from jour.wiring import services

app = Api()


@app.get("/api/push", summary="The key to subscribe with, and whether this login has subscribed")
def state() -> Response[PushAnswer]:
    caller, push = app.caller(), services().my_push
    return answer(PushAnswer(public_key=push.key(), subscribed=push.is_on(caller)))


@app.post(
    "/api/push", summary="Push offers and the login's end to this browser", responses=NO_CONTENT
)
def turn_on(body: PushBody) -> Response[None]:
    services().my_push.turn_on(app.caller(), body.wanted(), body.public_key)
    return answer("", 204)


@app.delete("/api/push", summary="Push nothing to this login", responses=NO_CONTENT)
def turn_off() -> Response[None]:
    services().my_push.turn_off(app.caller())
    return answer("", 204)


handler = serve(app)
