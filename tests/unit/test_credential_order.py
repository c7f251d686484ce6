"""Orders of credentials: who may try, how often, until when."""

from dataclasses import replace

from jour.credential_order import (
    FIRST_LOOK,
    LEASE,
    TRIES,
    Cause,
    OrderState,
    closed,
    may_try,
    ordered,
    tried,
)

ORDER = ordered("anna", "demo", Cause.ADMIN, 1_000)


def test_an_order_is_open_until_it_is_closed() -> None:
    """P9: ordered, then sent, failed or bounced."""
    assert may_try(ORDER, ORDER.id, 1_000)
    for state in (OrderState.SENT, OrderState.FAILED, OrderState.BOUNCED):
        assert not may_try(closed(ORDER, state, 2_000), ORDER.id, 2_000)


def test_an_older_order_is_void() -> None:
    """The newest order wins: a late message of an older one mails nothing."""
    newer = ordered("anna", "demo", Cause.ADMIN, 2_000)
    assert newer.id != ORDER.id
    assert not may_try(newer, ORDER.id, 2_000)
    assert not may_try(None, ORDER.id, 2_000)


def test_one_tries_at_a_time() -> None:
    """A message delivered twice does not mail two passwords, of which one is dead."""
    busy = tried(ORDER, 1_000)
    assert not may_try(busy, ORDER.id, 1_000 + LEASE - 1)
    assert may_try(busy, ORDER.id, 1_000 + LEASE)


def test_tries_are_counted_to_the_last() -> None:
    """Fault 12: after the fifth the administrator reads "not delivered"."""
    assert replace(ORDER, tries=TRIES).is_last_try
    assert not replace(ORDER, tries=TRIES - 1).is_last_try
    assert tried(ORDER, 5_000).tries == 1


def test_the_sweep_looks_after_it() -> None:
    """A message that was never sent is sent again; one that is tried is left alone for longer."""
    assert ORDER.look_at == 1_000 + FIRST_LOOK
    assert tried(ORDER, 1_000).look_at > 1_000 + LEASE
