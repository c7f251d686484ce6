"""/api/chats…: customers' pages, which have no login; agents and administrators read chats."""

from jour.chat_admin_api import (
    AnswersAnswer,
    AnswersBody,
    ConversationAnswer,
    DayChatsAnswer,
    DayQuery,
    MyAnswersAnswer,
    answers_answer,
    conversation_answer,
    day_chats_answer,
    my_answers_answer,
)
from jour.chat_api import (
    AfterQuery,
    ChatAnswer,
    ChatPath,
    GroupStateAnswer,
    IdPath,
    NewChatBody,
    NewMessageBody,
    TranscriptBody,
    chat_answer,
    group_state_answer,
)
from jour.http import (
    ACCEPTED,
    NO_CONTENT,
    Api,
    IfAnyQuery,
    Response,
    answer,
    chat_cookie,
    known,
    serve,
)
from jour.wiring import services

app = Api()


@app.get("/api/chats/groups/<organisation>/<group>", summary="Whether a chat can begin")
def look(organisation: IdPath, group: IdPath) -> Response[GroupStateAnswer]:
    state = services().chat_edge.front_desk.look(organisation, group, app.source)
    return answer(group_state_answer(state))


@app.post("/api/chats", summary="Begin a chat")
def begin(body: NewChatBody) -> Response[ChatAnswer]:
    shown, token = services().chat_edge.front_desk.begin(body.wanted(), app.source)
    return answer(chat_answer(shown), 201, chat_cookie(token))


@app.get("/api/chats/current", summary="The customer's chat; none, asked with if_any, is 204")
def current(if_any: IfAnyQuery = False) -> Response[ChatAnswer | None]:
    desk = services().chat_edge.front_desk
    shown = known(lambda: desk.shown(app.chat_token), if_any=if_any)
    return answer(None, 204) if shown is None else answer(chat_answer(shown))


@app.post("/api/chats/current/end", summary="The customer ends it", responses=NO_CONTENT)
def end() -> Response[None]:
    services().chat_edge.front_desk.end(app.chat_token)
    return answer("", 204)


@app.post(
    "/api/chats/current/transcript",
    summary="Have it mailed once it is over",
    responses=ACCEPTED,
)
def transcript(body: TranscriptBody) -> Response[None]:
    services().chat_edge.front_desk.send_transcript(app.chat_token, body.email)
    return answer("", 202)


@app.post("/api/chats/messages", summary="Leave a message", responses=ACCEPTED)
def leave(body: NewMessageBody) -> Response[None]:
    desk = services().chat_edge.front_desk
    desk.leave_message(body.organisation, body.group, body.left(), app.source)
    return answer("", 202)


@app.get("/api/chats/answers", summary="Canned answers of my groups")
def my_answers() -> Response[MyAnswersAnswer]:
    return answer(my_answers_answer(services().chat_edge.answers.mine(app.caller())))


@app.get("/api/chats/<contact>", summary="Read a chat")
def read(contact: ChatPath, after: AfterQuery = 0) -> Response[ConversationAnswer]:
    found = services().chat_edge.archive.read(app.caller(), contact, after)
    return answer(conversation_answer(*found))


@app.get("/api/admin/groups/<group>/answers", summary="A group's canned answers")
def answers(group: IdPath) -> Response[AnswersAnswer]:
    return answer(answers_answer(services().chat_edge.answers.of_group(app.administrator(), group)))


@app.put("/api/admin/groups/<group>/answers", summary="Edit a group's canned answers")
def edit_answers(group: IdPath, body: AnswersBody) -> Response[AnswersAnswer]:
    kept = services().chat_edge.answers.edit(app.administrator(), body.edited(group))
    return answer(answers_answer(kept))


@app.get("/api/admin/chats", summary="A day's chats")
def day(day: DayQuery) -> Response[DayChatsAnswer]:
    found, more = services().chat_edge.archive.of_day(app.administrator().user.org, day)
    return answer(day_chats_answer(found, more=more))


@app.delete("/api/admin/chats/<contact>", summary="Erase a chat", responses=NO_CONTENT)
def erase(contact: ChatPath) -> Response[None]:
    services().chat_edge.archive.erase(app.administrator(), contact)
    return answer("", 204)


handler = serve(app)
