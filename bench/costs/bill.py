"""A bill: units of what AWS charges for, by the name that the price file has for it."""

from collections import defaultdict
from collections.abc import Mapping
from math import ceil

from bench.costs.prices import always_free, cost
from bench.operations import Operations

FRAME = 32 * 1024
READ = 4096
Bill = defaultdict[str, float]
"""Units a month by price."""


def priced(bill: Mapping[str, float]) -> dict[str, float]:
    """US dollars of each line, at list price; what costs nothing is left out."""
    lines = {name: cost(name, units) for name, units in bill.items()}
    return {name: dollars for name, dollars in lines.items() if dollars}


def beyond_free(bill: Mapping[str, float]) -> dict[str, float]:
    """The same units without those that no account ever pays for."""
    free = always_free()
    return {name: max(0.0, units - free.get(name, 0)) for name, units in bill.items()}


def charged(
    done: Operations,
    *,
    whole_bytes: float,
    row_bytes: float,
    gb_s: Mapping[str, float],
    log_bytes: float,
) -> Bill:
    """What these operations are billed as.

    `whole_bytes` is the size of everybody and everything that a whole read reads; `row_bytes` of
    one call in the day's index; `gb_s` what one invocation of a function takes.
    """
    calls = sum(done.functions.values())
    bill: Bill = defaultdict(float)
    bill["dynamodb_read"] = (
        done.read_units
        + done.whole_reads * ceil(whole_bytes / READ)
        # Through the index reads are eventually consistent: half.
        + done.day_rows * row_bytes / READ / 2
    )
    bill["dynamodb_write"] = done.write_units
    bill["lambda_request"] = calls
    bill["lambda_gb_s"] = sum(number * gb_s[name] for name, number in done.functions.items())
    bill["http_request"] = done.http
    bill["socket_message"] = done.frames_in + done.frames_out + done.pushes
    bill["cdn_request"] = done.http
    bill["log_gb"] = calls * log_bytes / 1e9
    for request, number in done.services.items():
        service = request.partition(".")[0]
        if service == "sqs":
            # Sent; and received and deleted by Lambda, each a request.
            bill["sqs_request"] += 3 * number
        elif service == "sesv2":
            bill["mail"] += number
        elif service == "secretsmanager":
            bill["secret_request"] += number
    return bill
