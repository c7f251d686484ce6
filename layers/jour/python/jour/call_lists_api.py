"""What administrators send to their lists of numbers to ring, and are answered (contract)."""

from dataclasses import replace
from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Path
from pydantic import BaseModel, Field, StrictBool, StrictStr

from jour.call_list import MOST_RESULTS, CallList, EntryState, may_ring, named_results
from jour.call_list_import import Import
from jour.clock import Millis, iso
from jour.groups_api import Hours, Name, hours_of
from jour.http import Body
from jour.number_register_api import LineError, line_error
from jour.organisation import Organisation

ListPath = Annotated[str, Path(pattern=r"^[0-9a-f]{12}$")]


class ResultBody(Body):
    """A result code; one without an id is new."""

    id: Annotated[StrictStr, Field(min_length=1, max_length=50)] | None = None
    name: Annotated[StrictStr, Field(min_length=1, max_length=40, pattern=r"\S")]


class ListBody(Body):
    """An edit of a list: what is left out stays."""

    version: int | None = None
    """Of the list that the administrator saw; an edit on an older one is refused."""
    name: Name | None = None
    hours: Hours | None = None
    """When its numbers may be rung, local time, within the group's own hours; null: just those."""
    results: Annotated[list[ResultBody], Field(min_length=1, max_length=MOST_RESULTS)] | None = None
    active: StrictBool | None = None
    """Its numbers are handed out."""

    def applied(self, before: CallList) -> CallList:
        """The list after this edit; Invalid `unknown_result` or `invalid_hours`."""
        return replace(
            before,
            name=before.name if self.name is None else self.name.strip(),
            hours=hours_of(self.hours) if "hours" in self.model_fields_set else before.hours,
            results=before.results
            if self.results is None
            else named_results([(r.id, r.name.strip()) for r in self.results], before.results),
            active=before.active if self.active is None else self.active,
        )


class NewListBody(ListBody):
    """A new list; nothing is rung until it is made active."""

    name: Name
    group: Annotated[StrictStr, Field(max_length=64)]
    results: Annotated[list[ResultBody], Field(min_length=1, max_length=MOST_RESULTS)]

    def call_list(self, list_id: str, org: str, now: Millis) -> CallList:
        """Raises as `applied`."""
        return self.applied(CallList(list_id, org, "", self.group, now))


class ResultView(BaseModel):
    """A result code, and how many entries came to it."""

    id: str
    name: str
    count: int


class ListView(BaseModel):
    """One list, and how far it has come: `left` to `failed` add up to `entries`."""

    id: str
    name: str
    group: str
    created_at: str
    hours: dict[str, list[list[str]]] | None
    active: bool
    rings_now: bool
    """Active, and within its hours and its group's."""
    removing: bool
    """It goes away; asked to be removed again, it goes on."""
    entries: int
    left: int
    offered: int
    later: int
    done: int
    refused: int
    failed: int
    reached: int
    """Attempts at which somebody answered."""
    not_reached: int
    results: list[ResultView]
    version: int


class ListsAnswer(BaseModel):
    """The organisation's lists, oldest first."""

    lists: list[ListView]


class ImportAnswer(BaseModel):
    """How many rows are in the list, how many were left out and why, and every such line."""

    kept: int
    duplicates: int
    barred: int
    """On the do-not-call list."""
    errors: list[LineError]


def lists_answer(lists: list[CallList], organisation: Organisation, now: Millis) -> ListsAnswer:
    return ListsAnswer(lists=[list_view(one, organisation, now) for one in lists])


def list_view(one: CallList, organisation: Organisation, now: Millis) -> ListView:
    return ListView(
        id=one.id,
        name=one.name,
        group=one.group,
        created_at=iso(one.created_at),
        hours=None
        if one.hours is None
        else {day: [list(span) for span in spans] for day, spans in one.hours.items()},
        active=one.active,
        rings_now=may_ring(one, organisation, now),
        removing=one.removing,
        entries=one.entries,
        left=one.count(EntryState.OPEN),
        offered=one.count(EntryState.OFFERED),
        later=one.count(EntryState.LATER),
        done=one.count(EntryState.DONE),
        refused=one.count(EntryState.REFUSED),
        failed=one.count(EntryState.FAILED),
        reached=one.tally.get("reached", 0),
        not_reached=one.tally.get("not_reached", 0),
        results=[
            ResultView(id=r.id, name=r.name, count=one.result_count(r.id)) for r in one.results
        ],
        version=one.version,
    )


def import_answer(result: Import, language: str) -> ImportAnswer:
    return ImportAnswer(
        kept=result.kept,
        duplicates=result.refused_as("duplicate", "in_list"),
        barred=result.refused_as("barred"),
        errors=[line_error(refusal, language) for refusal in result.refusals],
    )
