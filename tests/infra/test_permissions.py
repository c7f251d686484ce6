"""What each function may do: what its code calls, and nothing else (issue 10).

The code is read, not run: from the handler on, every function it calls or hands on is followed by
the types as they are written (tests/infra/reach.py), down to boto3's clients, and each action that
is found has to stand in the function's policy. Nothing else may stand there but what Lambda itself
needs to feed the function, which follows from the template's own mappings. So a permission that the
code no longer uses fails as one does that it lacks, in branches too that only a fault leads to,
which a record of what happens in tests would miss. Reading takes some seconds for all functions.

What is written down here is what no code tells: on which resource a client is used.
"""

import json
from typing import Any

import pytest

from tests.infra.called import called, reached, untyped
from tests.infra.source import FUNCTIONS
from tests.infra.template import Template, as_list, rendered

TABLE, INDEX, STREAM = "${Table.Arn}", "${Table.Arn}/index/by_org", "${Table.StreamArn}"
FOLLOW = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
}
RECEIVE = {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"}
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}
_ARN = "arn:${AWS::Partition}"
_API = f"{_ARN}:execute-api:eu-central-1:${{AWS::AccountId}}:${{SocketApi}}/ws"
PUSH = {verb: f"{_API}/{verb}/@connections/*" for verb in ("POST", "DELETE")}
_SES = f"{_ARN}:ses:eu-central-1:${{AWS::AccountId}}"
_CONNECT = f"{_ARN}:connect:eu-central-1:${{AWS::AccountId}}"
INSTANCE = f"{_CONNECT}:instance/${{ConnectInstanceId}}"
CONTACTS = f"{INSTANCE}/contact/*"
NUMBERS = ("${ConnectInstanceArn}", f"{_CONNECT}:phone-number/*")
FLOWS = ("${DistanceToggleFlow.ContactFlowArn}", "${CustomerCallFlow.ContactFlowArn}")
# A telephone number has no ARN.
ANY_NUMBER = f"all but {_ARN}:sns:*:*:*"

Places = dict[str, tuple[str, tuple[str, ...]]]
PLACES: Places = {
    "table": ("dynamodb", (TABLE,)),
    "index": ("dynamodb", (INDEX,)),
    **{verb: ("execute-api", (connections,)) for verb, connections in PUSH.items()},
    "jour.secret_wiring.Secrets.read_front": ("secretsmanager", ("${FrontSecret}",)),
    "jour.secret_wiring.Secrets.read_peppers": ("secretsmanager", ("${PepperSecret}",)),
    "jour.secret_wiring.Secrets.read_vapid_keys": ("secretsmanager", ("${WebPushKeys}",)),
    "jour.rotation_queue.RotationQueue._send": ("sqs", ("${RotationQueue.Arn}",)),
    "jour.sms_queue.SmsQueue.announce": ("sqs", ("${TextsQueue.Arn}",)),
    "jour.push_queue.PushQueue.put": ("sqs", ("${WebPushOrdersQueue.Arn}",)),
    "jour.chat_mail_queue.ChatMailQueue.announce": ("sqs", ("${ChatMailQueue.Arn}",)),
    "jour.sweep.schedule_rest": ("sqs", ("${SweepEveryMinuteAgain.Arn}",)),
    "jour.mail.Mailer.send": (
        "ses",
        (f"{_SES}:identity/${{SenderAddress}}", f"{_SES}:configuration-set/${{MailSet}}"),
    ),
    "jour.sms_sender.SmsSender.send": ("sns", (ANY_NUMBER,)),
    "jour.contact_lookup.ContactLookup.is_over": ("connect", (CONTACTS,)),
    "jour.conference_invites.ConferenceInvites.ring": ("connect", (CONTACTS,)),
    "jour.outbound_voice.OutboundVoice._ring": ("connect", (CONTACTS,)),
    "jour.connect_users.ConnectUsers._search": ("connect", (INSTANCE, f"{INSTANCE}/agent/*")),
    "jour.flow_numbers.FlowNumbers._ids": ("connect", NUMBERS),
    "jour.flow_numbers.FlowNumbers.tie": ("connect", (*NUMBERS, *FLOWS)),
    "jour.flow_numbers.FlowNumbers._untie": ("connect", NUMBERS),
}
"""Where our code calls AWS: which service, and what of ours it is about there."""

Permissions = dict[str, set[str]]
HANDLERS = sorted(path.parent.name for path in FUNCTIONS.glob("*/handler.py"))


def _add(permissions: Permissions, resource: str, *actions: str) -> None:
    permissions.setdefault(resource, set()).update(actions)


