"""Issue 10.7: a bill follows from counted operations, as AWS's price pages say."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from bench.cost import CENTRES, EVERYBODY, LARGE, MIDDLE, SMALL
from bench.costs.bill import beyond_free, charged, priced
from bench.costs.centre import Assumptions, Centre
from bench.costs.month import SERVICES, TELEPHONY, month, of_an_agent
from bench.costs.prices import prices
from bench.operations import Operations, actions


def test_units_are_billed_as_the_price_pages_say() -> None:
    """Reads by 4 KB, an index's by half; messages in both directions; a queue's three requests."""
    done = Operations(
        functions=Counter(login=2),
        services=Counter({"sqs.SendMessage": 1, "sesv2.SendEmail": 1}),
        read_units=1,
        write_units=3,
        whole_reads=2,
        day_rows=10,
        http=1,
        frames_in=1,
        frames_out=1,
        pushes=5,
    )
    bill = charged(done, whole_bytes=5000, row_bytes=4096, gb_s={"login": 0.5}, log_bytes=1e9)
    assert bill["dynamodb_read"] == 1 + 2 * 2 + 10 / 2
    assert bill["dynamodb_write"] == 3
    assert (bill["lambda_request"], bill["lambda_gb_s"]) == (2, 1.0)
    assert bill["socket_message"] == 7
    assert (bill["sqs_request"], bill["mail"], bill["log_gb"]) == (3, 1, 2)


def test_what_is_free_for_ever_is_taken_off_once() -> None:
    """And never more than there is."""
    left = beyond_free({"alarm_metric": 38, "sqs_request": 10, "secret": 2})
    assert left == {"alarm_metric": 28, "sqs_request": 0, "secret": 2}


def test_every_unit_has_a_price_and_every_price_its_page_and_date() -> None:
    """A misspelt unit would cost nothing."""
    shown = {name for names in SERVICES.values() for name in names} | set(TELEPHONY)
    for centre in CENTRES:
        assert {name for name, units in month(centre).items() if units} <= shown | {
            "dynamodb_stream"
        }
    assert shown <= prices().keys()
    for price in prices().values():
        assert price.page.startswith("aws.amazon.com/")
        assert date(2026, 1, 1) <= price.date
        assert price.amount >= price.us_east_1


def test_every_action_of_a_day_has_been_counted() -> None:
    """A name that is misspelt would cost nothing."""
    assert SMALL.of_an_agent().keys() <= actions().keys()


def test_what_everybody_shows_is_what_grows() -> None:
    """The shape that docs/scale.md speaks of: a thousand who all show every group pay for a push
    each; in groups they pay less; a hundred thousand in one organisation pay for reads."""
    small, middle, large, all_of_it = (
        of_an_agent(one) for one in (SMALL, MIDDLE, LARGE, EVERYBODY)
    )
    assert all_of_it["WebSocket: messages"] > 5 * middle["WebSocket: messages"]
    assert large["DynamoDB"] > 10 * middle["DynamoDB"]
    assert middle["DynamoDB"] > small["DynamoDB"]
    assert sum(middle.values()) < 1.0, "a dollar an agent and month"


@pytest.mark.parametrize("field", ["calls", "chats", "pauses", "logins"])
def test_more_of_anything_costs_more(field: str) -> None:
    """Each assumption counts."""
    day = Assumptions()
    busier = Centre(100, replace(day, **{field: getattr(day, field) * 2}))
    assert sum(priced(month(busier)).values()) > sum(priced(month(Centre(100, day))).values())
