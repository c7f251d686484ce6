"""/api/admin/…: the organisation, its users and who is here, for its administrators."""

from jour.add_user import add_user
from jour.administration import log_out_user, own_user
from jour.credential_order import CredentialOrder
from jour.deliveries_api import DeliveriesAnswer, SmsPath, deliveries_answer, forget, send_again
from jour.edit_user import edit_user, remove_user
from jour.gate_views import gates_view
from jour.gates_api import GatesAnswer, gates_answer
from jour.http import ACCEPTED, NO_CONTENT, Api, Response, answer, serve
from jour.order_credentials import order_for
from jour.organisation import Organisation
from jour.organisation_api import (
    OrganisationAnswer,
    OrganisationBody,
    edit_organisation,
    organisation_answer,
)
from jour.password_standing import survey
from jour.presence_api import (
    DateQuery,
    DayAnswer,
    LogAnswer,
    UserPath,
    UserQuery,
    day_answer,
    entry_view,
)
from jour.present_api import PresentAnswer, SurveyAnswer, present_answer, survey_answer
from jour.sms_api import SmsAnswer, sms_answer
from jour.user import Credential, User
from jour.users_api import (
    AfterQuery,
    LimitQuery,
    NewUserBody,
    UserBody,
    UsersAnswer,
    UserView,
    user_view,
    users_answer,
)
from jour.wiring import services

app = Api()
SURVEYED = 1000


@app.get("/api/admin/presence-log", summary="Logins, logouts and pauses of a day or a user")
def presence_log(date: DateQuery = None, user: UserQuery = None) -> Response[LogAnswer]:
    org, now = app.administrator().user.org, services().clock()
    entries = services().presence_log.entries(org, date, user, now)
    return answer(LogAnswer(entries=[entry_view(entry) for entry in entries]))


@app.get("/api/admin/presence-day", summary="A day of the presence log, to be drawn")
def presence_day(date: DateQuery = None) -> Response[DayAnswer]:
    org, s = app.administrator().user.org, services()
    return answer(day_answer(org, date, s.day_sources, s.clock()))


@app.get("/api/admin/present", summary="Who is logged in, and what nobody staffs")
def present() -> Response[PresentAnswer]:
    org, s = app.administrator().user.org, services()
    return answer(present_answer(s.sessions.present(org), s.clock()))


@app.get("/api/admin/survey", summary="How many passwords need seeing to, some users at a time")
def password_survey(after: AfterQuery = "") -> Response[SurveyAnswer]:
    there, s = app.administrator().organisation, services()
    found, further = s.users.page(there.id, after, SURVEYED)
    return answer(survey_answer(survey(found, there, s.clock()), further))


@app.get("/api/admin/deliveries", summary="Mails with credentials that did not arrive")
def deliveries() -> Response[DeliveriesAnswer]:
    org, s = app.administrator().user.org, services()
    orders = list(s.orders.troubled(org))
    return answer(deliveries_answer(orders, s.users.several(order.user for order in orders)))


@app.get("/api/admin/sms", summary="Text messages that failed, or of which nobody can tell")
def text_messages() -> Response[SmsAnswer]:
    org = app.administrator().user.org
    return answer(sms_answer(services().sms_outbox.troubled(org)))


@app.post("/api/admin/sms/<sms_id>/again", summary="Send a text message anew", responses=ACCEPTED)
def text_again(sms_id: SmsPath) -> Response[None]:
    org, s = app.administrator().user.org, services()
    send_again(org, sms_id, s.sms_outbox, s.sms_queue, s.clock())
    return answer("", 202)


@app.delete("/api/admin/sms/<sms_id>", summary="Tell of it no more", responses=NO_CONTENT)
def text_seen_to(sms_id: SmsPath) -> Response[None]:
    forget(app.administrator().user.org, sms_id, services().sms_outbox)
    return answer("", 204)


@app.get("/api/admin/organisation", summary="The organisation")
def organisation() -> Response[OrganisationAnswer]:
    found = app.administrator().organisation
    return answer(organisation_answer(found, services().settings.service_number))


@app.patch("/api/admin/organisation", summary="Edit the organisation")
def change_organisation(body: OrganisationBody) -> Response[OrganisationAnswer]:
    before, s = app.administrator().organisation, services()
    number = s.settings.service_number
    return answer(
        organisation_answer(edit_organisation(body, before, s.organisations, number), number)
    )


@app.get("/api/admin/users", summary="Everybody of the organisation, a page at a time")
def users(after: AfterQuery = "", limit: LimitQuery = 500) -> Response[UsersAnswer]:
    there, s = app.administrator().organisation, services()
    found, further = s.users.page(there.id, after, limit)
    orders = s.orders.of_users(user.id for user in found)
    return answer(users_answer(found, further, orders, there, app.language, s.clock()))


@app.post("/api/admin/users", summary="Register somebody and have a password mailed to them")
def new_user(body: NewUserBody) -> Response[UserView]:
    there, s = app.administrator().organisation, services()
    new, edit = body.user(there), body.edit(_seal, s.find_softphone)
    return _told(add_user(new, edit, there, s.user_desk, s.rotation_queue, s.clock()), there, 201)


@app.get("/api/admin/users/<user_id>", summary="A user")
def user(user_id: UserPath) -> Response[UserView]:
    caller = app.administrator()
    return _told(own_user(caller, user_id, services().users), caller.organisation)


@app.get("/api/admin/users/<user_id>/gates", summary="Why an agent gets calls, or does not")
def gates(user_id: UserPath) -> Response[GatesAnswer]:
    caller, s = app.administrator(), services()
    agent = own_user(caller, user_id, s.users)
    shown = gates_view(agent.id, s.sessions.present(agent.org), app.language, s.clock(), agent.name)
    return answer(gates_answer(shown))


@app.patch("/api/admin/users/<user_id>", summary="Edit a user, with all that follows from it")
def change_user(user_id: UserPath, body: UserBody) -> Response[UserView]:
    caller, s = app.administrator(), services()
    after = edit_user(caller, user_id, body.edit(_seal, s.find_softphone), s.user_desk, s.clock())
    return _told(after, caller.organisation)


@app.delete("/api/admin/users/<user_id>", summary="Remove a user", responses=NO_CONTENT)
def delete_user(user_id: UserPath) -> Response[None]:
    remove_user(app.administrator(), user_id, services().user_desk, services().clock())
    return answer("", 204)


@app.post(
    "/api/admin/users/<user_id>/logout", summary="End every login of a user", responses=NO_CONTENT
)
def log_out(user_id: UserPath) -> Response[None]:
    s = services()
    log_out_user(app.administrator(), user_id, s.users, s.sessions, s.clock())
    return answer("", 204)


@app.post(
    "/api/admin/users/<user_id>/credentials",
    summary="Make the password void and have a temporary one mailed",
    responses=ACCEPTED,
)
def credentials(user_id: UserPath) -> Response[None]:
    order_for(app.administrator(), user_id, services().ordering, services().clock())
    return answer("", 202)


def _seal(pin: str) -> Credential:
    return services().secrets.passwords.seal(pin, services().clock())


def _told(user: User, organisation: Organisation, status: int = 200) -> Response[UserView]:
    order: CredentialOrder | None = services().orders.get(user.id)
    now = services().clock()
    return answer(user_view(user, order, organisation, app.language, now), status)


handler = serve(app)
