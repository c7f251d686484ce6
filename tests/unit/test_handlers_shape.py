"""The shape of the code: thin handlers, a pure domain, sentences for every code."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANDLERS = sorted((ROOT / "functions").glob("*/handler.py"))
DOMAIN = ROOT / "layers" / "jour" / "python" / "jour"
PURE = (
    "call_list",
    "call_list_import",
    "clock",
    "csv_rows",
    "errors",
    "news",
    "organisation",
    "phone",
    "number_columns",
    "number_register",
    "number_rows",
    "password_standing",
    "presence_day",
    "presence_log",
    "session",
    "user",
    "user_rows",
    "views",
)
_LIMIT = 12


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.parent.name)
def test_a_handler_decodes_calls_and_encodes(path: Path) -> None:
    """Handlers import only the standard library and jour, and stay short."""
    for module in _imports(path):
        top = module.partition(".")[0]
        assert top == "jour" or top in sys.stdlib_module_names, module
    tree = ast.parse(path.read_text())
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            length = (node.end_lineno or 0) - node.lineno
            assert length <= _LIMIT, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", HANDLERS, ids=lambda path: path.parent.name)
def test_a_function_is_one_file(path: Path) -> None:
    """A second file means that the code belongs in the layer."""
    others = [p.name for p in path.parent.iterdir() if p.name != "__pycache__"]
    assert others == ["handler.py"]


@pytest.mark.parametrize("name", PURE)
def test_the_domain_knows_no_aws_no_clock_and_no_environment(name: str) -> None:
    """Rules are functions of (state, command, now)."""
    forbidden = {"boto3", "botocore", "os", "pydantic", "aws_lambda_powertools", "jour.wiring"}
    imports = _imports(DOMAIN / f"{name}.py")
    assert not imports & forbidden
    assert not any(module.startswith("jour.store") for module in imports)
