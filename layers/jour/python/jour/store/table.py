"""The one table: reads and writes, whole pages of them, in plain values."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from jour.errors import Unavailable
from jour.store.expression import Item, Update
from jour.store.keys import Key
from jour.store.marshalling import from_item, to_item
from jour.store.refusals import ConditionFailed, pause, persistently, translated

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

__all__ = ["ConditionFailed", "Table", "from_item", "to_item"]

_BATCH_ROUNDS = 5
_WRITTEN_AT_ONCE = 25
# A partition takes 1,000 writes a second: many batches in a row are slowed down, not refused.
_WRITE_ROUNDS = 8


class Table:
    """Reads and writes items as plain dictionaries."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def get(self, key: Key) -> Item | None:
        """One item, strongly consistent."""
        with translated():
            answer = self._client.get_item(
                TableName=self._name, Key=to_item(key), ConsistentRead=True
            )
        return from_item(answer["Item"]) if "Item" in answer else None

    def get_all(self, keys: Iterable[Key]) -> list[Item]:
        """Several items in one request, strongly consistent, in no order; missing ones left out.

        Raises Unavailable when DynamoDB keeps leaving some unread.
        """
        wanted = [to_item(key) for key in keys]
        asked: Any = {self._name: {"Keys": wanted, "ConsistentRead": True}}
        found: list[Item] = []
        if not wanted:
            return found
        for _ in range(_BATCH_ROUNDS):
            with translated():
                answer = self._client.batch_get_item(RequestItems=asked)
            found += [from_item(item) for item in answer["Responses"].get(self._name, [])]
            asked = answer.get("UnprocessedKeys")
            if not asked:
                return found
        raise Unavailable

    def put(self, item: Item, *, unless_exists: bool = False) -> None:
        """Write an item whole. Raises ConditionFailed when it must be new and is not."""
        request: Any = {"TableName": self._name, "Item": to_item(item)}
        if unless_exists:
            request["ConditionExpression"] = "attribute_not_exists(pk)"
        persistently(lambda: self._client.put_item(**request))

    def update(self, key: Key, change: Update, returns: str = "ALL_NEW") -> Item:
        """One conditional write; the item after it (ALL_NEW) or before it (ALL_OLD, {} for none).

        Raises ConditionFailed with the item that is there.
        """
        request: Any = {
            "TableName": self._name,
            "Key": to_item(key),
            "ReturnValues": returns,
            "ReturnValuesOnConditionCheckFailure": "ALL_OLD",
            **change.request(),
        }
        answer = persistently(lambda: self._client.update_item(**request))
        return from_item(answer.get("Attributes", {}))

    def transact(self, changes: Sequence[tuple[Key, Update]]) -> None:
        """Several conditional writes, all or none; a change that writes nothing is a mere check.

        Raises ConditionFailed where a condition did not hold.
        """
        items: Any = [self._part(key, change) for key, change in changes]
        persistently(lambda: self._client.transact_write_items(TransactItems=items))

    def _part(self, key: Key, change: Update) -> Item:
        return {change.kind: {"TableName": self._name, "Key": to_item(key), **change.request()}}

    def put_all(self, items: Iterable[Item]) -> None:
        """Write items whole, without conditions, a few at a time and not all or none.

        Raises Unavailable when DynamoDB keeps leaving some unwritten.
        """
        self._write_all({"PutRequest": {"Item": to_item(item)}} for item in items)

    def delete_all(self, keys: Iterable[Key]) -> None:
        """Remove items, whether or not they are there; otherwise as `put_all`."""
        self._write_all({"DeleteRequest": {"Key": to_item(key)}} for key in keys)

    def _write_all(self, writes: Iterable[Item]) -> None:
        left = list(writes)
        for start in range(0, len(left), _WRITTEN_AT_ONCE):
            self._write_batch({self._name: left[start : start + _WRITTEN_AT_ONCE]})

    def _write_batch(self, asked: Any) -> None:
        for attempt in range(_WRITE_ROUNDS):
            pause(attempt)
            with translated():
                asked = self._client.batch_write_item(RequestItems=asked).get("UnprocessedItems")
            if not asked:
                return
        raise Unavailable

    def count(self, condition: str, values: Item) -> int:
        """How many items fit."""
        request: Any = {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": to_item(values),
            "Select": "COUNT",
            "ConsistentRead": True,
        }
        total = 0
        while True:
            with translated():
                answer = self._client.query(**request)
            total += answer["Count"]
            if "LastEvaluatedKey" not in answer:
                return total
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def scan(self) -> Iterator[Item]:
        """Everything in the table, page by page, strongly consistent: for operators alone."""
        request: Any = {"TableName": self._name, "ConsistentRead": True}
        while True:
            with translated():
                answer = self._client.scan(**request)
            yield from map(from_item, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]

    def query(
        self,
        condition: str,
        values: Item,
        index: str | None = None,
        *,
        only: str | None = None,
        at_a_time: int | None = None,
        newest: int | None = None,
        first: int | None = None,
    ) -> Iterator[Item]:
        """All items that fit, page by page; strongly consistent except through an index.

        `only` is a filter over attributes; `at_a_time` how many items one request reads; `newest`:
        so many at most, in reverse order; `first`: so many at most.
        """
        request: Any = {
            "TableName": self._name,
            "KeyConditionExpression": condition,
            "ExpressionAttributeValues": to_item(values),
        }
        request |= {"IndexName": index} if index else {"ConsistentRead": True}
        request |= {"FilterExpression": only} if only else {}
        request |= {"Limit": at_a_time} if at_a_time else {}
        if newest is not None:
            request |= {"ScanIndexForward": False, "Limit": newest}
        if first is not None:
            request |= {"Limit": first}
        while True:
            with translated():
                answer = self._client.query(**request)
            yield from map(from_item, answer["Items"])
            is_cut = newest is not None or first is not None
            if is_cut or "LastEvaluatedKey" not in answer:
                return
            request["ExclusiveStartKey"] = answer["LastEvaluatedKey"]
