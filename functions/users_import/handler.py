"""/api/admin/users/import: users from a list, for the organisation's administrators."""

from jour.http import Api, Response, answer, serve
from jour.users_import_api import UsersImportAnswer, UsersPartBody, users_import_answer
from jour.wiring import services

app = Api()


@app.post("/api/admin/users/import", summary="Bring in a list of users, or a part of one")
def bring_in(body: UsersPartBody) -> Response[UsersImportAnswer]:
    caller, s = app.administrator(), services()
    reading = body.reading(caller.organisation)
    outcome = s.users_import.take(caller, reading, body.wish, s.clock())
    return answer(users_import_answer(outcome, app.language))


handler = serve(app)
