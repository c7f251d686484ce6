"""Deploying to the local AWS: a broken template is told in a sentence, a corrected one recovers."""

import json
from pathlib import Path
from typing import Any

import pytest

from local.assembly import Assembly
from local.deploy import deploy
from local.failure import Failure
from local.settings import Settings
from local.steps import Step

SECRET = {"Type": "AWS::SecretsManager::Secret", "Properties": {"SecretString": "x"}}
PARAMETERS = (
    "AllowedOrigins",
    "ConnectionsUrl",
    "ServiceNumber",
    "ConnectInstanceId",
    "ConnectUrl",
    "SoftphoneUrl",
    "PushService",
    "InviteFlowId",
    "CallbackFlowId",
    "SoftphoneCallbackFlowId",
)
OUTPUTS = ("TableName", "HttpApiId", "SocketApiId", "PepperSecretArn", "ContactEventsArn")


def assembly(folder: Path, resources: dict[str, Any], outputs: tuple[str, ...]) -> Assembly:
    """A synthesised app with the given resources."""
    template = {
        "Parameters": {name: {"Type": "String"} for name in PARAMETERS},
        "Resources": resources,
        "Outputs": {name: {"Value": f"the-{name}"} for name in outputs},
    }
    (folder / "JourCore.template.json").write_text(json.dumps(template))
    manifest = {
        "template": {
            "source": {"path": "JourCore.template.json", "packaging": "file"},
            "destinations": {"here": {"objectKey": f"{folder.name}.json"}},
        }
    }
    (folder / "JourCore.assets.json").write_text(json.dumps({"files": manifest}))
    return Assembly(folder)


def test_a_failed_deploy_says_why_and_the_next_one_recovers(
    emulator: Settings, tmp_path: Path
) -> None:
    """The reason is CloudFormation's own; a stack whose creation failed is replaced."""
    broken = assembly(tmp_path, {"Thing": {"Type": "AWS::Nothing::AtAll"}}, OUTPUTS)
    with pytest.raises(Failure, match=r"could not be deployed \(.*AWS::Nothing::AtAll.*make reset"):
        deploy(emulator, broken, Step("Stack"))

    incomplete = assembly(tmp_path, {"Secret": SECRET}, OUTPUTS[1:])
    with pytest.raises(Failure, match=r"no output 'TableName'"):
        deploy(emulator, incomplete, Step("Stack"))

    step = Step("Stack")
    deployed = deploy(emulator, assembly(tmp_path, {"Secret": SECRET}, OUTPUTS), step)
    assert deployed.table == "the-TableName"
    assert step.result == "deployed"

    again = Step("Stack")
    deploy(emulator, Assembly(tmp_path), again)
    assert again.result == "unchanged"
