"""What the environment tells a function. Read once, typed; a missing value fails by its name.

Every variable is `JOUR_` + the field's name in capitals. A function is given only those that it
uses, so each is read when it is first asked for and not before.
"""

import os
from functools import cached_property


class Settings:
    """The deployment's names and addresses."""

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self._environment = environment if environment is not None else dict(os.environ)

    @cached_property
    def table(self) -> str:
        """Name of the one table."""
        return self._required("TABLE")

    @cached_property
    def origins(self) -> frozenset[str]:
        """Origins whose pages may change state or open a socket, e.g. `https://jour.example.se`."""
        return frozenset(
            part.strip() for part in self._required("ORIGINS").split(",") if part.strip()
        )

    @cached_property
    def pepper_secret(self) -> str:
        """ARN of the secret that holds the password peppers."""
        return self._required("PEPPER_SECRET")

    @cached_property
    def front_secret(self) -> str:
        """ARN of the secret by which requests through the front door are known."""
        return self._required("FRONT_SECRET")

    @cached_property
    def connections_url(self) -> str:
        """Where to post to connected clients (API Gateway's management endpoint)."""
        return self._required("CONNECTIONS_URL")

    @cached_property
    def sweep_queue(self) -> str:
        """URL of the queue through which the sweep asks to be run again."""
        return self._required("SWEEP_QUEUE")

    @cached_property
    def rotation_queue(self) -> str:
        """URL of the queue that password_rotation reads."""
        return self._required("ROTATION_QUEUE")

    @cached_property
    def sms_queue(self) -> str:
        """URL of the queue that sms reads."""
        return self._required("SMS_QUEUE")

    @cached_property
    def push_queue(self) -> str:
        """URL of the queue that web_push reads."""
        return self._required("PUSH_QUEUE")

    @cached_property
    def push_secret(self) -> str:
        """ARN of the secret that our push keys follow from."""
        return self._required("PUSH_SECRET")

    @cached_property
    def push_service(self) -> str | None:
        """The beginning of a push service's addresses in a local run; None in AWS."""
        return self._environment.get("JOUR_PUSH_SERVICE", "").strip() or None

    @cached_property
    def chat_mail_queue(self) -> str:
        """URL of the queue that chat_mail reads."""
        return self._required("CHAT_MAIL_QUEUE")

    @cached_property
    def sms_sender_id(self) -> str:
        """What text messages are shown to be from."""
        return self._required("SMS_SENDER_ID")

    @cached_property
    def client_url(self) -> str:
        """Address of the client, as mails give it: the first of the allowed origins."""
        return self._required("ORIGINS").split(",")[0].strip()

    @cached_property
    def sender(self) -> str:
        """The address that mails are sent from."""
        return self._required("SENDER")

    @cached_property
    def configuration_set(self) -> str:
        """Name of SES's configuration set: it tells us of mails that came back."""
        return self._required("CONFIGURATION_SET")

    @cached_property
    def connect_instance_id(self) -> str | None:
        """Id of the Amazon Connect instance whose contacts may be described; None for none."""
        return self._environment.get("JOUR_CONNECT_INSTANCE_ID", "").strip() or None

    @cached_property
    def ccp_url(self) -> str | None:
        """Address of Connect's softphone for clients to embed, or `simulated`; None for none."""
        return self._environment.get("JOUR_CCP_URL", "").strip() or None

    @cached_property
    def region(self) -> str:
        """Where this runs, which is where the Connect instance is; Lambda sets it."""
        return self._environment.get("AWS_REGION", "").strip()

    @cached_property
    def callback_flow_id(self) -> str | None:
        """Id of the flow that calls made for agents are led through; None for none."""
        return self._environment.get("JOUR_CALLBACK_FLOW_ID", "").strip() or None

    @cached_property
    def softphone_callback_flow_id(self) -> str | None:
        """Id of the flow that customers are led through to a softphone; None for none."""
        return self._environment.get("JOUR_SOFTPHONE_CALLBACK_FLOW_ID", "").strip() or None

    @cached_property
    def invite_flow_id(self) -> str | None:
        """Id of the flow that talks with whoever is rung into a conference; None for none."""
        return self._environment.get("JOUR_INVITE_FLOW_ID", "").strip() or None

    @cached_property
    def service_number(self) -> str | None:
        """The number that agents ring to log in and out (F1), E.164; None where there is none."""
        return self._environment.get("JOUR_SERVICE_NUMBER", "").strip() or None

    def _required(self, name: str) -> str:
        value = self._environment.get(f"JOUR_{name}", "").strip()
        if not value:
            raise RuntimeError(f"The environment variable JOUR_{name} is missing or empty.")
        return value
