"""JourCore: table, functions, APIs and schedule. This page wires and grants; nothing else does."""

from collections.abc import Mapping, Sequence
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.api_logging import ApiLogging
from infra.chat import CHAT_ROUTES
from infra.contact_events import ContactEvents
from infra.contact_lookup import ContactLookup
from infra.daily import DailyMessage
from infra.environment import Environment
from infra.front_secret import FrontSecret
from infra.function import JourFunction
from infra.http_api import JourHttpApi
from infra.layers import JourLayers
from infra.mail import Mail
from infra.pepper import Pepper
from infra.schedule import EveryMinute
from infra.sms import Sms
from infra.socket_api import JourSocketApi
from infra.stream import EVERYTHING, LOGINS, Pattern, StreamConsumer
from infra.table import SingleTable
from infra.watched import Watched
from infra.web_push import WebPush
from infra.work_queue import WorkQueue

GET, QUERY, UPDATE = "dynamodb:GetItem", "dynamodb:Query", "dynamodb:UpdateItem"
PUT, BATCH_GET = "dynamodb:PutItem", "dynamodb:BatchGetItem"
DELETE, CHECK = "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem"
BATCH_WRITE = "dynamodb:BatchWriteItem"
HAND_OUT = (GET, QUERY, UPDATE, DELETE)
"""What handing contacts out needs: a ticket goes when its contact and an agent find each other."""


