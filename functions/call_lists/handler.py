"""/api/admin/lists… and /api/admin/do-not-call: numbers to ring, and those not to (X4)."""

from jour.call_list import FORM
from jour.call_lists_api import (
    ImportAnswer,
    ListBody,
    ListPath,
    ListsAnswer,
    ListView,
    NewListBody,
    import_answer,
    list_view,
    lists_answer,
)
from jour.http import NO_CONTENT, Api, Response, answer, serve
from jour.number_register import DO_NOT_CALL
from jour.number_register_api import (
    ClearedAnswer,
    KeptAnswer,
    PageAnswer,
    PartBody,
    RemovalBody,
    SearchBody,
    kept_answer,
    page_answer,
)
from jour.wiring import services

app = Api()


@app.get("/api/admin/lists", summary="The organisation's lists, and how far they have come")
def lists() -> Response[ListsAnswer]:
    organisation, s = app.administrator().organisation, services()
    return answer(lists_answer(s.call_lists.of_org(organisation.id), organisation, s.clock()))


@app.post("/api/admin/lists", summary="Add a list of numbers to ring")
def new_list(body: NewListBody) -> Response[ListView]:
    organisation, s = app.administrator().organisation, services()
    made = s.call_list_edits.add(organisation, body)
    return answer(list_view(made, organisation, s.clock()), 201)


@app.get("/api/admin/lists/<list_id>", summary="One list")
def one_list(list_id: ListPath) -> Response[ListView]:
    organisation, s = app.administrator().organisation, services()
    found = s.call_lists.get(organisation.id, list_id)
    return answer(list_view(found, organisation, s.clock()))


@app.patch("/api/admin/lists/<list_id>", summary="Edit a list, start or stop ringing it")
def change_list(list_id: ListPath, body: ListBody) -> Response[ListView]:
    organisation, s = app.administrator().organisation, services()
    after = s.call_list_edits.edit(organisation, list_id, body)
    return answer(list_view(after, organisation, s.clock()))


@app.delete("/api/admin/lists/<list_id>", summary="Remove a list; again while any of it is left")
def remove_list(list_id: ListPath) -> Response[ClearedAnswer]:
    org, s = app.administrator().user.org, services()
    removed, left = s.call_lists.remove(org, list_id, s.clock())
    return answer(ClearedAnswer(removed=removed, left=left))


@app.post("/api/admin/lists/<list_id>/import", summary="Import numbers, or a part of them")
def import_numbers(list_id: ListPath, body: PartBody) -> Response[ImportAnswer]:
    org, s = app.administrator().user.org, services()
    result = s.call_lists.take_in(org, list_id, body.reading(FORM), body.file, s.clock())
    return answer(import_answer(result, app.language))


@app.post("/api/admin/do-not-call", summary="Bar numbers from all lists, or a part of them")
def bar(body: PartBody) -> Response[KeptAnswer]:
    org, s = app.administrator().user.org, services()
    kept = s.do_not_call.keep(org, body.reading(DO_NOT_CALL.form), body.file, s.clock())
    return answer(kept_answer(kept, app.language))


@app.post("/api/admin/do-not-call/search", summary="Read the do-not-call list, a page at a time")
def search_barred(body: SearchBody) -> Response[PageAnswer]:
    org = app.administrator().user.org
    return answer(page_answer(services().do_not_call.page(org, body.search, body.after)))


@app.post("/api/admin/do-not-call/remove", summary="Unbar one number", responses=NO_CONTENT)
def unbar(body: RemovalBody) -> Response[None]:
    services().do_not_call.remove(app.administrator().user.org, body.number)
    return answer("", 204)


@app.delete("/api/admin/do-not-call", summary="Unbar many numbers; again while any are left")
def unbar_all() -> Response[ClearedAnswer]:
    org, s = app.administrator().user.org, services()
    removed, left = s.do_not_call.clear(org, s.clock())
    return answer(ClearedAnswer(removed=removed, left=left))


handler = serve(app)
