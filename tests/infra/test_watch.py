"""Issue 10, point 4: nothing that can fail is without an alarm, and no alarm without a runbook."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from infra.alarms import HEADINGS
from infra.saved_queries import OF_FUNCTIONS, OF_THE_APIS
from local.settings import ROOT
from tests.infra.template import Template, rendered

RUNBOOK = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
SOURCES = [*(ROOT / "layers").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
ALARM = "AWS::CloudWatch::Alarm"


class Watching:
    """Alarms with what they look at, JourCore's outputs resolved."""

    def __init__(self, watch: Template, core: Template) -> None:
        self._core = core
        self.alarms: dict[str, dict[str, Any]] = {
            alarm["AlarmName"]: alarm for alarm in watch.all(ALARM).values()
        }

    def looks_at(self, metric: str, dimension: str) -> set[str]:
        """What of JourCore an alarm watches by this metric."""
        return {
            self._resolved(found["Value"])
            for alarm in self.alarms.values()
            for name, dimensions in _metrics(alarm)
            for found in dimensions
            if (name, found["Name"]) == (metric, dimension)
        }

    def functions(self, metric: str) -> set[str]:
        """The folders of functions that are watched by this metric."""
        names = self.looks_at(metric, "FunctionName")
        return {self._core.folder_of({"Ref": name.strip("${}")}) for name in names}

    def _resolved(self, value: Any) -> str:
        output = self._core.content["Outputs"][value["Fn::GetStackOutput"]["OutputName"]]
        return rendered(output["Value"])


def _metrics(alarm: dict[str, Any]) -> list[tuple[str, list[dict[str, Any]]]]:
    if "MetricName" in alarm:
        return [(alarm["MetricName"], alarm.get("Dimensions", []))]
    stats = [one["MetricStat"]["Metric"] for one in alarm["Metrics"] if "MetricStat" in one]
    return [(metric["MetricName"], metric.get("Dimensions", [])) for metric in stats]


@pytest.fixture(scope="module")
def watching(watch: Template, core: Template) -> Watching:
    return Watching(watch, core)


def test_every_function_that_fails_is_told_of(watching: Watching, core: Template) -> None:
    """By its own rate of errors; by status 5xx where it is behind the HTTP API; or, where its work
    is tried again, by how late that is and by dead letters. A new function that is none of these
    fails here. (flow_numbers runs while deploying, which fails with it.)"""
    behind_api = set(core.routes("HttpApi").values())
    assert watching.looks_at("5xx", "ApiId") == {"${HttpApi}"}
    retried = _fed(core) | _by_rule(core)
    assert set(core.functions()) == behind_api | retried | watching.functions("Errors")
    assert not (behind_api | retried) & watching.functions("Errors"), "one fault, one alarm"


def _fed(core: Template) -> set[str]:
    """Functions that a queue or the stream feeds."""
    mappings = core.all("AWS::Lambda::EventSourceMapping").values()
    return {core.folder_of(mapping["FunctionName"]) for mapping in mappings}


def _by_rule(core: Template) -> set[str]:
    """Functions whose failed asynchronous calls are kept."""
    kept = core.all("AWS::Lambda::EventInvokeConfig").values()
    return {
        core.folder_of(one["FunctionName"])
        for one in kept
        if "OnFailure" in one["DestinationConfig"]
    }


def test_every_dead_letter_rings(watching: Watching, core: Template) -> None:
    """Issue 3: poison records end in a dead-letter queue with an alarm, from the first one on."""
    queues = {f"${{{name}.QueueName}}" for name in core.all("AWS::SQS::Queue")}
    letters = {name for name in queues if "DeadLetters" in name}
    metric = "ApproximateNumberOfMessagesVisible"
    assert watching.looks_at(metric, "QueueName") == letters
    for alarm in watching.alarms.values():
        if alarm.get("MetricName") == metric:
            assert (alarm["Threshold"], alarm["EvaluationPeriods"], alarm["Period"]) == (1, 1, 60)
            assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"


def test_every_queue_of_work_rings_when_it_is_late(watching: Watching, core: Template) -> None:
    """Messages live a day and then are gone without a dead letter. (The sweep's messages to itself
    are minutes old at most: that it runs is watched.)"""
    queues = set(core.all("AWS::SQS::Queue")) - {"SweepEveryMinuteAgain"}
    work = {f"${{{name}.QueueName}}" for name in queues if "DeadLetters" not in name}
    assert watching.looks_at("ApproximateAgeOfOldestMessage", "QueueName") == work


