"""GET /api/admin/presence-log, POST /api/admin/users/{user_id}/logout: for administrators."""

from jour.administration import log_out_user
from jour.callers import identify, require_administrator
from jour.http import NO_CONTENT, Api, Response, answer, serve
from jour.presence_api import DateQuery, LogAnswer, UserPath, UserQuery, entry_view
from jour.sign_in import Caller
from jour.wiring import services

app = Api()


@app.get("/api/admin/presence-log", summary="Logins, logouts and pauses of a day or a user")
def presence_log(date: DateQuery = None, user: UserQuery = None) -> Response[LogAnswer]:
    org, now = _administrator().user.org, services().clock()
    entries = services().presence_log.entries(org, date, user, now)
    return answer(LogAnswer(entries=[entry_view(entry) for entry in entries]))


@app.post(
    "/api/admin/users/<user_id>/logout", summary="End every login of a user", responses=NO_CONTENT
)
def log_out(user_id: UserPath) -> Response[None]:
    s = services()
    log_out_user(_administrator(), user_id, s.users, s.sessions, s.clock())
    return answer("", 204)


def _administrator() -> Caller:
    return require_administrator(identify(app.token, services().table, services().clock()))


handler = serve(app)
