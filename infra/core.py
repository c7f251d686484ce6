"""JourCore: table, functions, APIs and schedule. This page wires and grants, as do those whose
class it continues (core_ground, http_functions, call_functions); nothing else does."""

from collections.abc import Sequence
from typing import Any

import aws_cdk as cdk
from constructs import Construct

from infra.actions import BATCH_GET, DELETE, GET, PUT, QUERY, UPDATE
from infra.call_functions import CallFunctions
from infra.daily import DailyMessage
from infra.environment import Environment
from infra.function import JourFunction
from infra.schedule import EveryMinute
from infra.sms import Sms
from infra.stream import EVERYTHING, LOGINS, Pattern, StreamConsumer


class JourCore(CallFunctions):
    """Everything that decides and remembers; deployable anywhere, also on one machine."""

    def __init__(
        self, scope: Construct, id: str, *, environment: Environment, **kwargs: Any
    ) -> None:
        super().__init__(scope, id, environment=environment, **kwargs)
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

    def _socket_functions(self) -> None:
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
