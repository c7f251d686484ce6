"""The table's keys."""

from jour.store import keys


def test_organisation_sessions_and_tickets_lie_in_the_range_of_who_is_here() -> None:
    """Design: one query finds the organisation, everyone logged in, and everyone who waits."""
    inside = [keys.organisation("o")["sk"], keys.session("o", "ö" * 64)["sk"]]
    inside.append(keys.session("o", "anna", "id")["sk"])
    inside.append(keys.outside("o", "ö" * 64, "c")["sk"])
    inside += [keys.ticket("o", "c", 1, front=front)["sk"] for front in (True, False)]
    assert all(keys.ORGANISATION <= sk <= keys.LAST_TICKET for sk in inside)


def test_keys_of_different_things_differ() -> None:
    """No prefix runs into another, whatever the ids."""
    made = [
        keys.organisation("x"),
        keys.session("x", "y"),
        keys.session("x", "y", "z"),
        keys.ticket("x", "y", 1, front=True),
        keys.contact("x"),
        keys.outside("x", "y", "z"),
        keys.forwarding("x", "y"),
        keys.caller_day("x", "y", "z"),
        keys.open_callback("x", "y", "z"),
        keys.segment("x"),
        keys.push_subscription("x", "y", "z"),
        keys.pin_attempts("x"),
        keys.phone("x"),
        keys.toggle_call("x"),
        keys.user("x"),
        keys.order("x"),
        keys.order_id("x"),
        keys.user_throttle("x", 1),
        keys.source_throttle("x", 1),
        keys.sms("x"),
        keys.register_entry("phone_book", "x", "+46701740605"),
        keys.register_lease("phone_book", "x"),
        keys.register_entry("do_not_call", "x", "+46701740605"),
        keys.register_lease("do_not_call", "x"),
        keys.canned_answers("x", "y"),
        keys.chat_mail("x"),
        keys.chat_throttle("x", "y", 1),
        keys.call_list("x", "y"),
        keys.call_list_entry("x", "y", "+46701740605"),
        keys.call_list_lease("x", "y"),
        {"pk": keys.log_day("x", "2026-11-23"), "sk": keys.log_entry(1, "y", 2, 0)},
    ]
    assert len({(key["pk"], key["sk"]) for key in made}) == len(made)


def test_log_entries_sort_by_time() -> None:
    """Numbers are padded: 999 comes before 1,000."""
    assert keys.log_entry(999, "b", 1, 0) < keys.log_entry(1_000, "a", 1, 0)


def test_the_front_of_the_queue_sorts_before_everybody() -> None:
    """B4: whoever was not answered, then by arrival."""
    front = keys.ticket("o", "late", 2_000, front=True)["sk"]
    others = [keys.ticket("o", "c", at, front=False)["sk"] for at in (999, 1_000)]
    assert sorted([*others, front]) == [front, *others]
