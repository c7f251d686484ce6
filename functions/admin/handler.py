"""/api/admin/…: the organisation, its users and its presence log, for its administrators."""

from jour.administration import log_out_user
from jour.http import ACCEPTED, NO_CONTENT, Api, Response, answer, serve
from jour.order_credentials import order_for
from jour.organisation_api import OrganisationAnswer, OrganisationBody, organisation_answer
from jour.presence_api import DateQuery, LogAnswer, UserPath, UserQuery, entry_view
from jour.users_api import UsersAnswer, users_answer
from jour.wiring import services

app = Api()


@app.get("/api/admin/presence-log", summary="Logins, logouts and pauses of a day or a user")
def presence_log(date: DateQuery = None, user: UserQuery = None) -> Response[LogAnswer]:
    org, now = app.administrator().user.org, services().clock()
    entries = services().presence_log.entries(org, date, user, now)
    return answer(LogAnswer(entries=[entry_view(entry) for entry in entries]))


@app.post(
    "/api/admin/users/<user_id>/logout", summary="End every login of a user", responses=NO_CONTENT
)
def log_out(user_id: UserPath) -> Response[None]:
    s = services()
    log_out_user(app.administrator(), user_id, s.users, s.sessions, s.clock())
    return answer("", 204)


@app.get("/api/admin/organisation", summary="The organisation")
def organisation() -> Response[OrganisationAnswer]:
    return answer(organisation_answer(app.administrator().organisation))


@app.patch("/api/admin/organisation", summary="Edit the organisation")
def edit_organisation(body: OrganisationBody) -> Response[OrganisationAnswer]:
    before = app.administrator().organisation
    after = services().organisations.edit(before, body.applied(to=before))
    return answer(organisation_answer(after))


@app.get("/api/admin/users", summary="Everybody of the organisation")
def users() -> Response[UsersAnswer]:
    found = list(services().users.of_org(app.administrator().user.org))
    orders = services().orders.of_users(user.id for user in found)
    return answer(users_answer(found, orders))


@app.post(
    "/api/admin/users/<user_id>/credentials",
    summary="Make the password void and have a temporary one mailed",
    responses=ACCEPTED,
)
def credentials(user_id: UserPath) -> Response[None]:
    order_for(app.administrator(), user_id, services().ordering, services().clock())
    return answer("", 202)


handler = serve(app)
