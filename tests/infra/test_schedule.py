"""The sweep's clock."""

from tests.infra.template import Template, rendered


def test_sweep_runs_every_minute(core: Template) -> None:
    """Issue 3: a sweep once a minute makes expiry visible."""
    rule = core.all("AWS::Events::Rule")["SweepEveryMinuteRule"]
    assert rule["ScheduleExpression"] == "rate(1 minute)"
    (target,) = rule["Targets"]
    assert core.folder_of(target["Arn"]) == "sweep"
    assert rendered(target["DeadLetterConfig"]["Arn"]) == "${SweepEveryMinuteDeadLettersQueue.Arn}"


def test_failed_sweeps_are_kept_not_repeated(core: Template) -> None:
    """The next minute does the same work; but that it failed must be seen."""
    config = core.all("AWS::Lambda::EventInvokeConfig")["SweepEveryMinuteFailedRuns"]
    assert core.folder_of(config["FunctionName"]) == "sweep"
    assert config["MaximumRetryAttempts"] == 0
    destination = config["DestinationConfig"]["OnFailure"]["Destination"]
    assert rendered(destination) == "${SweepEveryMinuteDeadLettersQueue.Arn}"


def test_sweep_is_run_again_by_its_own_messages(core: Template) -> None:
    """D10: within 90 s, which a schedule of once a minute and a lease of 75 s cannot keep."""
    (mapping,) = (
        mapping
        for mapping in core.all("AWS::Lambda::EventSourceMapping").values()
        if rendered(mapping["EventSourceArn"]) == "${SweepEveryMinuteAgain.Arn}"
    )
    assert core.folder_of(mapping["FunctionName"]) == "sweep"
    url = core.functions()["sweep"]["Environment"]["Variables"]["JOUR_SWEEP_QUEUE"]
    assert rendered(url) == "${SweepEveryMinuteAgain}"


def test_a_slow_sweep_is_not_started_twice(core: Template) -> None:
    """A message is hidden for as long as the function that has it may run."""
    queue = core.all("AWS::SQS::Queue")["SweepEveryMinuteAgain"]
    assert queue["VisibilityTimeout"] >= core.functions()["sweep"]["Timeout"]
    dead_letters = rendered(queue["RedrivePolicy"]["deadLetterTargetArn"])
    assert dead_letters == "${SweepEveryMinuteDeadLettersQueue.Arn}"
