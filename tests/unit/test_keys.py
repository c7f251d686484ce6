"""The table's keys."""

from jour.store import keys


def test_only_organisation_and_sessions_lie_in_the_range_of_who_is_here() -> None:
    """Design: one query finds the organisation, everyone logged in and every connection."""
    inside = [keys.organisation("o")["sk"], keys.session("o", "ö" * 64)["sk"]]
    inside.append(keys.session("o", "anna", "id")["sk"])
    assert all(keys.ORGANISATION <= sk <= keys.LAST_SESSION for sk in inside)


def test_keys_of_different_things_differ() -> None:
    """No prefix runs into another, whatever the ids."""
    made = [
        keys.organisation("x"),
        keys.session("x", "y"),
        keys.session("x", "y", "z"),
        keys.user("x"),
        keys.order("x"),
        keys.order_id("x"),
        keys.user_throttle("x", 1),
        keys.source_throttle("x", 1),
        keys.phone_book_entry("x", "+46701740605"),
        keys.phone_book_lease("x"),
        {"pk": keys.log_day("x", "2026-11-23"), "sk": keys.log_entry(1, "y", 2, 0)},
    ]
    assert len({(key["pk"], key["sk"]) for key in made}) == len(made)


def test_log_entries_sort_by_time() -> None:
    """Numbers are padded: 999 comes before 1,000."""
    assert keys.log_entry(999, "b", 1, 0) < keys.log_entry(1_000, "a", 1, 0)
