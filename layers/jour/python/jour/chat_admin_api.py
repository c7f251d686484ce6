"""Bodies and answers about chats for agents and administrators (contract)."""

import re
from collections.abc import Iterable
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Query
from pydantic import BaseModel, Field, StrictStr

from jour.canned_answers import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ANSWERS,
    CannedAnswer,
    CannedAnswers,
)
from jour.chat import Conversation
from jour.chat import Message as Line
from jour.chat_api import LineView, ReadView
from jour.chat_frames import line_view, read_view, state_view
from jour.clock import iso
from jour.contact import Contact
from jour.http import Body

DayQuery = Annotated[str, Query(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
Title = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_TITLE, pattern=r"\S")]
Text = Annotated[StrictStr, Field(min_length=1, max_length=LONGEST_TEXT, pattern=r"\S")]
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class AnswerBody(Body):
    """One canned answer."""

    title: Title
    text: Text


class AnswersBody(Body):
    """All canned answers of a group, in their order: one that is left out is no more."""

    answers: Annotated[list[AnswerBody], Field(max_length=MOST_ANSWERS)]
    version: Annotated[int, Field(ge=0, lt=2**53)]
    """Of what the administrator saw; an edit on something older is refused."""

    def edited(self, group: str) -> CannedAnswers:
        """Texts trimmed, without control characters."""
        answers = (CannedAnswer(_clean(one.title), _clean(one.text)) for one in self.answers)
        return CannedAnswers(group, tuple(answers), self.version)


class AnswerView(BaseModel):
    """One canned answer."""

    title: str
    text: str


class AnswersAnswer(BaseModel):
    """A group's canned answers."""

    answers: list[AnswerView]
    version: int


class MyAnswersAnswer(BaseModel):
    """The canned answers of the agent's chat groups, by group."""

    answers: dict[str, list[AnswerView]]


class DayChatView(BaseModel):
    """One of a day's chats."""

    contact: str
    group: str
    name: str | None
    page: str | None
    agent_name: str | None
    at: str
    answered_at: str | None
    ended_at: str | None
    ended_by: str | None
    outcome: str | None
    messages: int
    erased: bool


class DayChatsAnswer(BaseModel):
    """A day's chats, newest first."""

    chats: list[DayChatView]
    more: bool
    """Whether there were so many that the oldest are left out."""


class InsideLineView(LineView):
    """A message as the organisation's own people see it."""

    user: str | None
    """The agent's id."""


class ConversationAnswer(BaseModel):
    """A chat as agents and administrators read it: messages after a number, 100 at most."""

    contact: str
    group: str
    name: str | None
    page: str | None
    state: str
    agent: str | None
    ended_by: str | None
    at: str
    messages: list[InsideLineView]
    last: int
    read: ReadView


def answers_answer(answers: CannedAnswers) -> AnswersAnswer:
    return AnswersAnswer(answers=_views(answers), version=answers.version)


def my_answers_answer(of_groups: Iterable[CannedAnswers]) -> MyAnswersAnswer:
    return MyAnswersAnswer(answers={one.group: _views(one) for one in of_groups})


def day_chats_answer(
    chats: Iterable[tuple[Contact, Conversation | None]], *, more: bool
) -> DayChatsAnswer:
    return DayChatsAnswer(chats=[_day_chat(contact, head) for contact, head in chats], more=more)


def conversation_answer(
    contact: Contact, head: Conversation, lines: list[Line]
) -> ConversationAnswer:
    return ConversationAnswer.model_validate(
        {
            **state_view(contact, None),
            "agent": contact.offer.name if contact.offer else None,
            "group": contact.group,
            "name": contact.name,
            "page": contact.chat.page if contact.chat else None,
            "at": iso(contact.arrived_at),
            "messages": [line_view(line, inside=True) for line in lines],
            "last": head.last,
            "read": read_view(head),
        }
    )


def _day_chat(contact: Contact, head: Conversation | None) -> DayChatView:
    return DayChatView(
        contact=contact.id,
        group=contact.group,
        name=contact.name,
        page=contact.chat.page if contact.chat else None,
        agent_name=contact.offer.name if contact.offer else None,
        at=iso(contact.arrived_at),
        answered_at=iso(contact.answered_at) if contact.answered_at else None,
        ended_at=iso(contact.ended_at) if contact.ended_at else None,
        ended_by=contact.ended_by,
        outcome=contact.outcome.value if contact.outcome else None,
        messages=head.last if head else 0,
        erased=head is None,
    )


def _views(answers: CannedAnswers) -> list[AnswerView]:
    return [AnswerView(title=one.title, text=one.text) for one in answers.answers]


def _clean(text: str) -> str:
    return _INVISIBLE.sub("", text.replace("\r\n", "\n")).strip()
