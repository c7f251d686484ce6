"""/api/admin/phonebook…: names for the numbers that ring, for the organisation's administrators."""

from jour.http import NO_CONTENT, Api, Response, answer, serve
from jour.number_register import PHONE_BOOK
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


@app.post("/api/admin/phonebook", summary="Import a list of numbers and names, or a part of one")
def keep(body: PartBody) -> Response[KeptAnswer]:
    org, s = app.administrator().user.org, services()
    kept = s.phone_book.keep(org, body.reading(PHONE_BOOK.form), body.file, s.clock())
    return answer(kept_answer(kept, app.language))


@app.post("/api/admin/phonebook/search", summary="Read the phone book, a page at a time")
def search(body: SearchBody) -> Response[PageAnswer]:
    org = app.administrator().user.org
    return answer(page_answer(services().phone_book.page(org, body.search, body.after)))


@app.post("/api/admin/phonebook/remove", summary="Forget one number", responses=NO_CONTENT)
def remove(body: RemovalBody) -> Response[None]:
    services().phone_book.remove(app.administrator().user.org, body.number)
    return answer("", 204)


@app.delete("/api/admin/phonebook", summary="Forget many numbers; again while any are left")
def clear() -> Response[ClearedAnswer]:
    org, s = app.administrator().user.org, services()
    removed, left = s.phone_book.clear(org, s.clock())
    return answer(ClearedAnswer(removed=removed, left=left))


handler = serve(app)
