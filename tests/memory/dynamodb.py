"""A DynamoDB client without DynamoDB: the operations that `jour.store.table` uses, in memory.

For tests that need tens of thousands of operations in seconds, and the table as it was before. One
thread. It refuses what DynamoDB refuses (keys, sizes, half characters, unused names), so that bad
input shows here as it would there; tests/handlers/test_memory_table.py holds it beside moto.
Concurrency is what the tests in tests/store are for.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from botocore.exceptions import ClientError

from tests.memory.expression import Item, Malformed, Path, Typed, changes, condition

Place = tuple[str, str]
"""Partition key and sort key."""
Heard = Callable[[Place, Item | None, Item | None], None]
"""Told of each write: where, what was there, what is there now."""

_PAGE = 1_000
_LONGEST_PK, _LONGEST_SK, _LARGEST = 2048, 1024, 400 * 1024
_INDEX = {"by_org": ("org_pk", "org_sk"), None: ("pk", "sk")}


@dataclass
class MemoryDynamoDB:
    """One table."""

    items: dict[Place, Item] = field(default_factory=dict)
    heard: Heard | None = None
    _partitions: dict[str, dict[str, set[Place]]] = field(default_factory=dict)

    def snapshot(self) -> dict[Place, Item]:
        """The table as it is; items are never changed in place."""
        return dict(self.items)

    def restore(self, before: Mapping[Place, Item]) -> None:
        """The table as it was."""
        now = self.items
        for place in [place for place in now if place not in before]:
            self._put(place, None)
        for place, item in before.items():
            if now.get(place) is not item:
                self._put(place, item)

    def get_item(self, *, TableName: str, Key: Item, ConsistentRead: bool) -> Any:
        found = self.items.get(_place(Key))
        return {"Item": found} if found else {}

    def batch_get_item(self, *, RequestItems: Any) -> Any:
        ((table, asked),) = RequestItems.items()
        places = [_place(key) for key in asked["Keys"]]
        if len(set(places)) != len(places) or not 0 < len(places) <= 100:
            _refuse("keys twice, none, or too many")
        found = [self.items[place] for place in places if place in self.items]
        return {"Responses": {table: found}, "UnprocessedKeys": {}}

    def put_item(self, *, Item: Item, **request: Any) -> Any:
        place = _place(Item)
        self._check(place, request)
        self._write(place, Item)
        return {}

    def update_item(self, *, Key: Item, **request: Any) -> Any:
        place = _place(Key)
        before = self.items.get(place)
        self._check(place, request)
        after = self._updated(place, request)
        self._write(place, after)
        wanted = after if request.get("ReturnValues") == "ALL_NEW" else before
        return {"Attributes": wanted} if wanted else {}

    def batch_write_item(self, *, RequestItems: Any) -> Any:
        ((_, writes),) = RequestItems.items()
        both = [
            (w["PutRequest"]["Item"], True) if "PutRequest" in w else (w["DeleteRequest"]["Key"], 0)
            for w in writes
        ]
        places = [_place(item) for item, _ in both]
        if len(set(places)) != len(places) or not 0 < len(places) <= 25:
            _refuse("items twice, none, or too many")
        for item, puts in both:
            self._write(_place(item), item if puts else None)
        return {}

    def transact_write_items(self, *, TransactItems: Any) -> Any:
        parts = [next(iter(item.items())) for item in TransactItems]
        places = [_place(part["Key"]) for _, part in parts]
        if len(set(places)) != len(places) or not 0 < len(places) <= 100:
            _refuse("items twice, none, or too many")
        failed = [
            not self._holds(place, part) for place, (_, part) in zip(places, parts, strict=True)
        ]
        if any(failed):
            reasons = [{"Code": "ConditionalCheckFailed" if one else "None"} for one in failed]
            _fail("TransactionCanceledException", CancellationReasons=reasons)
        after = [
            (place, None if kind == "Delete" else self._updated(place, part))
            for place, (kind, part) in zip(places, parts, strict=True)
            if kind != "ConditionCheck"
        ]
        for place, item in after:
            _fits(place, item)
        for place, item in after:
            self._write(place, item)
        return {}

    def query(self, **request: Any) -> Any:
        index, values = request.get("IndexName"), request["ExpressionAttributeValues"]
        text = request["KeyConditionExpression"]
        pk_name, sk_name = _INDEX[index]
        first, _, _ = text.partition(" AND ")
        name, _, value = first.partition(" = ")
        if name != pk_name:
            raise Malformed(f"not a key condition: {text}")
        _key_text(values[value], _LONGEST_PK)
        test, used = condition(text, {})
        only = request.get("FilterExpression")
        keep, more = condition(only, {}) if only else (None, frozenset())
        if used | more != set(values):
            raise Malformed("values that nothing uses")
        there = self._partitions.get(f"{pk_name}={values[value]['S']}", {})
        found = sorted(
            (sk for sk in there if test({pk_name: values[value], sk_name: {"S": sk}}, values)),
            reverse=not request.get("ScanIndexForward", True),
        )
        places = [place for sk in found for place in sorted(there[sk])]
        return self._page(places, request, (lambda i: keep(i, values)) if keep else None)

    def scan(self, **request: Any) -> Any:
        return self._page(sorted(self.items), request, None)

    def _page(self, places: list[Place], request: Any, keep: Callable[[Item], bool] | None) -> Any:
        start = request.get("ExclusiveStartKey")
        if start is not None:
            places = places[places.index(start["place"]) + 1 :]
        page = places[: request.get("Limit", _PAGE)]
        items = [item for item in (self.items[place] for place in page) if not keep or keep(item)]
        answer = {"Items": items, "Count": len(items)}
        if len(page) < len(places) or (page and len(page) == request.get("Limit")):
            answer["LastEvaluatedKey"] = {"place": page[-1]}
        return answer

    def _holds(self, place: Place, request: Any) -> bool:
        text, names = request.get("ConditionExpression"), _names(request)
        test, used = condition(text, names) if text else (None, frozenset())
        update = request.get("UpdateExpression")
        more = changes(update, names)[1] if update else frozenset()
        if used | more != {*names, *request.get("ExpressionAttributeValues", {})}:
            raise Malformed("names or values that nothing uses")
        values = request.get("ExpressionAttributeValues", {})
        return test is None or test(self.items.get(place, {}), values)

    def _check(self, place: Place, request: Any) -> None:
        if self._holds(place, request):
            return
        found = self.items.get(place)
        tells = request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD"
        more: dict[str, Any] = {"Item": found} if tells and found else {}
        _fail("ConditionalCheckFailedException", **more)

    def _updated(self, place: Place, request: Any) -> Item:
        before: Item = self.items.get(place) or {"pk": {"S": place[0]}, "sk": {"S": place[1]}}
        if "UpdateExpression" not in request:
            return before
        values = request.get("ExpressionAttributeValues", {})
        after = dict(before)
        for clause in changes(request["UpdateExpression"], _names(request))[0]:
            for path, value in clause(before, values).items():
                _put_at(after, path, value)
        return after

    def _write(self, place: Place, item: Item | None) -> None:
        _fits(place, item)
        before = self.items.get(place)
        self._put(place, item)
        if self.heard is not None and before != item:  # a stream tells of changes alone
            self.heard(place, before, item)

    def _put(self, place: Place, item: Item | None) -> None:
        old = self.items.pop(place, None)
        for part, sk in _parts(old):
            self._partitions[part][sk].discard(place)
            if not self._partitions[part][sk]:
                del self._partitions[part][sk]
        if item is not None:
            self.items[place] = item
        for part, sk in _parts(item):
            self._partitions.setdefault(part, {}).setdefault(sk, set()).add(place)


def _parts(item: Item | None) -> Iterable[tuple[str, str]]:
    """In which partitions an item lies, and where in them."""
    for pk, sk in _INDEX.values():
        if item and pk in item and sk in item:
            yield f"{pk}={item[pk]['S']}", item[sk]["S"]


def _names(request: Any) -> Mapping[str, str]:
    names: Mapping[str, str] = request.get("ExpressionAttributeNames", {})
    return names


def _put_at(item: dict[str, Any], path: Path, value: Typed | None) -> None:
    """Change one path; maps on the way are copied."""
    *way, last = path
    inner = item
    for name in way:
        if "M" not in inner.get(name, {}):
            _refuse("the document path is invalid for update")
        inner[name] = {"M": dict(inner[name]["M"])}
        inner = inner[name]["M"]
    if value is None:
        inner.pop(last, None)
    else:
        inner[last] = value


def _place(item: Item) -> Place:
    return _key_text(item["pk"], _LONGEST_PK), _key_text(item["sk"], _LONGEST_SK)


def _key_text(value: Typed, longest: int) -> str:
    text = value.get("S")
    if not isinstance(text, str) or not 0 < _bytes(text) <= longest:
        _refuse("a key that is empty, too long or no text")
    return text


def _fits(place: Place, item: Item | None) -> None:
    """Whether DynamoDB would take it."""
    if item is None:
        return
    if _place(item) != place:
        _refuse("a key cannot be changed")
    if "org_pk" in item and "org_sk" in item:
        _key_text(item["org_pk"], _LONGEST_PK)
        _key_text(item["org_sk"], _LONGEST_SK)
    if sum(_bytes(name) + _size(value) for name, value in item.items()) > _LARGEST:
        _refuse("the item is too large")


def _size(value: Typed) -> int:
    ((kind, content),) = value.items()
    match kind:
        case "S":
            return _bytes(content)
        case "N":
            if len(content.strip("-0")) > 38:
                _refuse("a number of more than 38 digits")
            return len(content)
        case "M":
            return sum(_bytes(name) + _size(inner) for name, inner in content.items())
        case "L":
            return sum(map(_size, content))
        case "SS":
            if not content:
                _refuse("an empty set")
            return sum(map(_bytes, content))
        case "B":
            return len(content)
    return 1


def _bytes(text: str) -> int:
    if text.isascii():
        return len(text)
    try:
        return len(text.encode())
    except UnicodeEncodeError:
        _refuse("not Unicode")


def _refuse(why: str) -> NoReturn:
    _fail("ValidationException", why)


def _fail(code: str, message: str = "", **more: Any) -> NoReturn:
    answer: Any = {"Error": {"Code": code, "Message": message}, **more}
    raise ClientError(answer, "memory")
