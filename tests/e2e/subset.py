"""Deploys what an emulator takes of a template, with marks in the place of what it does not."""

import json
import re
import time
from collections.abc import Set
from typing import Any

import pytest
from botocore.exceptions import ClientError

_REFUSED = re.compile(r"Unrecognized resource types: \[(.*?)\]")
_MARK = "arn:aws:none:eu-central-1:000000000000:left/out/of/this"
"""As long as an ARN, and with as many parts as a flow's."""


class Subset:
    """A template that is to be deployed by itself, whatever it imports from others."""

    def __init__(
        self, formation: Any, template: dict[str, Any], given: dict[str, str], secret: str
    ) -> None:
        """`secret`: ARN of what stands for a secret that is imported."""
        self._formation, self._template, self._given = formation, template, given
        self._secret = secret

    def refused(self, url: str) -> set[str]:
        """The types that the emulator names when it is given the whole template."""
        with pytest.raises(ClientError) as refusal:
            self._create("Whole", TemplateURL=url)
        told = _REFUSED.search(refusal.value.response["Error"]["Message"])
        return set(told[1].split(", ")) if told else set()

    def deploy(self, name: str, without: Set[str]) -> tuple[str, set[str]]:
        """Deploy the rest: the stack's status, and the types of what it made."""
        gone = {id for id, one in self._template["Resources"].items() if one["Type"] in without}
        template: dict[str, Any] = _without(self._template, gone, self._secret)
        template["Resources"] = {
            id: one for id, one in template["Resources"].items() if id not in gone
        }
        self._create(name, TemplateBody=json.dumps(template))
        while (status := self._status(name)).endswith("_IN_PROGRESS"):
            time.sleep(0.1)
        pages = self._formation.get_paginator("list_stack_resources").paginate(StackName=name)
        made = {one["ResourceType"] for page in pages for one in page["StackResourceSummaries"]}
        return status, made

    def _create(self, name: str, **template: str) -> None:
        self._formation.create_stack(
            StackName=name,
            **template,
            Parameters=[
                {"ParameterKey": key, "ParameterValue": value} for key, value in self._given.items()
            ],
            Capabilities=["CAPABILITY_IAM"],
        )

    def _status(self, name: str) -> str:
        return str(self._formation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])


def _without(value: Any, gone: Set[str], secret: str) -> Any:
    """The same, with marks for what refers to resources that are not there, or to other stacks."""
    match value:
        case {"Ref": str(id)} if id in gone:
            return _MARK
        case {"Fn::GetAtt": [str(id), *_]} if id in gone:
            return _MARK
        case {"Fn::ImportValue": str(name)}:
            return secret if "Secret" in name else _MARK
        case {"DependsOn": list(ids), **rest}:
            kept = [id for id in ids if id not in gone]
            return _without(rest, gone, secret) | {"DependsOn": kept}
        case dict():
            return {key: _without(each, gone, secret) for key, each in value.items()}
        case list():
            return [_without(each, gone, secret) for each in value]
    return value