def _needed_by_code(folder: str) -> Permissions:
    needed: Permissions = {}
    for action, place in called(reached(folder)):
        service, resources = PLACES[place]
        for resource in resources:
            _add(needed, resource, f"{service}:{action}")
    return needed


def _needed_by_lambda(stack: Template, folder: str) -> Permissions:
    """What feeds the function uses its role: to read, to keep what failed, to log."""
    log_group = rendered(stack.functions()[folder]["LoggingConfig"]["LogGroup"])
    needed: Permissions = {log_group.replace("}", ".Arn}"): set(LOGS)}
    for mapping in stack.all("AWS::Lambda::EventSourceMapping").values():
        if stack.folder_of(mapping["FunctionName"]) == folder:
            fed_by = rendered(mapping["EventSourceArn"])
            _add(needed, fed_by, *(FOLLOW if fed_by == STREAM else RECEIVE))
            _keep_failed(needed, mapping)
    for invoked in stack.all("AWS::Lambda::EventInvokeConfig").values():
        if stack.folder_of(invoked["FunctionName"]) == folder:
            _keep_failed(needed, invoked)
    return needed


def _keep_failed(needed: Permissions, by: dict[str, Any]) -> None:
    destination = by.get("DestinationConfig", {}).get("OnFailure")
    if destination:
        _add(needed, rendered(destination["Destination"]), "sqs:SendMessage")


def _allowed(stack: Template, folder: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for statement in stack.statements(stack.functions()[folder]["Role"]):
        assert statement["Effect"] == "Allow"
        for resource in _resources(statement):
            found.setdefault(resource, set()).update(as_list(statement["Action"]))
    return found


def _resources(statement: dict[str, Any]) -> list[str]:
    if "NotResource" in statement:
        return [f"all but {rendered(resource)}" for resource in as_list(statement["NotResource"])]
    return [rendered(resource) for resource in as_list(statement["Resource"])]


@pytest.mark.parametrize("folder", HANDLERS)
def test_permissions_are_what_the_code_calls(deployed: dict[str, Template], folder: str) -> None:
    """Issue 10: each function's policy and what it calls agree both ways, nothing missing and
    nothing unused; a function of its own role each (issue 2)."""
    stack = deployed[folder]
    needed = _needed_by_lambda(stack, folder)
    for resource, actions in _needed_by_code(folder).items():
        _add(needed, resource, *actions)
    assert _allowed(stack, folder) == needed


@pytest.mark.parametrize("folder", HANDLERS)
def test_the_derivation_is_not_blind(folder: str) -> None:
    """Nothing that could call AWS is called of a value whose type nobody has written."""
    assert untyped(reached(folder)) == set()


def test_every_place_is_used() -> None:
    """A place that nothing reaches any more is taken out of the list."""
    used = {place for folder in HANDLERS for _, place in called(reached(folder))}
    assert used == set(PLACES)


def test_parts_of_a_transaction_are_actions_of_their_own() -> None:
    """A login checks its user at the commit and deletes nothing; the derivation can tell."""
    login = {action for action, place in called(reached("login")) if place == "table"}
    assert "ConditionCheckItem" in login
    assert "DeleteItem" not in login
    assert ("DeleteItem", "table") in called(reached("calls"))


def test_no_wildcard_action_anywhere(core: Template, edge: Template, telephony: Template) -> None:
    """Issue 2: no `*` actions. (What a queue or bucket denies to everybody may say `*`.)"""
    for template in (core, edge, telephony):
        for kind in ("AWS::IAM::Policy", "AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy"):
            for policy in template.all(kind).values():
                for statement in policy["PolicyDocument"]["Statement"]:
                    actions = as_list(statement["Action"])
                    assert statement["Effect"] == "Deny" or "*" not in json.dumps(actions)


def test_wildcard_resources_are_the_known_ones(core: Template, telephony: Template) -> None:
    """Ids of connections, contacts and numbers are unknown beforehand: reasons in infra/."""
    assert _stars(core) == {
        *PUSH.values(),
        CONTACTS,
        f"{INSTANCE}/agent/*",
        ANY_NUMBER,
    }
    assert _stars(telephony) == {f"{_CONNECT}:phone-number/*"}


def _stars(stack: Template) -> set[str]:
    return {
        resource
        for policy in stack.all("AWS::IAM::Policy").values()
        for statement in policy["PolicyDocument"]["Statement"]
        for resource in _resources(statement)
        if "*" in resource
    }


def test_only_api_gateway_has_a_managed_policy(core: Template, telephony: Template) -> None:
    """The account-wide logging role is the one exception, and is for API Gateway alone."""
    managed = {
        name
        for stack in (core, telephony)
        for name, role in stack.all("AWS::IAM::Role").items()
        if role.get("ManagedPolicyArns")
    }
    assert managed == {"ApiLoggingRole"}
