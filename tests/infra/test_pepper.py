"""The pepper."""

import json

from tests.infra.template import Template


def test_pepper_is_generated_and_versioned(core: Template) -> None:
    """Nobody types it or sees it in a template; a second one can be added beside the first."""
    secret = core.one("AWS::SecretsManager::Secret")
    generated = secret["GenerateSecretString"]
    assert json.loads(generated["SecretStringTemplate"]) == {"current": "1"}
    assert generated["GenerateStringKey"] == "1"
    assert generated["PasswordLength"] >= 64
    assert "SecretString" not in secret
