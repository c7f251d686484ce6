"""The table in memory (tests/memory) behaves as MiniStack's does."""

from collections.abc import Callable, Iterator
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jour.errors import Unavailable
from jour.store.expression import Update, created
from jour.store.table import ConditionFailed, Table
from tests.emulated_aws import emulated_aws
from tests.handlers.conftest import ENVIRONMENT, create_table
from tests.memory.dynamodb import MemoryDynamoDB

KEYS = [{"pk": pk, "sk": sk} for pk in ("A", "B") for sk in ("1", "2", "x#3")]
CHANGES: dict[str, Callable[[int], Update]] = {
    "set": lambda n: Update().set(a=n, org_pk="O", org_sk=f"{n:02}", map={"m": n}),
    "unset": lambda n: Update().set(a=None, map=None).when("#a <= :n", n=n),
    "count": lambda n: Update().assign("#v = if_not_exists(#v, :z) + :n", z=0, n=n),
    "members": lambda n: Update().add("names", [str(n), "x"]),
    "inner": lambda n: Update().assign("#map.#m = :n", n=n).when("attribute_exists(#map)"),
    "gone": lambda n: Update().remove("map.m").when("#map.#m = :n OR #a > :n", n=n),
    "among": lambda n: Update().set(b=n).when("#a IN (:n, :m) AND NOT #b = :n", n=n, m=n + 1),
    "holds": lambda n: Update().set(c=True).when("contains(#names, :n)", n=str(n)),
    "other": lambda n: Update().set(b="x").when("#a <> :n", n=n),
    "new": lambda n: created({"a": n}),
}
STEP = st.tuples(
    st.sampled_from(("put", "update", "transact", "write_all", "delete_all")),
    st.lists(st.sampled_from(range(len(KEYS))), min_size=1, max_size=3, unique=True),
    st.sampled_from(sorted(CHANGES)),
    st.integers(0, 3),
)


@pytest.fixture(scope="module")
def emulated() -> Iterator[Table]:
    with pytest.MonkeyPatch.context() as monkeypatch, emulated_aws():
        for name, value in ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        create_table()
        yield Table(boto3.client("dynamodb"), "jour")


def did(table: Table, step: Any) -> Any:
    """What a step answers, a refusal too."""
    kind, places, name, n = step
    change, keys = CHANGES[name], [KEYS[place] for place in places]
    try:
        match kind:
            case "put":
                table.put({**keys[0], "a": n}, unless_exists=bool(n % 2))
            case "update":
                return table.update(keys[0], change(n), "ALL_NEW" if n % 2 else "ALL_OLD")
            case "transact" if name != "gone":  # moto stops at the first that is malformed
                table.transact([(key, change(n)) for key in keys])
            case "write_all":
                table.put_all([{**key, "a": n} for key in keys])
            case "delete_all":
                table.delete_all(keys)
    except ConditionFailed as failed:
        return failed.item, failed.places
    except (ClientError, Unavailable):
        return "malformed"
    return None


def seen(table: Table) -> Any:
    """All that can be read, each way."""
    ordered = {"O": table.query("org_pk = :o", {":o": "O"}, index="by_org")}
    return (
        [table.get(key) for key in KEYS],
        sorted((item["pk"], item["sk"]) for item in table.get_all(KEYS)),
        list(table.query("pk = :p AND begins_with(sk, :s)", {":p": "A", ":s": "x"})),
        list(table.query("pk = :p AND sk BETWEEN :a AND :b", {":p": "A", ":a": "1", ":b": "2"})),
        [item["sk"] for item in table.query("pk = :p", {":p": "B"}, newest=2)],
        sorted(item["org_sk"] for item in ordered["O"]),
        table.count("pk = :p", {":p": "A"}),
    )


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEP, min_size=1, max_size=8))
def test_both_tables_answer_alike(steps: list[Any], emulated: Table) -> None:
    """Issue 11.8: bad input is judged over this table, so it may not be kinder than DynamoDB."""
    emulated.delete_all(KEYS)
    memory = Table(MemoryDynamoDB(), "jour")  # type: ignore[arg-type]  # what it uses of it
    for step in steps:
        assert did(memory, step) == did(emulated, step), step
        assert seen(memory) == seen(emulated), step
