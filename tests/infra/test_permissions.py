"""What each function may do: all of it, and nothing else."""

import json
from typing import Any

import pytest

from tests.infra.template import Template, as_list, rendered

READ = {"dynamodb:GetItem", "dynamodb:Query"}
CHANGE = {*READ, "dynamodb:UpdateItem"}
EDIT = {
    *CHANGE,
    "dynamodb:BatchGetItem",
    "dynamodb:ConditionCheckItem",
    "dynamodb:DeleteItem",
}
TABLE, INDEX, STREAM = "${Table.Arn}", "${Table.Arn}/index/by_org", "${Table.StreamArn}"
SEND = {"sqs:SendMessage"}
FOLLOW = {
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
}
_API = "arn:${AWS::Partition}:execute-api:eu-central-1:${AWS::AccountId}:${SocketApi}/ws"
PUSH = {
    f"{_API}/POST/@connections/*": {"execute-api:ManageConnections"},
    f"{_API}/DELETE/@connections/*": {"execute-api:ManageConnections"},
}

_SES = "arn:${AWS::Partition}:ses:eu-central-1:${AWS::AccountId}"

ALLOWED: dict[str, dict[str, set[str]]] = {
    "login": {
        TABLE: {
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:UpdateItem",
            "dynamodb:ConditionCheckItem",
        },
        "${PepperSecret}": {"secretsmanager:GetSecretValue"},
    },
    "password": {
        TABLE: {*CHANGE, "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem"},
        "${PepperSecret}": {"secretsmanager:GetSecretValue"},
        "${RotationQueue.Arn}": SEND,
    },
    "password_rotation": {
        TABLE: {"dynamodb:GetItem", "dynamodb:UpdateItem"},
        INDEX: {"dynamodb:Query"},
        "${PepperSecret}": {"secretsmanager:GetSecretValue"},
        "${RotationQueue.Arn}": {
            *SEND,
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
        },
        f"{_SES}:identity/${{SenderAddress}}": {"ses:SendEmail"},
        f"{_SES}:configuration-set/${{MailSet}}": {"ses:SendEmail"},
    },
    "notifications": {
        TABLE: {"dynamodb:GetItem", "dynamodb:UpdateItem"},
        "${MailDeadLettersQueue.Arn}": SEND,
    },
    "authorizer": {TABLE: {"dynamodb:GetItem", "dynamodb:BatchGetItem"}},
    "ws_presence": {
        TABLE: EDIT,
        INDEX: {"dynamodb:Query"},
        "${TextsQueue.Arn}": SEND,
        **PUSH,
    },
    "presence_fanout": {
        TABLE: EDIT,
        INDEX: {"dynamodb:Query"},
        STREAM: FOLLOW,
        "${FanoutStreamDeadLettersQueue.Arn}": SEND,
        "${TextsQueue.Arn}": SEND,
        "${WebPushOrdersQueue.Arn}": SEND,
        **PUSH,
    },
    "push": {
        TABLE: {"dynamodb:BatchGetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"},
        "${WebPushKeys}": {"secretsmanager:GetSecretValue"},
    },
    "web_push": {
        TABLE: {
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
        },
        "${WebPushKeys}": {"secretsmanager:GetSecretValue"},
        "${WebPushOrdersQueue.Arn}": {
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
        },
    },
    "presence_log": {
        TABLE: {"dynamodb:PutItem"},
        STREAM: FOLLOW,
        "${LogStreamDeadLettersQueue.Arn}": SEND,
    },
    "sweep": {
        TABLE: {*CHANGE, "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"},
        **PUSH,
        INDEX: {"dynamodb:Query"},
        "${RotationQueue.Arn}": SEND,
        "${SweepEveryMinuteDeadLettersQueue.Arn}": SEND,
        "${SweepEveryMinuteAgain.Arn}": {
            *SEND,
            "sqs:ReceiveMessage",
            "sqs:DeleteMessage",
            "sqs:GetQueueAttributes",
        },
    },
    "groups": {TABLE: EDIT, INDEX: {"dynamodb:Query"}},
    "admin": {
        TABLE: EDIT,
        INDEX: {"dynamodb:Query"},
        "${PepperSecret}": {"secretsmanager:GetSecretValue"},
        "${RotationQueue.Arn}": SEND,
        "${TextsQueue.Arn}": SEND,
    },
    "users_import": {TABLE: EDIT, "${RotationQueue.Arn}": SEND},
    "phone_book": {
        TABLE: {
            "dynamodb:BatchGetItem",
            "dynamodb:BatchWriteItem",
            "dynamodb:Query",
            "dynamodb:UpdateItem",
        },
    },
    "call_lists": {TABLE: {*CHANGE, "dynamodb:BatchGetItem", "dynamodb:BatchWriteItem"}},
}
_CONNECT = "arn:${AWS::Partition}:connect:eu-central-1:${AWS::AccountId}"
TIE, UNTIE = "connect:AssociatePhoneNumberContactFlow", "connect:DisassociatePhoneNumberContactFlow"
FIND = "connect:ListPhoneNumbersV2"
HAND_OUT = {*CHANGE, "dynamodb:DeleteItem"}
CONTACTS = f"{_CONNECT}:instance/${{ConnectInstanceId}}/contact/*"
ALLOWED |= {
    "call_routing": {
        TABLE: {*HAND_OUT, "dynamodb:ConditionCheckItem"},
        INDEX: {"dynamodb:Query"},
        CONTACTS: {"connect:StartOutboundVoiceContact"},
        **PUSH,
    },
    "calls": {TABLE: EDIT, INDEX: {"dynamodb:Query"}},
    "callback_routing": {TABLE: {"dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"}},
    "callbacks": {
        TABLE: {
            "dynamodb:GetItem",
            "dynamodb:BatchGetItem",
            "dynamodb:UpdateItem",
            "dynamodb:DeleteItem",
        },
        CONTACTS: {"connect:StartOutboundVoiceContact"},
    },
    "contact_events": {
        TABLE: HAND_OUT,
        "${ContactsDeadLettersQueue.Arn}": SEND,
        **PUSH,
    },
    "distance_toggle": {
        TABLE: {
            "dynamodb:BatchGetItem",
            "dynamodb:UpdateItem",
            "dynamodb:ConditionCheckItem",
        },
        "${PepperSecret}": {"secretsmanager:GetSecretValue"},
    },
    "flow_numbers": {
        "${ConnectInstanceArn}": {FIND, TIE, UNTIE},
        f"{_CONNECT}:phone-number/*": {FIND, TIE, UNTIE},
        "${DistanceToggleFlow.ContactFlowArn}": {TIE},
        "${CustomerCallFlow.ContactFlowArn}": {TIE},
    },
}
ALLOWED["sweep"][CONTACTS] = {"connect:DescribeContact"}
ALLOWED["sms"] = {
    TABLE: {"dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"},
    "${TextsQueue.Arn}": {
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
    },
    # A telephone number has no ARN.
    "all but arn:${AWS::Partition}:sns:*:*:*": {"sns:Publish"},
}
for _announces in ("call_routing", "sweep"):
    ALLOWED[_announces]["${TextsQueue.Arn}"] = SEND