def test_every_reader_of_the_stream_rings_when_it_is_late(
    watching: Watching, core: Template
) -> None:
    """News that come late are wrong on every screen."""
    readers = {
        core.folder_of(mapping["FunctionName"])
        for mapping in core.all("AWS::Lambda::EventSourceMapping").values()
        if "StreamArn" in rendered(mapping["EventSourceArn"])
    }
    assert watching.functions("IteratorAge") == readers


def test_what_connect_waits_for_rings_before_it_gives_up(
    watching: Watching, telephony: Template
) -> None:
    """B3: Connect waits 8 s; one call in a hundred that takes half of it is a warning."""
    asked = watching.functions("Duration")
    assert len(asked) == len(telephony.all("AWS::Connect::IntegrationAssociation"))
    assert asked == {"distance_toggle", "call_routing", "callback_routing"}
    for alarm in watching.alarms.values():
        if alarm.get("MetricName") == "Duration":
            assert alarm["ExtendedStatistic"] == "p99"
            assert alarm["Threshold"] < 8000


def test_a_sweep_that_does_not_run_rings(watching: Watching) -> None:
    """Silence is what it looks like: missing data is the alarm."""
    assert watching.functions("Invocations") == {"sweep"}
    alarm = watching.alarms["jour-sweep-still"]
    assert alarm["TreatMissingData"] == "breaching"
    others = [one for one in watching.alarms.values() if one is not alarm]
    assert {one["TreatMissingData"] for one in others} == {"notBreaching"}


def test_every_alarm_names_its_line_in_the_runbook(watching: Watching) -> None:
    """Whoever is woken reads what it means, how to look and what to do; and no line is left over
    from an alarm that is gone."""
    headings = set(re.findall(r"^### ([a-z-]+)$", RUNBOOK, re.MULTILINE))
    named = set()
    for name, alarm in watching.alarms.items():
        says, _, heading = alarm["AlarmDescription"].partition(" See docs/operate.md#")
        assert says.endswith(".")
        assert name.startswith(f"jour-{heading}")
        named.add(heading)
    assert named == headings == set(HEADINGS)
    for heading in headings:
        text = RUNBOOK.split(f"\n### {heading}\n")[1].split("\n#")[0]
        assert "*Means:*" in text, heading
        assert "*Do:*" in text, heading


def test_the_runbook_names_queries_that_are_saved(watch: Template) -> None:
    """A name that is misspelt there would be looked for at night."""
    saved = {query["Name"] for query in watch.all("AWS::Logs::QueryDefinition").values()}
    flat = " ".join(RUNBOOK.split())
    named = set(re.findall(r"`(Jour/[a-z0-9 ]+)`", flat))
    assert saved == {f"Jour/{name}" for name in (*OF_FUNCTIONS, *OF_THE_APIS)}
    assert named <= saved


def test_alarms_reach_somebody(watch: Template, production: Path) -> None:
    """Every alarm tells the topic, which CloudWatch may write to; in production somebody reads."""
    (topic,) = watch.all("AWS::SNS::Topic")
    for alarm in watch.all(ALARM).values():
        assert [rendered(action) for action in alarm["AlarmActions"]] == [f"${{{topic}}}"]
        assert alarm["OKActions"] == alarm["AlarmActions"]
    assert watch.all("AWS::SNS::Subscription") == {}
    allowed = watch.one("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert {"Service": "cloudwatch.amazonaws.com"} in [one["Principal"] for one in allowed]
    told = Template.read(production, "JourWatch").one("AWS::SNS::Subscription")
    assert (told["Protocol"], told["Endpoint"]) == ("email", "larm@jour.example.se")


def test_figures_that_are_shown_or_watched_are_counted(watch: Template) -> None:
    """A metric whose name is misspelt on the dashboard shows an even nothing for ever."""
    source = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    board = json.dumps(watch.all("AWS::CloudWatch::Dashboard"))
    shown = set(re.findall(r'\[\\*"Jour\\*",\\*"(\w+)\\*"', board))
    shown |= {
        metric["MetricStat"]["Metric"]["MetricName"]
        for alarm in watch.all(ALARM).values()
        for metric in alarm.get("Metrics", [])
        if metric.get("MetricStat", {}).get("Metric", {}).get("Namespace") == "Jour"
    }
    assert len(shown) > 30
    composed = ("Agents", "Contacts", "Push", "WebPush", "Sms")
    for name in shown:
        by_value = any(f'f"{prefix}{{' in source and name.startswith(prefix) for prefix in composed)
        assert f'"{name}"' in source or by_value, name


def test_watching_keeps_nothing_from_going(core: Template, watch: Template) -> None:
    """An export that JourWatch imported would keep JourCore from letting a function go."""
    assert "Fn::ImportValue" not in json.dumps(watch.content)
    assert core.all(ALARM) == {}
