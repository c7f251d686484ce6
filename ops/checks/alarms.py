"""Alarms, which are JourWatch's."""

from typing import Any

from ops.checks.check import Check, Verdict, either, failed, unknown
from ops.place import Place


def _alarms(place: Place) -> list[str]:
    pages = place.client("cloudformation").get_paginator("list_stack_resources")
    found: list[Any] = [
        one
        for page in pages.paginate(StackName="JourWatch")
        for one in page["StackResourceSummaries"]
    ]
    return [
        one["PhysicalResourceId"]
        for one in found
        if one["ResourceType"] == "AWS::CloudWatch::Alarm"
    ]


def alarms(place: Place) -> Verdict:
    names = _alarms(place)
    if not names:
        return failed("there are none")
    watch = place.client("cloudwatch")
    told = [
        alarm
        for start in range(0, len(names), 100)
        for alarm in watch.describe_alarms(AlarmNames=names[start : start + 100])["MetricAlarms"]
    ]
    ringing = [a["AlarmName"] for a in told if a["StateValue"] == "ALARM"]
    if ringing:
        return failed(f"ringing: {', '.join(ringing)}")
    if len(told) < len(names):
        return unknown(f"{len(told)} of {len(names)} found")
    return either(True, f"{len(told)} quiet")


def recipients(place: Place) -> Verdict:
    """An alarm that tells nobody is none."""
    names = _alarms(place)
    told = place.client("cloudwatch").describe_alarms(AlarmNames=names[:100])["MetricAlarms"]
    silent = [alarm["AlarmName"] for alarm in told if not alarm.get("AlarmActions")]
    return either(not silent, f"{len(silent)} tell nobody" if silent else "all tell somebody")


ALARMS = (
    Check("alarms.quiet", alarms, "See docs/operate.md for each alarm."),
    Check(
        "alarms.recipients",
        recipients,
        "Deploy JourWatch with an address for alarms (-c alarm_address=…).",
    ),
)
