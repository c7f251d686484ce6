"""Functions that follow the table's stream, and which of its records they see.

The patterns look at values that are there (`beat` is true or false), because `exists` cannot be
asked of a DynamoDB attribute: it looks at leaves only, and an attribute is a node {"BOOL": …}.
"""

import json
from collections.abc import Sequence
from typing import Any

from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.dead_letters import DeadLetters
from infra.function import JourFunction
from infra.table import SingleTable

Pattern = dict[str, Any]

_LOGIN: Pattern = {"Keys": {"sk": {"S": [{"prefix": "SESSION#"}]}}}
_LOGIN_OR_CHAT: Pattern = {"Keys": {"sk": {"S": [{"prefix": "SESSION#"}, "HEAD"]}}}
# What is no news, such as a heartbeat, writes beat = true; every other write beat = false.
LOGIN_NEWS: Pattern = {"dynamodb": {**_LOGIN, "NewImage": {"beat": {"BOOL": [False]}}}}
# A write that says nothing of `beat` counts as news: better one push too many than one too few.
LOGIN_UNMARKED: Pattern = {
    "dynamodb": {**_LOGIN, "NewImage": {"beat": {"BOOL": [{"exists": False}]}}}
}
LOGIN_GONE: Pattern = {"eventName": ["REMOVE"], "dynamodb": _LOGIN}

# Calls in the queue and their ends; that a caller is still there is written on the ticket alone.
CONTACTS: Pattern = {
    "eventName": ["INSERT", "MODIFY"],
    "dynamodb": {"Keys": {"sk": {"S": ["CONTACT"]}}},
}

# Messages of chats, and mails about them, which are written down to be sent.
WRITTEN: Pattern = {
    "eventName": ["INSERT"],
    "dynamodb": {"Keys": {"sk": {"S": [{"prefix": "MSG#"}, "CHAT_MAIL"]}}},
}

LOGINS = (LOGIN_NEWS, LOGIN_UNMARKED, LOGIN_GONE)
# A mapping has five patterns at most: heads of chats, of which a customer's heartbeat is no news
# either, share one with logins.
NEWS_OF_ALL: Pattern = {
    "dynamodb": {**_LOGIN_OR_CHAT, "NewImage": {"beat": {"BOOL": [False]}}},
}
EVERYTHING = (NEWS_OF_ALL, LOGIN_UNMARKED, LOGIN_GONE, CONTACTS, WRITTEN)

_STREAM_ACTIONS = (
    "dynamodb:DescribeStream",
    "dynamodb:GetRecords",
    "dynamodb:GetShardIterator",
    "dynamodb:ListStreams",
)


class StreamConsumer(Construct):
    """Feeds a function from the table's stream; what fails for good goes to dead letters."""

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        table: SingleTable,
        consumer: JourFunction,
        starting_position: str,
        patterns: Sequence[Pattern],
    ) -> None:
        super().__init__(scope, id)
        self.dead_letters = DeadLetters(self, "DeadLetters", of=consumer.folder)
        consumer.allow(*_STREAM_ACTIONS, on=[table.stream_arn])
        consumer.allow("sqs:SendMessage", on=[self.dead_letters.arn])
        self.mapping = lambda_.CfnEventSourceMapping(
            self,
            "Mapping",
            function_name=consumer.function.function_name,
            event_source_arn=table.stream_arn,
            starting_position=starting_position,
            batch_size=100,
            bisect_batch_on_function_error=True,
            maximum_retry_attempts=10,
            maximum_record_age_in_seconds=60 * 60,
            function_response_types=["ReportBatchItemFailures"],
            filter_criteria=_filters(patterns),
            destination_config=_on_failure(self.dead_letters),
        )
        # Lambda tries the role when the mapping is made: its policy has to be there by then.
        self.mapping.node.add_dependency(consumer.role)


def _filters(
    patterns: Sequence[Pattern],
) -> lambda_.CfnEventSourceMapping.FilterCriteriaProperty:
    filters = [
        lambda_.CfnEventSourceMapping.FilterProperty(pattern=json.dumps(pattern))
        for pattern in patterns
    ]
    return lambda_.CfnEventSourceMapping.FilterCriteriaProperty(filters=filters)


def _on_failure(
    dead_letters: DeadLetters,
) -> lambda_.CfnEventSourceMapping.DestinationConfigProperty:
    return lambda_.CfnEventSourceMapping.DestinationConfigProperty(
        on_failure=lambda_.CfnEventSourceMapping.OnFailureProperty(destination=dead_letters.arn)
    )
