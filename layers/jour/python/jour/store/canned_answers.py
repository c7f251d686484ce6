"""Canned answers: one item for each group that has some."""

from collections.abc import Iterator

from jour.canned_answers import CannedAnswer, CannedAnswers
from jour.errors import Conflict
from jour.store import keys
from jour.store.expression import Item, Update
from jour.store.table import ConditionFailed, Table

# Of two administrators at once the second is told.
UNEDITED = "#version = :seen"
STILL_NONE = "attribute_not_exists(#version)"


class CannedAnswersStore:
    """The table's canned answers."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, org: str, group: str) -> CannedAnswers:
        """Those of one group; none where nobody has written any."""
        item = self._table.get(keys.canned_answers(org, group))
        return answers_from_item(item) if item else CannedAnswers(group)

    def of_org(self, org: str) -> Iterator[CannedAnswers]:
        """Those of every group that has some, also of groups that are no more."""
        found = self._table.query("pk = :pk", {":pk": keys.canned_answers_of(org)})
        return map(answers_from_item, found)

    def put(self, org: str, edited: CannedAnswers) -> CannedAnswers:
        """Keep an edit of what the administrator saw, whose version it bears.

        Raises Conflict `edited_meanwhile` where somebody else has saved since.
        """
        change = Update().when(UNEDITED if edited.version else STILL_NONE, **_seen(edited))
        change.set(
            answers=[{"title": one.title, "text": one.text} for one in edited.answers],
            version=edited.version + 1,
        )
        try:
            item = self._table.update(keys.canned_answers(org, edited.group), change)
        except ConditionFailed as failure:
            raise Conflict("edited_meanwhile") from failure
        return answers_from_item(item)


def _seen(edited: CannedAnswers) -> dict[str, int]:
    return {"seen": edited.version} if edited.version else {}


def answers_from_item(item: Item) -> CannedAnswers:
    """The answers that an item holds."""
    answers = tuple(CannedAnswer(one["title"], one["text"]) for one in item["answers"])
    return CannedAnswers(item["sk"], answers, item["version"])
