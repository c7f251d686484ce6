"""Where the operator works: an account and region of AWS, or the local run; and which table."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import boto3
from botocore.session import Session

from jour import aws
from jour.clock import Clock, system_clock
from jour.settings import Settings
from jour.wiring import Services
from local.settings import Settings as LocalSettings
from ops.trouble import Trouble, aws_told

REGION = "eu-central-1"
STACK = "JourCore"
_OUTPUTS = {
    "TableName": "JOUR_TABLE",
    "PepperSecretArn": "JOUR_PEPPER_SECRET",
    "FrontSecretArn": "JOUR_FRONT_SECRET",
    "PushSecretArn": "JOUR_PUSH_SECRET",
    "RotationQueueUrl": "JOUR_ROTATION_QUEUE",
    "SmsQueueUrl": "JOUR_SMS_QUEUE",
}
_PARAMETERS = {
    "ServiceNumber": "JOUR_SERVICE_NUMBER",
    "ConnectInstanceId": "JOUR_CONNECT_INSTANCE_ID",
}


@dataclass(frozen=True)
class Deployed:
    """What a stack says of itself."""

    outputs: Mapping[str, str]
    parameters: Mapping[str, str]
    status: str = ""


@dataclass(frozen=True)
class Place:
    """What the options of the command line say."""

    env: str | None = None
    table: str | None = None
    region: str | None = None
    profile: str | None = None
    local: bool = False
    clock: Clock = system_clock

    @cached_property
    def endpoint(self) -> str | None:
        """Address of the local AWS: of the run whose data lie in JOUR_DATA, or at JOUR_AWS_PORT."""
        if not self.local:
            return None
        settings = LocalSettings.from_environment()
        with suppress(OSError, ValueError):
            running = json.loads((settings.data / "run.json").read_text())
            return str(running.get("aws_endpoint", settings.aws_endpoint))
        return settings.aws_endpoint

    @cached_property
    def session(self) -> boto3.session.Session:
        """Of AWS's configuration by profile; the local AWS takes any credentials."""
        return boto3.session.Session(botocore_session=self._core_session)

    @property
    def _core_session(self) -> Session:
        region = self.region or os.environ.get("AWS_REGION") or REGION
        return _session(self._profile, region, self.local)

    @property
    def _profile(self) -> str | None:
        """An environment's own profile, where there is one by the name `jour-<env>`."""
        named = f"jour-{self.env}"
        known = boto3.session.Session().available_profiles if self.env else ()
        return self.profile or (named if named in known else None)

    def client(self, service: str, region: str | None = None) -> Any:
        """A boto3 client here."""
        return self.session.client(
            service,
            region_name=region,
            endpoint_url=self.endpoint,
        )

    def stack(self, name: str = STACK) -> Deployed | None:
        """A deployed stack; None where there is none. Raises Trouble."""
        with aws_told():
            formation = self.client("cloudformation")
            try:
                found = formation.describe_stacks(StackName=name)["Stacks"]
            except formation.exceptions.ClientError as refusal:
                if "does not exist" in str(refusal):
                    return None
                raise
        if not found:
            return None
        return Deployed(
            {one["OutputKey"]: one["OutputValue"] for one in found[0].get("Outputs", ())},
            {one["ParameterKey"]: one["ParameterValue"] for one in found[0].get("Parameters", ())},
            found[0]["StackStatus"],
        )

    @cached_property
    def core(self) -> Deployed:
        """JourCore. Raises Trouble where it is not deployed here."""
        found = self.stack()
        if found is None:
            where = self.endpoint or f"{self.session.region_name} of this account"
            raise Trouble(
                f"The stack {STACK} is not in {where}.",
                "Start the local run with 'make run'."
                if self.local
                else "Choose another --profile or --region, use --local, or deploy it first.",
            )
        return found

    @cached_property
    def services(self) -> Services:
        """The same services as the functions', wired for this place."""
        aws.use(self._core_session)
        if self.endpoint:
            os.environ["AWS_ENDPOINT_URL"] = self.endpoint
            os.environ["NO_PROXY"] = "127.0.0.1,localhost"
        values = {
            name: told[output]
            for told, names in (
                (self.core.outputs, _OUTPUTS),
                (self.core.parameters, _PARAMETERS),
            )
            for output, name in names.items()
            if output in told
        }
        if self.table:
            values["JOUR_TABLE"] = self.table
        return Services(Settings(values), self.clock)


@cache
def _session(profile: str | None, region: str, local: bool) -> Session:
    """Kept, since reading AWS's descriptions of its services takes a while."""
    session = Session(profile=None if local else profile)
    session.set_config_variable("region", region)
    if local:
        session.set_credentials("test", "test")
    return session
