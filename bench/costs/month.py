"""What a centre costs a month, from what its agents do."""

from collections.abc import Mapping

from bench.costs.bill import FRAME, Bill, charged
from bench.costs.centre import DAYS, Centre
from bench.costs.functions import gb_seconds, gb_seconds_of_a_push
from bench.costs.prices import cost
from bench.costs.running import LOG_BYTES
from bench.operations import sizes

ROW_BYTES = 700
"""A call in the day's index, whole."""
LOAD_BYTES = 20_000
"""Of a page that the browser has most of; the first time 132 kB."""
STORED_BYTES = 12_000
"""What an agent leaves in the table: profile, login, and 90 days' calls and log, in part."""
SERVICES: Mapping[str, tuple[str, ...]] = {
    "DynamoDB": ("dynamodb_read", "dynamodb_write", "dynamodb_storage", "dynamodb_backup"),
    "Lambda": ("lambda_request", "lambda_gb_s"),
    "WebSocket: messages": ("socket_message",),
    "WebSocket: minutes": ("socket_minute",),
    "HTTP API": ("http_request",),
    "CloudFront": ("cdn_request", "cdn_gb"),
    "CloudWatch Logs": ("log_gb",),
    "SQS, SES, Secrets Manager": ("sqs_request", "mail", "secret", "secret_request"),
    "WAF, where it is switched on": ("web_acl_request",),
}
TELEPHONY = ("connect_minute", "telephony_minute")


def whole_bytes(centre: Centre) -> float:
    """Of everything that one read of the whole organisation reads."""
    items = sizes().items
    waiting = centre.agents * 0.02
    # Who has logged out is kept as a tombstone for some time: every agent's item is there.
    return items["organisation"] + centre.agents * items["login"] + waiting * items["ticket"]


def month(centre: Centre) -> Bill:
    """Units a month by price."""
    done = centre.of_a_month()
    bill = charged(
        done,
        whole_bytes=whole_bytes(centre),
        row_bytes=ROW_BYTES,
        gb_s=gb_seconds(),
        log_bytes=LOG_BYTES,
    )
    frames = sizes().frames
    bill["lambda_gb_s"] += done.pushes * gb_seconds_of_a_push()
    bill["socket_message"] += _further_frames(centre)
    bill["socket_minute"] = centre.connection_minutes
    pushed = done.pushes * (frames["presence"] + frames["call"]) / 2
    loaded = centre.day.page_loads * centre.agents * DAYS * LOAD_BYTES
    bill["cdn_gb"] = (pushed + loaded + _snapshot_bytes(centre) * _syncs(centre)) / 1e9
    bill["web_acl_request"] = bill["cdn_request"]
    gigabytes = centre.agents * STORED_BYTES / 1e9
    bill["dynamodb_storage"] = bill["dynamodb_backup"] = gigabytes
    bill["connect_minute"] = bill["telephony_minute"] = centre.call_minutes
    return bill


def of_an_agent(centre: Centre) -> dict[str, float]:
    """US dollars an agent and month by service; telephony is not among them."""
    bill = month(centre)
    return {
        service: sum(cost(name, bill[name]) for name in names) / centre.agents
        for service, names in SERVICES.items()
    }


def telephony_of_an_agent(centre: Centre) -> float:
    """What the calls of one agent cost a month, with any such system on Amazon Connect."""
    bill = month(centre)
    return sum(cost(name, bill[name]) for name in TELEPHONY) / centre.agents


def _syncs(centre: Centre) -> float:
    return centre.of_an_agent()["sync"] * centre.agents * DAYS


def _snapshot_bytes(centre: Centre) -> float:
    """Of everybody whom a client shows, and today's calls."""
    shown = max(1.0, centre.present * centre.day.watched)
    return shown * 280 + 200 * 280


def _further_frames(centre: Centre) -> float:
    """A snapshot is metered for each 32 KB; its first is counted as the answer."""
    return _syncs(centre) * max(0.0, _snapshot_bytes(centre) / FRAME - 1)
