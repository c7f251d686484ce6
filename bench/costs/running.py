"""What a deployment costs while nobody uses it, from its synthesised templates."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bench.costs.bill import Bill, charged
from bench.costs.prices import always_free
from bench.operations import actions, sizes
from jour.sweep import DELAYS_S

MINUTES = 365 * 24 * 60 / 12
"""Of a month."""
SECONDS = MINUTES * 60
SWEEPS_A_MINUTE = 1 + len(DELAYS_S)
POLLERS = 2
"""Lambda's, of a queue with little traffic; with more it is five and more
(docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html)."""
POLL_S = 20
"""A long poll's."""
IDLE_S = 0.06
"""How long the sweep of one organisation runs: some queries, one after another. Assumed."""
LOG_BYTES = 600
"""What Lambda writes of an invocation by itself (START, END, REPORT), and a line of ours."""
Resource = Mapping[str, Any]


def idle(templates: Iterable[Path], organisations: int = 1) -> dict[str, float]:
    """Units a month of what these templates deploy."""
    resources = [one for path in templates for one in _resources(path)]
    bill: Bill = defaultdict(float)
    for one in resources:
        _add(bill, one["Type"], one.get("Properties", {}))
    # The first dashboards are free if they are small.
    bill["dashboard"] = _paid_dashboards(resources)
    queues = [r for r in resources if _reads_a_queue(r)]
    bill["sqs_request"] += len(queues) * POLLERS * MINUTES * 60 / POLL_S
    if any(_runs_every_minute(r) for r in resources):
        for name, units in _sweeps(resources, organisations).items():
            bill[name] += units
    return {name: units for name, units in bill.items() if units}


def _add(bill: Bill, kind: str, has: Mapping[str, Any]) -> None:
    match kind:
        case "AWS::SecretsManager::Secret":
            bill["secret"] += 1
        case "AWS::KMS::Key":
            bill["kms_key"] += 1
        case "AWS::CloudWatch::Alarm":
            bill["alarm_metric"] += alarmed_metrics(has)
        case "AWS::CloudWatch::CompositeAlarm":
            bill["composite_alarm"] += 1
        case "AWS::WAFv2::WebACL":
            bill["web_acl"] += 1
            bill["web_rule"] += len(has.get("Rules", ()))
        case "AWS::Lambda::Alias":
            kept = has.get("ProvisionedConcurrencyConfig")
            if kept:
                # No deployment has any (decision 50); a bill without them would be wrong.
                raise ValueError("provisioned concurrency is paid for while idle: bill it here")


def alarmed_metrics(alarm: Mapping[str, Any]) -> int:
    """How many metrics an alarm looks at; each is paid for."""
    return sum("MetricStat" in one for one in alarm.get("Metrics", ())) or 1


def shown_metrics(dashboard: Mapping[str, Any]) -> int:
    """How many metrics a dashboard's graphs name."""
    body = dashboard["DashboardBody"]
    if not isinstance(body, str):
        body = "".join(p if isinstance(p, str) else "x" for p in body["Fn::Join"][1])
    widgets = json.loads(body)["widgets"]
    rows = [row for one in widgets for row in one["properties"].get("metrics", ())]
    return sum(not isinstance(row[0], dict) for row in rows)


def _paid_dashboards(resources: Iterable[Resource]) -> int:
    boards = [r["Properties"] for r in resources if r["Type"] == "AWS::CloudWatch::Dashboard"]
    free = always_free()
    small = sum(shown_metrics(board) <= free["small_dashboard_metrics"] for board in boards)
    return len(boards) - min(small, int(free["small_dashboard"]))


def _reads_a_queue(resource: Resource) -> bool:
    if resource["Type"] != "AWS::Lambda::EventSourceMapping":
        return False
    return "StreamArn" not in json.dumps(resource["Properties"]["EventSourceArn"])


def _runs_every_minute(resource: Resource) -> bool:
    properties = resource.get("Properties", {})
    return bool(properties.get("ScheduleExpression") == "rate(1 minute)")


def _sweeps(resources: Iterable[Resource], organisations: int) -> Bill:
    """The sweep of organisations in which nobody is."""
    memory = next(
        r["Properties"].get("MemorySize", 128)
        for r in resources
        if r["Type"] == "AWS::Lambda::Function"
        and str(r["Properties"].get("Description", "")).endswith(": sweep")
    )
    known = actions()
    first, rest = known["sweep, started by the clock"].asked, known["sweep"].asked
    month = (first + rest * (SWEEPS_A_MINUTE - 1)) * MINUTES
    gb_s = {"sweep": memory / 1024 * IDLE_S * organisations}
    items = sizes().items
    bill = charged(
        month,
        whole_bytes=items["organisation"],
        row_bytes=items["ticket"],
        gb_s=gb_s,
        log_bytes=LOG_BYTES,
    )
    # Messages of the sweep to itself: sent in one request a minute, received and deleted each.
    bill["sqs_request"] = MINUTES * (1 + 2 * (SWEEPS_A_MINUTE - 1))
    return bill


def _resources(template: Path) -> list[Resource]:
    content = json.loads(template.read_text(encoding="utf-8"))
    return list(content["Resources"].values())
