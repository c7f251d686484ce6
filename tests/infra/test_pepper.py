"""The secrets that the deployment generates: the pepper, and what the push keys follow from."""

import json

import pytest

from tests.infra.template import Template


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
