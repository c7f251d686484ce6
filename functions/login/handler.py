"""POST /api/login, …/logout, GET /api/session, PUT …/language: who is logged in, and as what."""

from jour.at_start import at_start
from jour.http import (
    NO_CONTENT,
    Api,
    IfAnyQuery,
    Response,
    answer,
    known,
    login_cookie,
    serve,
)
from jour.login_api import LanguageBody, LoginBody, SessionAnswer, logged, session_answer
from jour.observe import logger, tally
from jour.sign_in import sign_in
from jour.sign_out import leave_behind, sign_out
from jour.wiring import services

app = Api()


@app.post("/api/login", summary="Exchange credentials for a login")
def login(body: LoginBody) -> Response[SessionAnswer]:
    now = services().clock()
    done = sign_in(body.asked(app.source), services().registry, now)
    leave_behind(app.token, services().sessions, now)
    tally("LoggedIn")
    logger.info("logged in", extra=logged(done))
    told = session_answer(done.caller, services().settings, done.replaced)
    return answer(told, cookie=login_cookie(done.token))


@app.post("/api/logout", summary="End this login", responses=NO_CONTENT)
def logout() -> Response[None]:
    sign_out(app.token, services().sessions, services().clock())
    return answer("", 204, cookie=login_cookie(None))


@app.get("/api/session", summary="Who is logged in; nobody, asked with if_any, is 204")
def session(if_any: IfAnyQuery = False) -> Response[SessionAnswer | None]:
    caller = known(app.caller_for_change, if_any=if_any)
    if caller is None:
        return answer(None, 204)
    return answer(session_answer(caller, services().settings))


@app.put("/api/session/language", summary="Choose a language", responses=NO_CONTENT)
def language(body: LanguageBody) -> Response[None]:
    caller = app.caller_for_change()
    users, chosen = services().registry.users, body.language
    default = caller.organisation.language
    users.set_language(caller.user.id, chosen or default, chosen=chosen is not None)
    return answer("", 204)


handler = serve(app)
at_start(lambda: services().sessions)
