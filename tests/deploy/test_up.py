"""Issue 10, point 1: one command deploys the stacks in order, each with all its parameters."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from deploy.parameters import (
    CORE,
    EDGE,
    NOWHERE_YET,
    TELEPHONY,
    WATCH,
    Values,
    digest,
    parameters,
    stacks,
)
from deploy.up import deploy_stacks
from infra.environment import Environment
from local.failure import Failure
from tests.infra.test_environment import INSTANCE

BARE = Environment(name="dev", production=False, account="111111111111", sender_address="a@b.se")
WHOLE = Environment(
    name="prod",
    account="111111111111",
    domain="jour.example.se",
    certificate_arn="arn:aws:acm:us-east-1:111111111111:certificate/"
    "12345678-1234-1234-1234-123456789012",
    sender_address="no-reply@jour.example.se",
    connect_instance_arn=INSTANCE,
    service_number="+46846500401",
    customer_numbers=("+46846500410", "+46846500411"),
    softphone_url="https://x.my.connect.aws/ccp-v2/",
    alarm_address="larm@jour.example.se",
)
MADE: Values = {
    CORE: {"TableName": "t"},
    TELEPHONY: {"InviteFlowId": "i", "CallbackFlowId": "c", "SoftphoneCallbackFlowId": "s"},
    EDGE: {"Address": "https://d1.cloudfront.net"},
    WATCH: {"AlarmTopicArn": "arn"},
}
FLOWS = ("InviteFlowId", "CallbackFlowId", "SoftphoneCallbackFlowId")


@dataclass
class FakeAws:
    """An account: deploying a stack makes its outputs."""

    stacks: dict[str, dict[str, str]] = field(default_factory=dict)
    done: list[str] = field(default_factory=list)
    synthesised: list[str] = field(default_factory=list)
    takes: set[str] | None = None

    def synthesise(self, given: Values) -> None:
        self.synthesised.append(digest(given[CORE]))

    def declared(self, stack: str) -> set[str]:
        every = {name for values in parameters(WHOLE, MADE).values() for name in values}
        return every if self.takes is None else self.takes

    def deploy(self, stack: str, values: Mapping[str, str], *, ask: bool) -> None:
        self.done.append(stack)
        self.stacks[stack] = dict(values)

    def outputs(self) -> Values:
        return {stack: MADE[stack] for stack in self.stacks}


def test_the_first_time_core_is_told_what_the_others_made() -> None:
    """No step by hand: flows' ids get from JourTelephony to JourCore, which is deployed twice."""
    aws = FakeAws()
    deploy_stacks(WHOLE, aws, aws.outputs, ask=False)
    assert aws.done == [CORE, TELEPHONY, EDGE, WATCH, CORE]
    assert [aws.stacks[CORE][name] for name in FLOWS] == ["i", "c", "s"]
    # New values are a new version of what is shifted gradually: the second template says so.
    assert len(set(aws.synthesised)) == 2


def test_from_then_on_once_is_enough() -> None:
    """What the stacks said before is given from the start."""
    aws = FakeAws()
    deploy_stacks(WHOLE, aws, aws.outputs, ask=False)
    aws.done.clear()
    deploy_stacks(WHOLE, aws, aws.outputs, ask=False)
    assert aws.done == [CORE, TELEPHONY, EDGE, WATCH]


def test_without_telephony_and_domain_it_ends_the_same_way() -> None:
    """CloudFront's own name becomes the client's origin once it is known."""
    aws = FakeAws()
    deploy_stacks(BARE, aws, aws.outputs, ask=False)
    assert aws.done == [CORE, EDGE, CORE]
    assert aws.stacks[CORE]["AllowedOrigins"] == "https://d1.cloudfront.net"
    assert aws.stacks[CORE]["ConnectInstanceId"] == ""
    assert parameters(BARE, {})[CORE]["AllowedOrigins"] == NOWHERE_YET


def test_alarms_exist_where_somebody_hears_of_them() -> None:
    """Issue 10.7: they are most of what an idle deployment costs; production always has them."""
    assert WATCH in stacks(replace(BARE, production=True))
    assert WATCH in stacks(replace(BARE, alarm_address="larm@jour.example.se"))
    assert WATCH in stacks(replace(BARE, watch=True))
    assert WATCH not in stacks(replace(WHOLE, watch=False))


def test_flows_of_an_instance_that_is_given_up_are_forgotten() -> None:
    """JourTelephony may stand until somebody deletes it; nothing rings through it any more."""
    assert {parameters(BARE, MADE)[CORE][name] for name in FLOWS} == {""}


def test_a_value_that_no_stack_takes_is_not_lost() -> None:
    """A renamed parameter stops the deployment before it begins."""
    aws = FakeAws(takes={"AllowedOrigins"})
    with pytest.raises(Failure, match="JourCore has no parameter"):
        deploy_stacks(WHOLE, aws, aws.outputs, ask=False)
    assert aws.done == []


def test_every_value_of_the_file_reaches_its_stack() -> None:
    """As the stacks' own descriptions want them."""
    given = parameters(WHOLE, MADE)
    assert given[TELEPHONY] == {
        "ConnectInstanceArn": INSTANCE,
        "ServiceNumber": "+46846500401",
        "CustomerNumbers": "+46846500410,+46846500411",
        "SoftphoneClient": "https://jour.example.se",
    }
    assert given[EDGE] == {"SoftphoneOrigin": "https://x.my.connect.aws"}
    assert given[CORE]["AllowedOrigins"] == "https://jour.example.se"
    assert given[CORE]["ConnectInstanceId"] == INSTANCE.rpartition("/")[2]
