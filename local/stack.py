"""The one stack in the local AWS: what it is, what it should be, how it gets there."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from botocore.exceptions import ClientError

from local.assembly import Assembly
from local.connect.contact import INSTANCE_ID
from local.failure import Failure
from local.settings import (
    CALLBACK_FLOW,
    INVITE_FLOW,
    SERVICE_NUMBER,
    SOFTPHONE_CALLBACK_FLOW,
    STACK,
    Settings,
)
from local.upload import template_url

_DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
# A stack whose creation failed holds nothing and can only be deleted.
_STILLBORN = ("CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED")
_LONGEST_S = 180
_REASON_LENGTH = 300


@dataclass(frozen=True)
class Deployed:
    """The ids of what the stack made, as its outputs name them."""

    table: str
    http_api: str
    socket_api: str
    pepper_secret: str
    front_secret: str
    contact_events: str
    """ARN of the function that is told of contacts that have ended."""
    exports: Mapping[str, str]
    """What other stacks may import, by the names under which they do."""


class Stack:
    """The one stack in the local AWS."""

    def __init__(self, formation: Any, settings: Settings, assembly: Assembly) -> None:
        self._formation = formation
        self._settings = settings
        self._assembly = assembly

    def describe(self) -> dict[str, Any] | None:
        """The stack as CloudFormation describes it, or None when there is none."""
        try:
            found: list[dict[str, Any]] = self._formation.describe_stacks(StackName=STACK)["Stacks"]
        except ClientError:
            return None  # CloudFormation answers "does not exist" with a ValidationError
        return found[0] if found else None

    def outputs(self) -> dict[str, str]:
        """The stack's outputs by name; empty before it exists."""
        described = self.describe() or {}
        return {one["OutputKey"]: one["OutputValue"] for one in described.get("Outputs", [])}

    def exports(self) -> dict[str, str]:
        """The outputs that other stacks import, by the names under which they do."""
        outputs = self.outputs()
        return {
            output["Export"]["Name"]: outputs[name]
            for name, output in self._assembly.outputs.items()
            if "Export" in output and name in outputs
        }

    def parameters(self) -> dict[str, str]:
        """What this machine gives to the template's parameters."""
        socket_api = self.outputs().get("SocketApiId")
        return {
            "AllowedOrigins": self._settings.origins,
            "ConnectionsUrl": self._settings.connections_url(socket_api) if socket_api else "",
            "ServiceNumber": SERVICE_NUMBER,
            "ConnectInstanceId": INSTANCE_ID,
            "InviteFlowId": INVITE_FLOW,
            "ConnectUrl": self._settings.connect_url,
            "PushService": self._settings.push_service,
            "SoftphoneUrl": "simulated",
            "CallbackFlowId": CALLBACK_FLOW,
            "SoftphoneCallbackFlowId": SOFTPHONE_CALLBACK_FLOW,
        }

    def is_current(self) -> bool:
        """Whether the stack stands, made from this very template and these parameters."""
        described = self.describe()
        if described is None or described["StackStatus"] not in _DONE:
            return False
        given = {one["ParameterKey"]: one["ParameterValue"] for one in described["Parameters"]}
        if not self.parameters().items() <= given.items():
            return False
        body = self._formation.get_template(StackName=STACK)["TemplateBody"]
        deployed = json.loads(body) if isinstance(body, str) else body
        return bool(deployed == json.loads(self._assembly.template_text))

    def apply(self) -> None:
        """Create or update the stack and wait for the end of it."""
        described = self.describe()
        if described is not None and described["StackStatus"] in _STILLBORN:
            self._formation.delete_stack(StackName=STACK)
            self._wait()
            described = None
        operation = "create_stack" if described is None else "update_stack"
        try:
            getattr(self._formation, operation)(**self._request())
        except ClientError as error:
            raise Failure(_refused(error.response["Error"]["Message"])) from error
        if self._wait() not in _DONE:
            raise Failure(_refused(self._reason()))

    def deployed(self) -> Deployed:
        """The stack's outputs; the template has to have all of them."""
        outputs = self.outputs()
        try:
            return Deployed(
                table=outputs["TableName"],
                http_api=outputs["HttpApiId"],
                socket_api=outputs["SocketApiId"],
                pepper_secret=outputs["PepperSecretArn"],
                front_secret=outputs["FrontSecretArn"],
                contact_events=outputs["ContactEventsArn"],
                exports=self.exports(),
            )
        except KeyError as missing:
            raise Failure(f"The stack {STACK} has no output {missing}: add it in infra/.") from None

    def _request(self) -> dict[str, Any]:
        return {
            "StackName": STACK,
            "TemplateURL": template_url(self._settings, self._assembly),
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value}
                for key, value in self.parameters().items()
            ],
            "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND"],
        }

    def _wait(self) -> str:
        deadline = time.monotonic() + _LONGEST_S
        while time.monotonic() < deadline:
            described = self.describe()
            status = str(described["StackStatus"]) if described else "DELETE_COMPLETE"
            if not status.endswith("_IN_PROGRESS"):
                return status
            time.sleep(0.1)
        raise Failure(
            f"The stack {STACK} was not ready within {_LONGEST_S} s: "
            f"read {self._settings.logs / 'aws.log'}."
        )

    def _reason(self) -> str:
        events = self._formation.describe_stack_events(StackName=STACK)["StackEvents"]
        told = [
            f"{event['LogicalResourceId']}: {event['ResourceStatusReason']}"
            for event in events
            if event["ResourceStatus"].endswith("_FAILED")
            and event.get("ResourceStatusReason")
            # What was only cancelled because of another's failure explains nothing.
            and "cancelled" not in event["ResourceStatusReason"].lower()
        ]
        return told[-1] if told else "CloudFormation gave no reason"


def _refused(reason: str) -> str:
    return (
        f"The stack {STACK} could not be deployed ({reason[:_REASON_LENGTH]}): "
        f"correct infra/ and run again, or start afresh with 'make reset run'."
    )
