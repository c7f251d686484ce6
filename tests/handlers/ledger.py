"""Counts what the functions ask of AWS, at botocore's clients, and what DynamoDB charges for it.

moto does not meter as DynamoDB does, so units are computed from the items themselves: a strongly
consistent read costs one unit for each 4 KB begun, a write one for each 1 KB begun of the larger of
the item before and after, twice that in a transaction; the index is written where what it holds has
changed, and twice where the item moves in it.
"""

import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.exceptions import ClientError

from bench.operations import Operations
from tests.emulated_aws import stored
from tests.handlers.conftest import Call, World, called

FUNCTIONS = sorted(
    path.parent.name
    for path in (Path(__file__).parents[2] / "functions").glob("*/handler.py")
    if path.parent.name != "flow_numbers"  # belongs to a deployment, and is not wired in tests
)
_READ, _WRITTEN = 4096, 1024
Items = dict[tuple[str, str], dict[str, Any]]


class Ledger:
    """Counts while told to."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self._world = world
        self._open: Operations | None = None
        self._before: Items = {}
        self.call = self._counted_call()
        for name in FUNCTIONS:
            module = importlib.import_module(f"functions.{name}.handler")
            monkeypatch.setattr(module, "handler", self._counted_handler(name, module.handler))
        monkeypatch.setattr(BaseClient, "_make_api_call", self._counted_request())

    @contextmanager
    def counting(self) -> Iterator[Operations]:
        """What happens inside is counted."""
        assert self._open is None, "one at a time"
        counted = self._open = Operations()
        pusher = self._world.pusher
        pushed, closed = len(pusher.posted), len(pusher.closed)
        try:
            yield counted
        finally:
            self._open = None
        counted.pushes += len(pusher.posted) - pushed
        counted.closes += len(pusher.closed) - closed

    def _counted_call(self) -> Call:
        real = called

        def call(*args: Any, **options: Any) -> Any:
            if self._open is not None:
                self._open.http += 1
            return real(*args, **options)

        return call

    def _counted_handler(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def handler(event: Any, context: Any) -> Any:
            answer = real(event, context)
            if self._open is not None:
                self._open.functions[name] += 1
                if name == "ws_presence" and event["requestContext"]["routeKey"] == "$default":
                    self._open.frames_in += 1
                    self._open.frames_out += 1
            return answer

        return handler

    def _counted_request(self) -> Callable[..., Any]:
        """Whichever client makes it, and wherever that came from."""
        real = vars(BaseClient)["_make_api_call"]

        def request(client: Any, operation: str, asked: dict[str, Any]) -> Any:
            service = client.meta.service_model.service_name
            if self._open is None:
                return real(client, operation, asked)
            if service != "dynamodb":
                self._open.services[f"{service}.{operation}"] += 1
                return real(client, operation, asked)
            self._open.requests[operation] += 1
            self._before, self._asked = table_items(), asked
            try:
                answer = real(client, operation, asked)
            except ClientError as refusal:
                # A refused write is charged as one that was made.
                self._charge(operation, refusal.response)
                raise
            self._charge(operation, answer)
            return answer

        return request

    def _charge(self, operation: str, answered: Any) -> None:
        match operation:
            case "GetItem":
                self._read([self._asked["Key"]])
            case "BatchGetItem":
                self._read(self._asked["RequestItems"]["jour"]["Keys"])
            case "Query":
                self._queried(answered)
            case "PutItem" | "UpdateItem" | "DeleteItem":
                key = self._asked.get("Key") or self._asked["Item"]
                self._write([key], times=1)
            case "BatchWriteItem":
                puts = self._asked["RequestItems"]["jour"]
                kinds = [put.get("PutRequest") or put["DeleteRequest"] for put in puts]
                keys = [kind.get("Item") or kind["Key"] for kind in kinds]
                self._write(keys, times=1)
            case "TransactWriteItems":
                parts = [part for one in self._asked["TransactItems"] for part in one.values()]
                keys = [part.get("Key") or part["Item"] for part in parts]
                self._write(keys, times=2)
            case other:
                raise AssertionError(f"{other} is not priced")

    def _queried(self, answered: Any) -> None:
        assert self._open is not None
        values = self._asked["ExpressionAttributeValues"]
        assert "FilterExpression" not in self._asked, "reads more than it returns"
        if ":first" in values or ":agent" in values:
            self._open.whole_reads += 1
        elif ":calls" in values:
            self._open.day_rows += self._asked["Limit"]
        else:
            whole = ceil(sum(map(item_size, answered["Items"])) / _READ) or 1
            units = whole * (0.5 if "IndexName" in self._asked else 1)
            self._open.read_units += units
            self._open.hot_reads += units if _is_hot(values.get(":pk", {"S": ""})) else 0

    def _read(self, keys: list[Any]) -> None:
        assert self._open is not None
        for key in keys:
            units = _read_units([self._before.get(_key(key))])
            self._open.read_units += units
            self._open.hot_reads += units if _is_hot(key["pk"]) else 0

    def _write(self, keys: list[Any], times: int) -> None:
        assert self._open is not None
        after = table_items()
        for key in map(_key, keys):
            old, new = self._before.get(key), after.get(key)
            units = times * max(1, ceil(max(item_size(old), item_size(new)) / _WRITTEN))
            self._open.write_units += units + _index_units(old, new)
            self._open.hot_writes += units if _is_hot({"S": key[0]}) else 0


def table_items() -> Items:
    """Everything in the table."""
    return {_key(item): item for item in stored("jour")}


def item_size(item: dict[str, Any] | None) -> int:
    """Bytes of an item in DynamoDB's form, by its published rules."""
    return sum(len(name.encode()) + _value_size(value) for name, value in (item or {}).items())


def _value_size(typed: dict[str, Any]) -> int:
    ((kind, value),) = typed.items()
    match kind:
        case "S":
            return len(value.encode())
        case "N":
            return len(value.lstrip("-").rstrip("0")) // 2 + 2
        case "BOOL" | "NULL":
            return 1
        case "M":
            parts = [len(n.encode()) + _value_size(part) + 1 for n, part in value.items()]
            return 3 + sum(parts)
        case "L":
            return 3 + sum(1 + _value_size(part) for part in value)
        case "SS":
            return sum(len(part.encode()) for part in value)
    raise AssertionError(f"{kind} is not measured")


def _is_hot(partition: dict[str, str]) -> bool:
    return partition["S"].startswith("ORG#")


def _read_units(items: list[Any]) -> float:
    return max(1, ceil(sum(map(item_size, items)) / _READ))


def _index_units(old: Any, new: Any) -> float:
    before, after = _place(old), _place(new)
    if old == new or (before is None and after is None):
        return 0
    units = max(1, ceil(max(item_size(old), item_size(new)) / _WRITTEN))
    moves = before is not None and after is not None and before != after
    return units * (2 if moves else 1)


def _place(item: Any) -> tuple[Any, Any] | None:
    return (item["org_pk"], item["org_sk"]) if item and "org_pk" in item else None


def _key(item: Any) -> tuple[str, str]:
    return item["pk"]["S"], item["sk"]["S"]
