"""/api/admin/groups: the organisation's groups, for its administrators."""

from jour.edit_groups import add_group, edit_group, remove_group
from jour.groups_api import (
    GroupAnswer,
    GroupBody,
    GroupPath,
    GroupsAnswer,
    NewGroupBody,
    VersionQuery,
    group_answer,
    groups_answer,
)
from jour.http import NO_CONTENT, Api, Response, answer, serve
from jour.wiring import services

app = Api()


@app.get("/api/admin/groups", summary="The organisation's groups")
def groups() -> Response[GroupsAnswer]:
    return answer(groups_answer(app.administrator().organisation))


@app.post("/api/admin/groups", summary="Add a group")
def new_group(body: NewGroupBody) -> Response[GroupAnswer]:
    caller = app.administrator()
    group = body.group(caller.organisation)
    after = add_group(caller, group, body.version, services().user_desk)
    return answer(group_answer(after, group.id), 201)


@app.patch("/api/admin/groups/<group_id>", summary="Edit a group")
def change_group(group_id: GroupPath, body: GroupBody) -> Response[GroupAnswer]:
    caller, s = app.administrator(), services()
    group = body.applied(caller.organisation, group_id)
    return answer(
        group_answer(edit_group(caller, group, body.version, s.user_desk, s.clock()), group_id)
    )


@app.delete("/api/admin/groups/<group_id>", summary="Remove a group", responses=NO_CONTENT)
def delete_group(group_id: GroupPath, version: VersionQuery = None) -> Response[None]:
    remove_group(app.administrator(), group_id, version, services().user_desk, services().clock())
    return answer("", 204)


handler = serve(app)
