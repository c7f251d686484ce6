"""Deploying to the local AWS: a broken template is told in a sentence, a corrected one recovers."""

import json
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from local import cloud
from local.assembly import Assembly
from local.deploy import deploy
from local.failure import Failure
from local.settings import Settings
from local.steps import Step
from local.upload import template_url, upload
from ops.front_secret import shown
from tests.e2e.subset import Subset

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
ROUTE_RESPONSE = {"AWS::ApiGatewayV2::RouteResponse"}
"""The emulator sends answers without it (infra/edge.py)."""
OF_OURS = {"Custom::JourFlowNumbers"}
"""Taken, and then its function would ask Amazon Connect."""
CONNECT = {
    "AWS::Connect::ApprovedOrigin",
    "AWS::Connect::ContactFlow",
    "AWS::Connect::HoursOfOperation",
    "AWS::Connect::IntegrationAssociation",
    "AWS::Connect::Queue",
    "AWS::Connect::RoutingProfile",
    "AWS::Connect::SecurityProfile",
} | OF_OURS
"""There is no Amazon Connect in it: cfn-lint, cdk-nag and tests/infra judge these, and the
simulator plays the flows (tests/e2e, tests/flows)."""
OUTPUTS = (
    "TableName",
    "HttpApiId",
    "SocketApiId",
    "PepperSecretArn",
    "FrontSecretArn",
    "ContactEventsArn",
)


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


@pytest.mark.parametrize(
    ("stack", "given", "left_out"),
    [
        ("JourEdge", {"SoftphoneOrigin": "https://example.my.connect.aws"}, ROUTE_RESPONSE),
        (
            "JourTelephony",
            {
                "ConnectInstanceArn": "arn:aws:connect:eu-central-1:000000000000:instance/"
                "12345678-1234-1234-1234-123456789012",
                "ServiceNumber": "+46846500401",
                "CustomerNumbers": "+46846500410",
                "SoftphoneClient": "https://jour.example.se",
            },
            CONNECT,
        ),
    ],
)
def test_the_other_stacks_deploy_as_far_as_the_emulator_goes(
    stack: str,
    given: dict[str, str],
    left_out: set[str],
    emulator: Settings,
    cloud_assembly: Path,
) -> None:
    """Issue 10, point 8: it refuses the types that are named here, and deploys all the rest."""
    made = Assembly(cloud_assembly, stack)
    upload(emulator, made)
    with closing(cloud.client("cloudformation", emulator.aws_endpoint)) as formation:
        secret = a_secret(emulator, stack)
        whole = Subset(formation, json.loads(made.template_text), given, secret)
        assert whole.refused(template_url(emulator, made)) == left_out - OF_OURS
        status, deployed = whole.deploy(f"{stack}Subset", without=left_out)
    assert status == "CREATE_COMPLETE"
    kinds = {one["Type"] for one in made.resources.values()}
    assert deployed == kinds - left_out
    if stack == "JourEdge":
        assert shown_by_cloudfront(emulator) == [f"secret-of-{stack}"] * 2


def a_secret(emulator: Settings, stack: str) -> str:
    """The ARN of one that is like the front door's."""
    value = json.dumps({"current": f"secret-of-{stack}"})
    with closing(cloud.client("secretsmanager", emulator.aws_endpoint)) as client:
        return str(client.create_secret(Name=stack, SecretString=value)["ARN"])


def shown_by_cloudfront(emulator: Settings) -> list[str]:
    """The header that both APIs are shown: the reference to the secret has been resolved."""
    with closing(cloud.client("cloudfront", emulator.aws_endpoint)) as client:
        [distribution] = client.list_distributions()["DistributionList"]["Items"]
        config = client.get_distribution_config(Id=distribution["Id"])["DistributionConfig"]
    return shown(config)