class JourCore(cdk.Stack):
    """Everything that decides and remembers; deployable anywhere, also on one machine."""

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
        self._http_functions()
        self.distance_toggle = self._distance_toggle()
        self._socket_functions()
        self._stream_functions()
        self.call_routing = self._call_routing()
        self.callback_routing = self._callback_routing()
        self.contact_events = self._contact_events()
        self._sweep()
        self._mail_functions()
        self._sms_function()
        self._push_functions()
        self._outputs()

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

    def _http_functions(self) -> None:
        origins = {"JOUR_ORIGINS": self._origins}
        pepper = {"JOUR_PEPPER_SECRET": self.pepper.arn}
        service = {"JOUR_SERVICE_NUMBER": self._service_number}
        telephony = {**service, "JOUR_CCP_URL": self._ccp_url}
        # Argon2 wants the processor, which comes with memory.
        login = self._function("Login", "login", {**origins, **pepper, **telephony}, memory_mb=1024)
        login.allow(GET, BATCH_GET, UPDATE, CHECK, on=[self.table.arn])
        login.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        for route in (
            "POST /api/login",
            "POST /api/logout",
            "GET /api/session",
            "PUT /api/session/language",
        ):
            self.http_api.route(route, login)
        if login.shift:
            # Its own faults are answers with status 500, which Lambda does not count as errors.
            login.shift.roll_back_when(self.http_api.failing())

        password = self._function("Password", "password", {**origins, **pepper}, memory_mb=1024)
        password.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, on=[self.table.arn])
        password.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        self._rotation.let_send(password)
        for route in ("", "/check", "/forgotten"):
            self.http_api.route(f"POST /api/password{route}", password)

        self._administration({**origins, **service}, pepper)
        self._phone_book(origins)
        self._callbacks(origins)
        self._call_lists(origins)
        self._calls({**origins, **service})

    def _calls(self, variables: Mapping[str, str]) -> None:
        calls = self._function("Calls", "calls", variables)
        calls.allow(GET, BATCH_GET, QUERY, UPDATE, DELETE, on=[self.table.arn])
        calls.allow(QUERY, on=[self.table.index_arn])
        for route in (
            "GET /api/calls",
            "GET /api/calls/targets",
            "POST /api/calls/{contact}/forward",
            "DELETE /api/calls/{contact}/forward",
            "POST /api/calls/{contact}/conference",
            "GET /api/forwarding",
            "PUT /api/forwarding",
            "DELETE /api/forwarding",
        ):
            self.http_api.route(route, calls)

    def _administration(self, variables: dict[str, str], pepper: dict[str, str]) -> None:
        # It seals PINs: Argon2 again.
        admin = self._function("Admin", "admin", {**variables, **pepper}, memory_mb=1024)
        admin.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, DELETE, on=[self.table.arn])
        admin.allow(QUERY, on=[self.table.index_arn])
        admin.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        self._rotation.let_send(admin)
        self._lookup.allow_search(admin)
        self._sms.let_send(admin)
        for route in (
            "GET /api/admin/organisation",
            "PATCH /api/admin/organisation",
            "GET /api/admin/users",
            "POST /api/admin/users",
            "GET /api/admin/users/{user}",
            "PATCH /api/admin/users/{user}",
            "DELETE /api/admin/users/{user}",
            "GET /api/admin/users/{user}/gates",
            "POST /api/admin/users/{user}/logout",
            "POST /api/admin/users/{user}/credentials",
            "GET /api/admin/presence-log",
            "GET /api/admin/presence-day",
            "GET /api/admin/present",
            "GET /api/admin/survey",
            "GET /api/admin/deliveries",
            "GET /api/admin/sms",
            "POST /api/admin/sms/{sms}/again",
            "DELETE /api/admin/sms/{sms}",
        ):
            self.http_api.route(route, admin)
        self._users_import(variables)
        groups = self._function("Groups", "groups", variables)
        groups.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, DELETE, on=[self.table.arn])
        groups.allow(QUERY, on=[self.table.index_arn])
        for route in (
            "GET /api/admin/groups",
            "POST /api/admin/groups",
            "PATCH /api/admin/groups/{group}",
            "DELETE /api/admin/groups/{group}",
        ):
            self.http_api.route(route, groups)

    def _users_import(self, variables: Mapping[str, str]) -> None:
        # A part is 100 rows at most, each a transaction after a look at the user.
        users = self._function(
            "UsersImport", "users_import", variables, timeout_s=25, memory_mb=1024
        )
        users.allow(GET, BATCH_GET, QUERY, UPDATE, CHECK, DELETE, on=[self.table.arn])
        self._rotation.let_send(users)
        self.http_api.route("POST /api/admin/users/import", users)

    def _phone_book(self, origins: Mapping[str, str]) -> None:
        # A part of 60 kB is some 4,000 rows: as many numbers to read, 160 batches to write.
        book = self._function("PhoneBook", "phone_book", origins, timeout_s=20, memory_mb=1024)
        book.allow(BATCH_GET, BATCH_WRITE, QUERY, UPDATE, on=[self.table.arn])
        for route in ("POST ", "DELETE ", "POST /search", "POST /remove"):
            method, rest = route.split(" ")
            self.http_api.route(f"{method} /api/admin/phonebook{rest}", book)

    def _callbacks(self, origins: Mapping[str, str]) -> None:
        callbacks = self._function("Callbacks", "callbacks", origins)
        callbacks.allow(GET, BATCH_GET, UPDATE, DELETE, on=[self.table.arn])
        self._lookup.allow_ringing(callbacks)
        for act in ("dial", "done", "requeue"):
            self.http_api.route(f"POST /api/callbacks/{{contact}}/{act}", callbacks)

    def _call_lists(self, origins: Mapping[str, str]) -> None:
        # As the phone book: a part of a list in one request.
        lists = self._function("CallLists", "call_lists", origins, timeout_s=20, memory_mb=1024)
        lists.allow(GET, BATCH_GET, BATCH_WRITE, QUERY, UPDATE, on=[self.table.arn])
        for route in (
            "GET /api/admin/lists",
            "POST /api/admin/lists",
            "GET /api/admin/lists/{list}",
            "PATCH /api/admin/lists/{list}",
            "DELETE /api/admin/lists/{list}",
            "POST /api/admin/lists/{list}/import",
            "POST /api/admin/do-not-call",
            "POST /api/admin/do-not-call/search",
            "POST /api/admin/do-not-call/remove",
            "DELETE /api/admin/do-not-call",
        ):
            self.http_api.route(route, lists)

    def _distance_toggle(self) -> JourFunction:
        """Called by a flow of JourTelephony, which lets Connect do so."""
        variables = {
            "JOUR_PEPPER_SECRET": self.pepper.arn,
            "JOUR_SERVICE_NUMBER": self._service_number,
        }
        # It has ended before Connect's 8 s have, so that what it did is settled by then. A caller
        # waits for its start, too: the processor comes with memory.
        toggle = self._function(
            "DistanceToggle", "distance_toggle", variables, timeout_s=7, memory_mb=1024
        )
        toggle.allow(BATCH_GET, UPDATE, CHECK, on=[self.table.arn])
        toggle.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        return toggle

    def _socket_functions(self) -> None:
        self._push_to = {"JOUR_CONNECTIONS_URL": self._connections_url()}
        authorizer = self._function(
            "Authorizer", "authorizer", {"JOUR_ORIGINS": self._origins}, timeout_s=5
        )
        authorizer.allow(GET, BATCH_GET, on=[self.table.arn])
        self.front.let_check(authorizer)
        presence = self._function("WsPresence", "ws_presence", self._push_to)
        # A waiting customer's sign of life hands out, as a flow's question does.
        self._let_hand_out(presence)
        self.socket_api.let_close(presence)
        presence.allow(BATCH_GET, on=[self.table.arn])
        self._sms.let_send(presence)
        self.socket_api.serve(messages=presence, authorizer=authorizer)
        self._chat()

    def _chat(self) -> None:
        chat = self._function("Chat", "chat", {"JOUR_ORIGINS": self._origins, **self._push_to})
        chat.allow(*HAND_OUT, PUT, BATCH_GET, BATCH_WRITE, on=[self.table.arn])
        chat.allow(QUERY, on=[self.table.index_arn])
        self.socket_api.let_post(chat)
        for route in CHAT_ROUTES:
            self.http_api.route(route, chat)

    def _stream_functions(self) -> None:
        fanout = self._function(
            "PresenceFanout", "presence_fanout", self._push_to, timeout_s=60, memory_mb=1024
        )
        self._let_hand_out(fanout)
        self.socket_api.let_close(fanout)
        fanout.allow(BATCH_GET, on=[self.table.arn])
        self._sms.let_send(fanout)
        self._web_push.let_order(fanout)
        self._chat_mail.let_send(fanout)
        # News of the past is no news; the log, on the other hand, wants all that there is.
        self._follow(fanout, "FanoutStream", "LATEST", EVERYTHING)

        log = self._function("PresenceLog", "presence_log", {}, timeout_s=30)
        log.allow(PUT, on=[self.table.arn])
        self._follow(log, "LogStream", "TRIM_HORIZON", LOGINS)

    def _follow(
        self, consumer: JourFunction, id: str, start: str, patterns: Sequence[Pattern]
    ) -> None:
        follows = StreamConsumer(
            self,
            id,
            table=self.table,
            consumer=consumer,
            starting_position=start,
            patterns=patterns,
        )
        self.watched.followers.append(consumer)
        self.watched.dead_letters.append(follows.dead_letters)

    def _call_routing(self) -> JourFunction:
        """Called by the customers' flow of JourTelephony, which lets Connect do so."""
        # As the toggle: over before Connect's 8 s are, and quick to start while somebody waits.
        variables = {**self._push_to, "JOUR_INVITE_FLOW_ID": self._invite_flow}
        routing = self._function(
            "CallRouting", "call_routing", variables, timeout_s=7, memory_mb=1024
        )
        self._let_hand_out(routing)
        self._lookup.allow_ring(routing)
        self._sms.let_send(routing)
        return routing

    def _let_hand_out(self, function: JourFunction) -> None:
        """Contacts, and numbers of lists: the index tells whose turn it is, a check that none of
        them is on the do-not-call list."""
        function.allow(*HAND_OUT, CHECK, on=[self.table.arn])
        function.allow(QUERY, on=[self.table.index_arn])
        self.socket_api.let_post(function)

    def _callback_routing(self) -> JourFunction:
        """Called by the flow of the calls that are made, which JourTelephony lets Connect do."""
        routing = self._function(
            "CallbackRouting", "callback_routing", {}, timeout_s=7, memory_mb=1024
        )
        routing.allow(GET, UPDATE, DELETE, on=[self.table.arn])
        return routing

    def _contact_events(self) -> JourFunction:
        events = self._function("ContactEvents", "contact_events", self._push_to, timeout_s=30)
        events.allow(GET, UPDATE, DELETE, on=[self.table.arn])
        self.socket_api.let_post(events)
        told = ContactEvents(self, "Contacts", function=events)
        self.watched.dead_letters.append(told.dead_letters)
        return events

    def _sweep(self) -> None:
        sweep = self._function("Sweep", "sweep", self._push_to, timeout_s=50)
        self._let_hand_out(sweep)
        schedule = EveryMinute(self, "SweepEveryMinute", runs=sweep)
        sweep.function.add_environment("JOUR_SWEEP_QUEUE", schedule.again.queue_url)
        self.watched.dead_letters.append(schedule.dead_letters)

        self._rotation.let_send(sweep)
        self._sms.let_send(sweep)
        self._lookup.allow(sweep)

    def _mail_functions(self) -> None:
        secrets = {"JOUR_ORIGINS": self._origins, "JOUR_PEPPER_SECRET": self.pepper.arn}
        rotation = self._function(
            "PasswordRotation", "password_rotation", secrets, timeout_s=60, memory_mb=1024
        )
        rotation.allow(GET, UPDATE, on=[self.table.arn])
        rotation.allow(QUERY, on=[self.table.index_arn])
        rotation.allow("secretsmanager:GetSecretValue", on=[self.pepper.arn])
        self.mail.let_send(rotation)
        self._rotation.let_send(rotation)
        self._rotation.feed(rotation)
        DailyMessage(self, "Reminders", message={"reminders": True}, into=self._rotation)

        chat_mail = self._function(
            "ChatMailing", "chat_mail", {"JOUR_ORIGINS": self._origins}, timeout_s=60
        )
        chat_mail.allow(GET, QUERY, UPDATE, on=[self.table.arn])
        self.mail.let_send(chat_mail)
        self._chat_mail.feed(chat_mail)

        notifications = self._function("Notifications", "notifications", {})
        notifications.allow(GET, UPDATE, on=[self.table.arn])
        self.watched.dead_letters.append(self.mail.tell(notifications))

    def _sms_function(self) -> None:
        service = {"JOUR_SERVICE_NUMBER": self._service_number}
        sms = self._function("Sms", "sms", service, timeout_s=20)
        sms.allow(GET, UPDATE, DELETE, on=[self.table.arn])
        Sms(self, "TextMessages").let_send(sms)
        self._sms.feed(sms)

    def _push_functions(self) -> None:
        # Public-key work wants the processor, which comes with memory.
        origins = {"JOUR_ORIGINS": self._origins}
        push = self._function("Push", "push", origins, memory_mb=1024)
        push.allow(BATCH_GET, UPDATE, DELETE, on=[self.table.arn])
        self._web_push.let_sign(push)
        for method in ("GET", "POST", "DELETE"):
            self.http_api.route(f"{method} /api/push", push)
        sending = self._function(
            "WebPushSending", "web_push", origins, timeout_s=30, memory_mb=1024
        )
        sending.allow(GET, UPDATE, DELETE, on=[self.table.arn])
        self._web_push.let_sign(sending)
        self._web_push.feed(sending)

    def _outputs(self) -> None:
        outputs = {
            "TableName": self.table.name,
            "HttpApiId": self.http_api.id,
            "SocketApiId": self.socket_api.id,
            "PepperSecretArn": self.pepper.arn,
            "FrontSecretArn": self.front.arn,
            "PushSecretArn": self._web_push.secret_arn,
            "ContactEventsArn": self.contact_events.function.function_arn,
            "RotationQueueUrl": self._rotation.queue.queue_url,
            "SmsQueueUrl": self._sms.queue.queue_url,
        }
        for name, value in outputs.items():
            cdk.CfnOutput(self, name, value=value)
