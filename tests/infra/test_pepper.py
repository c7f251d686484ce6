"""The secrets that the deployment generates: the pepper, and what the push keys follow from."""

import json

import pytest

from jour.front import HEADER, SHORTEST
from tests.infra.template import Template, rendered


@pytest.mark.parametrize("name", ["Pepper", "WebPushKeys"])
def test_secrets_are_generated_and_versioned(core: Template, name: str) -> None:
    """Nobody types it or sees it in a template; a second one can be added beside the first."""
    (secret,) = (
        secret
        for logical_id, secret in core.all("AWS::SecretsManager::Secret").items()
        if logical_id.startswith(name)
    )
    generated = secret["GenerateSecretString"]
    assert json.loads(generated["SecretStringTemplate"]) == {"current": "1"}
    assert generated["GenerateStringKey"] == "1"
    assert generated["PasswordLength"] >= 64
    assert "SecretString" not in secret


def test_the_front_doors_secret_is_generated_and_stands_in_no_template(
    core: Template, edge: Template
) -> None:
    """Issue 10: CloudFormation tells CloudFront what it is, by a reference."""
    (secret,) = (
        secret
        for logical_id, secret in core.all("AWS::SecretsManager::Secret").items()
        if logical_id.startswith("Front")
    )
    generated = secret["GenerateSecretString"]
    assert json.loads(generated["SecretStringTemplate"]) == {}
    assert generated["GenerateStringKey"] == "current"
    assert generated["PasswordLength"] >= SHORTEST
    origins = edge.one("AWS::CloudFront::Distribution")["DistributionConfig"]["Origins"]
    shown = [origin["OriginCustomHeaders"] for origin in origins if "CustomOriginConfig" in origin]
    assert len(shown) == 2, "the HTTP API and the WebSocket API"
    for [header] in shown:
        value = rendered(header["HeaderValue"])
        assert header["HeaderName"] == HEADER
        assert value.startswith("{{resolve:secretsmanager:"), value
        assert value.endswith(":SecretString:current::}}"), value
