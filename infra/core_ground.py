"""What all functions of JourCore stand on: parameters, table, secrets, APIs, queues, layers."""

from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.actions import CHECK, HAND_OUT, QUERY
from infra.api_logging import ApiLogging
from infra.contact_lookup import ContactLookup
from infra.environment import Environment
from infra.front_secret import FrontSecret
from infra.function import JourFunction
from infra.http_api import JourHttpApi
from infra.layers import JourLayers
from infra.mail import Mail
from infra.pepper import Pepper
from infra.socket_api import JourSocketApi
from infra.table import SingleTable
from infra.watched import Watched
from infra.web_push import WebPush
from infra.work_queue import WorkQueue


class CoreGround(cdk.Stack):
    """Everything but the functions, and how one is made."""

    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, **kwargs: Any
    ) -> None:
        super().__init__(scope, id, **kwargs)
        self._environment = environment
        self._parameters()
        self.table = SingleTable(self, "Table", environment=environment)
        self.pepper = Pepper(self, "Pepper", environment=environment)
        self.front = FrontSecret(self, "Front", environment=environment)
        self.http_api = JourHttpApi(self, "HttpApi", environment=environment, front=self.front)
        self.socket_api = JourSocketApi(self, "SocketApi", environment=environment)
        self.socket_api.stage.node.add_dependency(ApiLogging(self, "ApiLogging"))
        self.mail = Mail(self, "Mail", sender=self._sender)
        self.watched = Watched(self.table, self.http_api, self.socket_api)
        self._rotation = self._queue("Rotation", "password_rotation", "JOUR_ROTATION_QUEUE")
        self._sms = self._queue("Texts", "sms", "JOUR_SMS_QUEUE")
        self._web_push = WebPush(self, "WebPush", environment=environment)
        self.watched.queue(self._web_push.queue)
        self._chat_mail = self._queue("ChatMail", "chat_mail", "JOUR_CHAT_MAIL_QUEUE")
        self._layers = JourLayers(self, "Layers")
        self._lookup = ContactLookup(self, "Lookup")
        self._push_to = {"JOUR_CONNECTIONS_URL": self._connections_url()}

    def _parameters(self) -> None:
        self._origins = cdk.CfnParameter(
            self,
            "AllowedOrigins",
            description="Origins of the web client, comma-separated: https://jour.example.se",
            allowed_pattern=r"https?://[^\s,/]+(,https?://[^\s,/]+)*",
        ).value_as_string
        self._given_connections_url = cdk.CfnParameter(
            self,
            "ConnectionsUrl",
            description="Where to post to connected clients; empty: API Gateway's own address",
            default="",
        )
        self._sender = cdk.CfnParameter(
            self,
            "SenderAddress",
            description="The address that mails are from; SES has to know it or its domain",
            default="no-reply@example.com",
            allowed_pattern=r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+",
        ).value_as_string
        self._service_number = cdk.CfnParameter(
            self,
            "ServiceNumber",
            description="The number that agents ring to log in and out, +46846500401; empty: none",
            default="",
            allowed_pattern=r"(\+[1-9]\d{6,14})?",
        ).value_as_string

        self._ccp_url = cdk.CfnParameter(
            self,
            "SoftphoneUrl",
            description="Connect's softphone, for clients to embed, as in"
            " https://example.my.connect.aws/ccp-v2/; empty: no IP telephony",
            default="",
            allowed_pattern=r"(https://[a-z0-9.-]+/[a-z0-9/-]*|simulated)?",
        ).value_as_string
        self._invite_flow = cdk.CfnParameter(
            self,
            "InviteFlowId",
            description="Id of JourTelephony's flow for those rung into a conference; empty: none",
            default="",
            allowed_pattern=r"([0-9a-zA-Z-]{1,64})?",
        ).value_as_string

    def _connections_url(self) -> str:
        given = self._given_connections_url.value_as_string
        derive = cdk.CfnCondition(
            self,
            "DeriveConnectionsUrl",
            expression=cdk.Fn.condition_equals(given, ""),
        )
        url = cdk.Fn.condition_if(derive.logical_id, self.socket_api.connections_url, given)
        return cdk.Token.as_string(url)

    def _function(
        self, id: str, folder: str, variables: Mapping[str, str], **kwargs: int
    ) -> JourFunction:
        function = JourFunction(
            self,
            id,
            folder=folder,
            environment=self._environment,
            layers=self._layers.all,
            variables={"JOUR_TABLE": self.table.name, **variables},
            **kwargs,
        )
        self.watched.functions[folder] = function
        return function

    def _queue(self, id: str, of: str, variable: str) -> WorkQueue:
        return self.watched.queue(WorkQueue(self, id, of=of, variable=variable))

    def _let_hand_out(self, function: JourFunction) -> None:
        """Contacts, and numbers of lists: the index tells whose turn it is, a check that none of
        them is on the do-not-call list."""
        function.allow(*HAND_OUT, CHECK, on=[self.table.arn])
        function.allow(QUERY, on=[self.table.index_arn])
        self.socket_api.let_post(function)
