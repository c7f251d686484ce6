"""Reads the synthesised CDK app: the template, its assets, the table's schema."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.failure import Failure
from local.settings import STACK


@dataclass(frozen=True)
class Asset:
    """A file or folder that the template refers to by `key` in the assets bucket."""

    key: str
    source: Path


@dataclass(frozen=True)
class Assembly:
    """What `cdk synth` leaves behind for one stack."""

    folder: Path
    stack: str = STACK

    @property
    def template_text(self) -> str:
        """The template, byte for byte as AWS would get it."""
        path = self.folder / f"{self.stack}.template.json"
        if not path.is_file():
            raise Failure(f"{path} is missing: run 'make synth' and read what it says.")
        return path.read_text()

    @property
    def resources(self) -> dict[str, Any]:
        """The template's resources by logical name."""
        found: dict[str, Any] = json.loads(self.template_text)["Resources"]
        return found

    @property
    def outputs(self) -> dict[str, Any]:
        """The template's outputs by logical name."""
        found: dict[str, Any] = json.loads(self.template_text)["Outputs"]
        return found

    def assets(self) -> list[Asset]:
        """The packages of functions and layers, and the template itself."""
        manifest = json.loads((self.folder / f"{self.stack}.assets.json").read_text())
        return [
            Asset(place["objectKey"], self.folder / entry["source"]["path"])
            for entry in manifest["files"].values()
            for place in entry["destinations"].values()
        ]

    def template_key(self) -> str:
        """The key of the template among the assets."""
        name = f"{self.stack}.template.json"
        return next(asset.key for asset in self.assets() if asset.source.name == name)

    def third_party_layers(self) -> set[str]:
        """Asset keys of the layers that hold installed packages, hence compiled code."""
        layers = {
            resource["Properties"]["Content"]["S3Key"]
            for resource in self.resources.values()
            if resource["Type"] == "AWS::Lambda::LayerVersion"
        }
        return {
            asset.key
            for asset in self.assets()
            if asset.key in layers and any(asset.source.glob("python/*.dist-info"))
        }

    def table(self) -> dict[str, Any]:
        """The one table's properties, as CloudFormation spells them."""
        tables: list[dict[str, Any]] = [
            resource["Properties"]
            for resource in self.resources.values()
            if resource["Type"] in ("AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable")
        ]
        if len(tables) != 1:
            raise Failure(f"{self.stack} has {len(tables)} tables instead of the one expected.")
        return tables[0]