ALLOWED["presence_fanout"]["${ChatMailQueue.Arn}"] = SEND
ALLOWED["chat"] = {
    TABLE: {*EDIT, "dynamodb:BatchWriteItem", "dynamodb:PutItem"},
    INDEX: {"dynamodb:Query"},
    **PUSH,
}
ALLOWED["chat_mail"] = {
    TABLE: CHANGE,
    "${ChatMailQueue.Arn}": {
        "sqs:ReceiveMessage",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
    },
    f"{_SES}:identity/${{SenderAddress}}": {"ses:SendEmail"},
    f"{_SES}:configuration-set/${{MailSet}}": {"ses:SendEmail"},
}
INSTANCE = f"{_CONNECT}:instance/${{ConnectInstanceId}}"
ALLOWED["admin"] |= {place: {"connect:SearchUsers"} for place in (INSTANCE, f"{INSTANCE}/agent/*")}
LOGS = {"logs:CreateLogStream", "logs:PutLogEvents"}


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


def test_the_table_names_every_function(deployed: dict[str, Template]) -> None:
    """A new function has its permissions written down here, whichever stack deploys it."""
    assert set(ALLOWED) == set(deployed)


@pytest.mark.parametrize("folder", ALLOWED)
def test_exact_permissions(deployed: dict[str, Template], folder: str) -> None:
    """Issue 2: one role per function; a permission more or less than these is a mistake."""
    stack = deployed[folder]
    log_group = rendered(stack.functions()[folder]["LoggingConfig"]["LogGroup"])
    own_logs = log_group.replace("}", ".Arn}")
    assert _allowed(stack, folder) == {**ALLOWED[folder], own_logs: LOGS}


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
        *PUSH,
        CONTACTS,
        f"{INSTANCE}/agent/*",
        "all but arn:${AWS::Partition}:sns:*:*:*",
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
