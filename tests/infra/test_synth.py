"""The whole app: made without AWS, judged by cdk-nag and cfn-lint."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from cfnlint.api import ManualArgs, lint

STACKS = ("JourCore", "JourEdge", "JourTelephony", "JourWatch", "JourShield")
ACCEPTED_BY_LINT = [
    "W3005",  # The CDK writes "DependsOn" a role next to the role's "GetAtt": twice is harmless.
]
WORDS_OF_A_REASON = 6
MOST_RESOURCES = 450
"""CloudFormation takes 500 in a stack; from here on there is still time to part one."""
LONGEST_TEMPLATE = 900_000
"""It takes 1 MB from S3."""


def _acknowledged(assembly: Path) -> Iterator[tuple[str, str]]:
    """Every accepted rule with its reason."""
    for stack in STACKS:
        metadata = json.loads((assembly / f"{stack}.metadata.json").read_text(encoding="utf-8"))
        for entries in metadata.values():
            for entry in entries:
                if entry["type"] == "aws:cdk:acknowledged-rules":
                    for rule, reason in entry["data"].items():
                        yield rule.split("::", 1)[1], reason


def test_synthesis_needs_no_credentials(production: Path) -> None:
    """Issue 2: with neither AWS variables nor a home folder around, all stacks are made."""
    for stack in STACKS:
        assert (production / f"{stack}.template.json").is_file()


@pytest.mark.parametrize("made", ["assembly", "production"])
def test_cdk_nag_finds_nothing(made: str, request: pytest.FixtureRequest) -> None:
    """Issue 2: AwsSolutions and Serverless are content, warnings included."""
    assembly: Path = request.getfixturevalue(made)
    report = json.loads((assembly / "validation-report.json").read_text(encoding="utf-8"))
    assert [plugin["violations"] for plugin in report["pluginReports"]] in ([], [[]])


def test_every_acknowledgement_is_needed(assembly: Path, findings: set[str]) -> None:
    """Both rule packs really judge, and nothing is accepted that they would not find."""
    assert {rule.split("-")[0] for rule in findings} == {"AwsSolutions", "Serverless"}
    assert {rule for rule, _ in _acknowledged(assembly)} == findings


def test_every_acknowledgement_has_a_reason(assembly: Path) -> None:
    """Issue 2: each accepted finding says why in a sentence."""
    for rule, reason in _acknowledged(assembly):
        assert len(reason.split()) >= WORDS_OF_A_REASON, rule


@pytest.mark.parametrize("stack", STACKS)
@pytest.mark.parametrize("made", ["assembly", "production"])
def test_cfn_lint_finds_nothing(made: str, stack: str, request: pytest.FixtureRequest) -> None:
    """Issue 2: the templates are what CloudFormation understands."""
    assembly: Path = request.getfixturevalue(made)
    text = (assembly / f"{stack}.template.json").read_text(encoding="utf-8")
    found = lint(text, config=ManualArgs(regions=["eu-central-1"], ignore_checks=ACCEPTED_BY_LINT))
    assert [str(match) for match in found] == []


@pytest.mark.parametrize("stack", STACKS)
def test_no_stack_comes_near_what_cloudformation_takes(production: Path, stack: str) -> None:
    """Issue 10: the deployment that would be one too large is not the first to tell."""
    text = (production / f"{stack}.template.json").read_text(encoding="utf-8")
    assert len(json.loads(text)["Resources"]) < MOST_RESOURCES
    assert len(text) < LONGEST_TEMPLATE


def test_templates_are_for_any_account_of_one_region(assembly: Path) -> None:
    """The same template goes everywhere: no account is written into it. Each has the one region
    that its services want, CloudFront's rules another one.
    """
    manifest = json.loads((assembly / "manifest.json").read_text(encoding="utf-8"))
    for stack in STACKS:
        environment = manifest["artifacts"][stack]["environment"]
        region = "us-east-1" if stack == "JourShield" else "eu-central-1"
        assert environment == f"aws://unknown-account/{region}"
