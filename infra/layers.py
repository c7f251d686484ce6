"""The two layers of every function: our own code, and the third-party packages."""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import aws_cdk as cdk
import jsii
from aws_cdk import aws_lambda as lambda_
from constructs import Construct

from infra.function import ARCHITECTURE, NOT_SHIPPED, RUNTIME

LAYERS = Path(__file__).parent.parent / "layers"
REQUIREMENTS = LAYERS / "vendor" / "requirements.txt"
# manylinux2014 would silently bring an outdated argon2 binding; Lambda's 3.13 has glibc 2.34.
AWS_WHEELS = ("--python-platform", "aarch64-manylinux_2_28", "--python-version", "3.13")


@jsii.implements(cdk.ILocalBundling)
class VendorPackages:
    """Installs the pinned wheels with uv; needs no Docker and compiles nothing."""

    def __init__(self) -> None:
        self._recipe = (REQUIREMENTS.read_text(encoding="utf-8"), *AWS_WHEELS)

    @property
    def asset_hash(self) -> str:
        """Changes when, and only when, other packages would be installed."""
        return hashlib.sha256("\n".join(self._recipe).encode()).hexdigest()

    def try_bundle(self, output_dir: str, options: Any = None, **_: Any) -> bool:
        """Fill the layer; False would make the CDK ask for Docker, so failure raises instead."""
        python = Path(output_dir) / "python"
        subprocess.run(self._command(python), check=True)
        for cache in python.rglob("__pycache__"):
            shutil.rmtree(cache)
        (python / ".lock").unlink(missing_ok=True)
        return True

    def _command(self, python: Path) -> list[str]:
        uv = Path(sys.executable).parent / "uv"
        return [
            *(str(uv), "pip", "install", "--quiet", "--no-deps", "--link-mode", "copy"),
            *("--only-binary", ":all:", "--target", str(python), *AWS_WHEELS),
            *("--requirement", str(REQUIREMENTS)),
        ]


class JourLayers(Construct):
    """`layers/jour` as it is, and `layers/vendor` bundled for arm64."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        own = self._layer("Jour", _own_code(), "The domain of Jour and its storage")
        vendor = self._layer("Vendor", _vendor_code(), "Third-party packages, as pinned")
        self.all = [own, vendor]

    def _layer(self, id: str, code: lambda_.Code, description: str) -> lambda_.LayerVersion:
        return lambda_.LayerVersion(
            self,
            id,
            code=code,
            description=description,
            compatible_runtimes=[RUNTIME],
            compatible_architectures=[ARCHITECTURE],
        )


def _own_code() -> lambda_.Code:
    return lambda_.Code.from_asset(
        str(LAYERS / "jour"), exclude=NOT_SHIPPED, ignore_mode=cdk.IgnoreMode.GIT
    )


def _vendor_code() -> lambda_.Code:
    packages = VendorPackages()
    return lambda_.Code.from_asset(
        str(REQUIREMENTS.parent),
        asset_hash=packages.asset_hash,
        asset_hash_type=cdk.AssetHashType.CUSTOM,
        bundling=cdk.BundlingOptions(image=RUNTIME.bundling_image, local=packages),
    )
