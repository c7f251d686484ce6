"""A synthesised template as tests want to read it: by type and by readable names."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The CDK appends eight hex digits to every logical id; tests name what stands before them.
_HASH = re.compile(r"[0-9A-F]{8}$")


def readable(logical_id: str) -> str:
    """A logical id without the CDK's hash."""
    return _HASH.sub("", logical_id)


def rendered(value: Any) -> str:
    """An intrinsic as text: `${Table.Arn}/index/by_org`."""
    match value:
        case {"Ref": str(name)}:
            return f"${{{readable(name)}}}"
        case {"Fn::GetAtt": [str(name), str(attribute)]}:
            return f"${{{readable(name)}.{attribute}}}"
        case {"Fn::Join": [str(separator), list(parts)]}:
            return separator.join(rendered(part) for part in parts)
    return value if isinstance(value, str) else json.dumps(value)


def as_list(value: Any) -> list[Any]:
    """IAM writes a single entry without its list."""
    return value if isinstance(value, list) else [value]


@dataclass(frozen=True)
class Template:
    """One stack's template."""

    content: dict[str, Any]

    @classmethod
    def read(cls, assembly: Path, stack: str) -> "Template":
        path = assembly / f"{stack}.template.json"
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def all(self, kind: str) -> dict[str, dict[str, Any]]:
        """Properties of every resource of a type, by readable name."""
        return {
            readable(name): resource.get("Properties", {})
            for name, resource in self.content["Resources"].items()
            if resource["Type"] == kind
        }

    def one(self, kind: str) -> dict[str, Any]:
        """Properties of the only resource of a type."""
        (properties,) = self.all(kind).values()
        return properties

    def functions(self) -> dict[str, dict[str, Any]]:
        """Properties of every function, by its folder."""
        return {
            properties["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]: properties
            for properties in self.all("AWS::Lambda::Function").values()
        }

    def folder_of(self, function: Any) -> str:
        """The folder of the function that an intrinsic points to."""
        wanted = rendered(function)
        for name, properties in self.all("AWS::Lambda::Function").items():
            # API Gateway wraps the ARN into an address of its own for WebSocket APIs.
            if wanted == f"${{{name}}}" or f"${{{name}.Arn}}" in wanted:
                service: str = properties["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"]
                return service
        raise LookupError(wanted)

    def statements(self, role: Any) -> Iterator[dict[str, Any]]:
        """Every statement of a role's policies; managed policies are none of ours."""
        name = rendered(role).removesuffix(".Arn}").removesuffix("}") + "}"
        for policy in self.all("AWS::IAM::Policy").values():
            if name in map(rendered, policy["Roles"]):
                yield from policy["PolicyDocument"]["Statement"]

    def routes(self, api: str) -> dict[str, str]:
        """Route key → folder of the function behind it."""
        integrations = {
            f"integrations/${{{name}}}": properties
            for name, properties in self.all("AWS::ApiGatewayV2::Integration").items()
        }
        return {
            route["RouteKey"]: self.folder_of(
                integrations[rendered(route["Target"])]["IntegrationUri"]
            )
            for route in self.all("AWS::ApiGatewayV2::Route").values()
            if rendered(route["ApiId"]) == f"${{{api}}}"
        }
