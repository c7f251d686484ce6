"""POST /api/password, …/check, …/forgotten: a new password, and what is wrong with it."""

from jour.change_password import NewPassword, change_password, check_password
from jour.forgotten import ask
from jour.http import ACCEPTED, NO_CONTENT, Api, Response, answer, login_cookie, serve
from jour.password_api import ChangeBody, CheckAnswer, CheckBody, ForgottenBody, check_answer
from jour.wiring import services

app = Api()


@app.post("/api/password", summary="Change the password", responses=NO_CONTENT)
def change(body: ChangeBody) -> Response[None]:
    s, now = services(), services().clock()
    new = NewPassword(body.current_password, body.new_password, app.source)
    token = change_password(app.caller_for_change(), new, s.gate, s.table, now)
    return answer("", 204, cookie=login_cookie(token))


@app.post("/api/password/check", summary="Which rules a new password breaks")
def check(body: CheckBody) -> Response[CheckAnswer]:
    caller = app.caller_for_change()
    return answer(check_answer(*check_password(caller, body.new_password), app.language))


@app.post("/api/password/forgotten", summary="Have a temporary one mailed", responses=ACCEPTED)
def forgotten(body: ForgottenBody) -> Response[None]:
    ask(body.user_id, app.source, services().rotation_queue)
    return answer("", 202)


handler = serve(app)
