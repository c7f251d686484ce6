"""The mailing function between its queue and a stand-in for SES."""

import re
from dataclasses import dataclass, field
from typing import Any

import boto3
from botocore.exceptions import ClientError

from functions.password_rotation.handler import handler as rotation
from jour.credential_order import Cause
from jour.mail import Mailer
from jour.order_credentials import order_credentials
from jour.rotation_queue import RotationQueue
from tests.handlers.conftest import World

SHAPE = re.compile(r"[A-Z][a-z]{2}[2-9](?:-[A-Z][a-z]{2}[2-9]){3}")


@dataclass
class FakeSes:
    """Remembers mails; refuses as many as it is told to, before it takes them again."""

    sent: list[dict[str, Any]] = field(default_factory=list)
    refusals: int = 0

    def send_email(self, **request: Any) -> Any:
        if self.refusals:
            self.refusals -= 1
            told = {"Error": {"Code": "MessageRejected", "Message": "anna@demo.example: no"}}
            raise ClientError(told, "SendEmail")  # type: ignore[arg-type]  # shape of botocore's own
        self.sent.append(request)
        return {"MessageId": str(len(self.sent))}

    def texts(self) -> list[str]:
        """The plain parts, oldest first."""
        return [m["Content"]["Simple"]["Body"]["Text"]["Data"] for m in self.sent]

    def passwords(self) -> list[str]:
        """Every temporary password that was mailed."""
        return [password for text in self.texts() for password in SHAPE.findall(text)]


@dataclass
class Post:
    """The queue, the mails, and the function between them."""

    world: World
    ses: FakeSes
    url: str

    def order(self, user: str = "anna", cause: Cause = Cause.ADMIN) -> None:
        """An administrator orders credentials."""
        found = self.world.services.users.get(user)
        assert found
        order_credentials(found, cause, "alva", self.world.services.ordering, self.world.clock())

    def bodies(self) -> list[str]:
        """What lies in the queue, taken out of it."""
        client = boto3.client("sqs")
        found: list[str] = []
        while messages := client.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=10, WaitTimeSeconds=0
        ).get("Messages"):
            for message in messages:
                found.append(message["Body"])
                client.delete_message(QueueUrl=self.url, ReceiptHandle=message["ReceiptHandle"])
        return found

    def deliver(self, *bodies: str) -> list[str]:
        """Hand messages to password_rotation; those that it wants again."""
        records = [{"messageId": body, "body": body} for body in bodies]
        failures = rotation({"Records": records}, None)["batchItemFailures"]
        return [failure["itemIdentifier"] for failure in failures]

    def run(self) -> None:
        """Deliver until the queue is empty."""
        while bodies := self.bodies():
            assert self.deliver(*bodies) == []

    def state(self, user: str = "anna") -> str | None:
        """The order's state as the administrator sees it."""
        order = self.world.services.orders.get(user)
        return order.state.value if order else None


def post_office(world: World) -> Post:
    """A queue and a stand-in for SES, wired in."""
    url = boto3.client("sqs").create_queue(QueueName="rotation")["QueueUrl"]
    ses = FakeSes()
    services = world.services.__dict__
    services["mailer"] = Mailer(ses, "no-reply@example.com", "jour")
    services["rotation_queue"] = RotationQueue(boto3.client("sqs"), url)
    return Post(world, ses, url)
