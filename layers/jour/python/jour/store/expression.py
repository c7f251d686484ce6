"""DynamoDB update expressions, put together so that names and values cannot be forgotten."""

import re
from collections.abc import Iterable
from typing import Any, Self

from jour.store.values import typed

_NAME = re.compile(r"#(\w+)")

Item = dict[str, Any]


class Update:
    """One conditional write. In clauses `#name` is an attribute and `:name` a value."""

    def __init__(self) -> None:
        self._sets: list[str] = []
        self._removes: list[str] = []
        self._adds: list[str] = []
        self._conditions: list[str] = []
        self._names: dict[str, str] = {}
        self._aliases: dict[str, str] = {}
        self._values: Item = {}
        self._deletes = False

    def alias(self, **names: str) -> Self:
        """Names that only data knows, a group's id say: `#alias` in later clauses means them."""
        self._aliases.update(names)
        return self

    def set(self, **attributes: Any) -> Self:
        """Set attributes; None removes one."""
        for name, value in attributes.items():
            if value is None:
                self.remove(name)
            else:
                self.assign(f"#{name} = :new_{name}", **{f"new_{name}": value})
        return self

    def assign(self, clause: str, **values: Any) -> Self:
        """A SET clause that refers to other attributes."""
        self._sets.append(self._bind(clause, values))
        return self

    def remove(self, *names: str) -> Self:
        """Remove attributes; `groups.#alias` for one inside another."""
        self._removes.extend(self._bind(f"#{name}", {}) for name in names)
        return self

    def add(self, name: str, members: Iterable[str]) -> Self:
        """Add members to a set of texts; those that are in it stay once."""
        self._adds.append(self._bind(f"#{name} :add_{name}", {f"add_{name}": frozenset(members)}))
        return self

    def delete(self) -> Self:
        """For a transaction: the whole item goes, provided that the conditions hold."""
        self._deletes = True
        return self

    def when(self, condition: str, **values: Any) -> Self:
        """A condition that must hold at the commit; several are joined by AND."""
        self._conditions.append(f"({self._bind(condition, values)})")
        return self

    @property
    def kind(self) -> str:
        """What a transaction calls it; what writes nothing only asks that its conditions hold."""
        if self._deletes:
            return "Delete"
        return "Update" if self._sets or self._removes or self._adds else "ConditionCheck"

    def request(self) -> Item:
        """The expression's part of an UpdateItem request."""
        parts = []
        if self._sets:
            parts.append("SET " + ", ".join(self._sets))
        if self._removes:
            parts.append("REMOVE " + ", ".join(self._removes))
        if self._adds:
            parts.append("ADD " + ", ".join(self._adds))
        request: Item = {"UpdateExpression": " ".join(parts)} if parts else {}
        if self._conditions:
            request["ConditionExpression"] = " AND ".join(self._conditions)
        if self._names:
            request["ExpressionAttributeNames"] = self._names
        if self._values:
            request["ExpressionAttributeValues"] = self._values
        return request

    def _bind(self, clause: str, values: Item) -> str:
        names = _NAME.findall(clause)
        self._names.update({f"#{name}": self._aliases.get(name, name) for name in names})
        self._values.update({f":{name}": typed(value) for name, value in values.items()})
        return clause


def created(item: Item) -> Update:
    """For a transaction: a new item with these attributes, its key apart; fails where one is."""
    return Update().when("attribute_not_exists(#pk)").set(**item)
