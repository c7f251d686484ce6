"""Values as DynamoDB writes them: as boto3 would, and what nothing here stores is refused."""

from decimal import Decimal
from typing import Any

import pytest
from boto3.dynamodb.types import TypeDeserializer, TypeSerializer
from hypothesis import given
from hypothesis import strategies as st

from jour.store.values import plain, typed

STORED = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**38) + 1, 10**38 - 1)
    | st.text(max_size=9)
    | st.binary(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=8,
)


@given(STORED)
def test_a_value_is_written_as_boto3_writes_it_and_comes_back(value: Any) -> None:
    """Old items are read, and old code reads new ones (fault 19)."""
    assert typed(value) == TypeSerializer().serialize(value)
    assert plain(typed(value)) == value


@given(st.sets(st.text(max_size=5), min_size=1))
def test_sets_hold_texts(value: set[str]) -> None:
    """Both ways, whatever the order."""
    assert TypeDeserializer().deserialize(typed(value)) == plain(typed(value)) == value
    assert plain(typed(frozenset(value))) == value


@pytest.mark.parametrize("value", [1.5, Decimal(1), {1, 2}, object(), [0.1]])
def test_what_is_never_stored_is_refused(value: Any) -> None:
    """A mistake in the code, found before it is written."""
    with pytest.raises(TypeError):
        typed(value)


def test_a_number_that_would_be_rounded_is_refused() -> None:
    """DynamoDB keeps 38 digits."""
    assert typed(10**38 - 1) == {"N": "9" * 38}
    with pytest.raises(ValueError, match="38 digits"):
        typed(-(10**38))
