"""Finds the conditions that mutation takes away, and rewrites modules so that each can be: as they
are imported, in memory alone. Pure but for reading sources.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "layers/jour/python/jour"
GUARDED = (
    "attempts",
    "authenticate",
    "authorize",
    "call_routing",
    "callers",
    "chat",
    "chat_changes",
    "chat_course",
    "chat_customer",
    "chat_throttle",
    "chat_work",
    "contact_end",
    "credential_order",
    "distance_login",
    "fanout",
    "handout",
    "chat_handout",
    "http",
    "queue_poll",
    "request",
    "rotation",
    "send_sms",
    "session",
    "sign_in",
    "sms_hand_over",
    "toggle",
    "work",
)
"""Modules whose guards are taken away one by one; in `store/` it is the conditions of writes."""
LEAVES = (ast.Raise, ast.Return, ast.Continue)
SWITCH = "_mutation_switch"


@dataclass(frozen=True)
class Mutant:
    """One condition that can be taken away."""

    id: str
    """`module:function:number`: of the function's conditions, counted from 1."""
    module: str
    line: int
    kind: str
    text: str


class _Rewriter(ast.NodeTransformer):
    """Wraps conditions in calls of the switch, and notes them."""

    def __init__(self, module: str, source: str) -> None:
        self.module, self.source = module, source
        self.stores = ".store." in module
        self.mutants: list[Mutant] = []
        self._path: list[str] = []
        self._says = False
        """Whether the function answers yes or no."""
        self._counts: dict[str, int] = {}

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        before, returns = self._says, node.returns
        self._says = isinstance(returns, ast.Name) and returns.id == "bool"
        self._inside(node, node.name)
        self._says = before
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        return self._inside(node, node.name)

    def _inside(self, node: ast.AST, name: str) -> ast.AST:
        self._path.append(name)
        self.generic_visit(node)
        self._path.pop()
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if not self.stores:
            return node
        if isinstance(node.func, ast.Attribute) and node.func.attr == "when" and node.args:
            node.args[0] = self._wrapped("condition", node.args[0], "when")
        for keyword in node.keywords:
            if keyword.arg == "unless_exists" and isinstance(keyword.value, ast.Constant):
                keyword.value = self._wrapped("unless_exists", keyword.value, "new item")
        if isinstance(node.func, ast.Name) and node.func.id == "created":
            return self._wrapped("created", node, "new item")
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        self.generic_visit(node)
        if not self.stores and isinstance(node.body[-1], LEAVES) and not node.orelse:
            node.test = self._wrapped("refuses", node.test, "guard")
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        value = node.value
        if not self.stores and isinstance(value, ast.BoolOp) and isinstance(value.op, ast.And):
            value.values = [self._wrapped("holds", one, "conjunct") for one in value.values]
        elif not self.stores and self._says and isinstance(value, ast.Compare | ast.BoolOp):
            node.value = self._wrapped("holds", value, "whole")
        return node

    def _wrapped(self, how: str, node: ast.expr, kind: str) -> ast.expr:
        where = ".".join(self._path) or "module"
        self._counts[where] = number = self._counts.get(where, 0) + 1
        text = " ".join((ast.get_source_segment(self.source, node) or "").split())
        mutant = Mutant(f"{self.module}:{where}:{number}", self.module, node.lineno, kind, text)
        self.mutants.append(mutant)
        called = ast.Attribute(ast.Name(SWITCH, ast.Load()), how, ast.Load())
        return ast.copy_location(ast.Call(called, [ast.Constant(mutant.id), node], []), node)


def rewritten(module: str, source: str) -> tuple[ast.Module, list[Mutant]]:
    """The module with a switch at each of its conditions, and what they are."""
    tree = ast.parse(source)
    rewriter = _Rewriter(module, source)
    rewriter.visit(tree)
    if rewriter.mutants:
        switch = ast.ImportFrom("proof", [ast.alias("switch", SWITCH)], 0)
        tree.body.insert(1 if ast.get_docstring(tree) else 0, switch)
    return ast.fix_missing_locations(tree), rewriter.mutants


def modules() -> Iterator[tuple[str, Path]]:
    """The modules that are rewritten, with their files; lists, whose tests are long, last."""
    files = (PACKAGE / "store").glob("*.py")
    for file in sorted(files, key=lambda one: ("list" in one.stem, one)):
        # The switch itself uses it; its one condition is taken away at each place of `created`.
        if file.stem != "expression":
            yield f"jour.store.{file.stem}", file
    for name in sorted(GUARDED):
        yield f"jour.{name}", PACKAGE / f"{name}.py"


def mutants() -> list[Mutant]:
    """All of them, in the order of modules and lines."""
    found: list[Mutant] = []
    for module, file in modules():
        found += rewritten(module, file.read_text(encoding="utf-8"))[1]
    return found
