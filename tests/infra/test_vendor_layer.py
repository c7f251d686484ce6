"""The third-party layer: what is pinned, and for which machine it is built."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

from local.settings import ROOT
from tests.infra.template import Template

REQUIREMENTS = ROOT / "layers" / "vendor" / "requirements.txt"
BROUGHT_BY_LAMBDA = {"boto3", "botocore"}
# Lambda brings one of these too, but not certainly the version whose names are imported.
OVERRIDDEN = {"urllib3"}
AARCH64 = 0xB7
ELF_MACHINE = slice(18, 20)


def _pinned() -> dict[str, str]:
    lines = REQUIREMENTS.read_text(encoding="utf-8").splitlines()
    pins = (line.split("==") for line in lines if line and not line.startswith("#"))
    return {name: version for name, version in pins}


@pytest.fixture(scope="module")
def locked() -> dict[str, Any]:
    """The packages of uv.lock by name."""
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    return {package["name"]: package for package in lock["package"]}


def _needed(locked: dict[str, Any], name: str) -> Iterator[str]:
    """A package and all that it needs, without what only an extra would bring."""
    yield name
    for dependency in locked[name].get("dependencies", []):
        yield from _needed(locked, dependency["name"])


def test_pinned_is_what_the_project_depends_on(locked: dict[str, Any]) -> None:
    """The list holds the project's dependencies with all that they need, and nothing else."""
    direct = {d["name"] for d in locked["jour"]["dependencies"]} - BROUGHT_BY_LAMBDA
    needed = {name for one in direct for name in _needed(locked, one)}
    assert set(_pinned()) == needed | OVERRIDDEN


def test_pinned_at_the_locked_versions(locked: dict[str, Any]) -> None:
    """Lambda runs what the tests have run."""
    assert _pinned() == {name: locked[name]["version"] for name in _pinned()}


def _imported(path: Path) -> Iterator[str]:
    """Top-level modules that a file imports when it runs, wherever in the file it does."""
    pending: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while pending:
        match pending.pop():
            case ast.If(test=ast.Name(id="TYPE_CHECKING"), orelse=otherwise):
                pending += otherwise
            case ast.Import(names=names):
                yield from (alias.name.split(".")[0] for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module.split(".")[0]
            case node:
                pending += ast.iter_child_nodes(node)


def test_whatever_is_imported_is_there() -> None:
    """A package that only this machine has would fail in Lambda, at the first call."""
    sources = [*(ROOT / "layers" / "jour").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
    modules = {name for path in sources for name in _imported(path)}
    foreign = modules - sys.stdlib_module_names - {"jour"}
    assert foreign >= {"argon2", "botocore"}
    provided = set(_pinned()) | BROUGHT_BY_LAMBDA
    assert {name for name in foreign if not _packages(name) & provided} == set()


def _packages(module: str) -> set[str]:
    """Names of the packages that a module comes from, as lock and requirements write them."""
    return {name.lower().replace("_", "-") for name in packages_distributions().get(module, [])}


@pytest.fixture(scope="module")
def content(assembly: Path, core: Template) -> Path:
    """The layer's folder as it is uploaded."""
    key = core.all("AWS::Lambda::LayerVersion")["LayersVendor"]["Content"]["S3Key"]
    return assembly / f"asset.{key.removesuffix('.zip')}" / "python"


def test_binaries_are_for_arm64_only(content: Path) -> None:
    """Issue 2: bundled for arm64 without Docker; one foreign binary fails at the first import."""
    binaries = [path for path in content.rglob("*.so*") if path.is_file()]
    assert {path.parent.name.split(".")[0] for path in binaries} >= {"_argon2_cffi_bindings"}
    for path in binaries:
        machine = int.from_bytes(path.read_bytes()[ELF_MACHINE], "little")
        assert machine == AARCH64, path.relative_to(content)


def test_argon2_binding_is_the_pinned_one(content: Path) -> None:
    """With too old a platform tag, the installer silently takes an outdated binding."""
    version = _pinned()["argon2-cffi-bindings"]
    assert (content / f"argon2_cffi_bindings-{version}.dist-info").is_dir()


def test_no_bytecode_and_no_boto3(content: Path) -> None:
    """Small, and the same whenever it is built."""
    assert not list(content.rglob("__pycache__"))
    assert not (content / "boto3").exists()


def test_own_layer_has_no_bytecode(assembly: Path, core: Template) -> None:
    """Running the tests must not change what is deployed."""
    key = core.all("AWS::Lambda::LayerVersion")["LayersJour"]["Content"]["S3Key"]
    folder = assembly / f"asset.{key.removesuffix('.zip')}"
    assert (folder / "python" / "jour" / "__init__.py").is_file()
    assert not list(folder.rglob("__pycache__"))
    assert not list(folder.rglob("*.pyc"))


def test_both_layers_are_declared_for_lambda(core: Template) -> None:
    """A layer for another machine would be refused by Lambda itself."""
    for layer in core.all("AWS::Lambda::LayerVersion").values():
        assert layer["CompatibleArchitectures"] == ["arm64"]
        assert layer["CompatibleRuntimes"] == ["python3.13"]
