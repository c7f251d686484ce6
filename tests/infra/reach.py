"""What a handler can reach: every function of ours it calls or hands on, and every AWS operation.

Types are followed as they are written (mypy has checked them). A value is known by the classes it
may be or hold, so an attribute of a list of logins is looked for at logins; what is merely handed
on counts as called. Both make the answer larger than the truth, never smaller. The one way to be
smaller, a method of a value whose type nobody wrote (`Any`, a lambda's parameter), is reported as
`unknown`.
"""

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.infra.source import CLIENTS, Class, Function, Module, Source, dotted, full_name

Known = frozenset[str]
UPDATE = "jour.store.expression.Update"
NOTHING: Known = frozenset()
FUNCTION = "()"
"""Ends the name of a function that is spoken of itself, not of its answer."""


@dataclass
class Call:
    """A call of an operation or of a method of ours, and how it was written."""

    of: str
    by: str
    node: ast.Call


@dataclass
class Reached:
    """All that one handler can reach."""

    functions: set[str] = field(default_factory=set)
    calls: list[Call] = field(default_factory=list)
    pairs: list[tuple[str, ast.expr]] = field(default_factory=list)
    """Where something stands beside an `Update`, as in a transaction's changes, and the update."""
    unknown: set[tuple[str, str]] = field(default_factory=set)
    """Where a method is called of something without a type, and the method."""


class Walk:
    """Goes through the handler's module and everything that follows."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.reached = Reached()
        self._waiting: list[str] = []

    def run(self, handler: str) -> Reached:
        module = self.source.modules[handler]
        _Body(self, module, None, handler).visit_all(module.tree.body)
        while self._waiting:
            name = self._waiting.pop()
            where, function, owner = self.source.functions[name]
            _Body(self, where, owner, name).function(function)
        return self.reached

    def reach(self, name: str) -> None:
        if name in self.source.functions and name not in self.reached.functions:
            self.reached.functions.add(name)
            self._waiting.append(name)


class _Body(ast.NodeVisitor):
    """One function's body."""

    def __init__(self, walk: Walk, module: Module, owner: Class | None, name: str) -> None:
        self.walk, self.source = walk, walk.source
        self.module, self.owner, self.name = module, owner, name
        self.locals: dict[str, Known | None] = {}

    def function(self, function: Function) -> None:
        self._parameters(function.args)
        if self.owner is not None and function.args.args:
            self.locals[function.args.args[0].arg] = frozenset({self.owner.name})
        for _ in range(2):  # what a loop sets late may be used early
            self.visit_all(function.body)

    def visit_all(self, statements: Iterable[ast.stmt]) -> None:
        for statement in statements:
            self.visit(statement)

    def _parameters(self, arguments: ast.arguments) -> None:
        every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
        for many in (arguments.vararg, arguments.kwarg):
            if many is not None:  # a tuple or a dictionary, whatever is in it
                self.locals[many.arg] = self._spoken(many.annotation)
        for one in every:
            written = one.annotation
            is_any = isinstance(written, ast.Name) and written.id == "Any"
            known = None if written is None or is_any else self._spoken(written)
            self.locals[one.arg] = known

    def _spoken(self, annotation: ast.expr | None) -> Known:
        return self.source.spoken_of(annotation, self.module)

    # --- statements that name something

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in self.module.names and self.owner is None and self.name == self.module.name:
            self.walk.reach(f"{self.module.name}.{node.name}")
            for decorator in node.decorator_list:
                self.typed(decorator)
            for parameter in (*node.args.args, node):
                written = getattr(parameter, "annotation", None)
                self._made(self._spoken(written))
            return
        self._parameters(node.args)
        self.visit_all(node.body)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        return

    def visit_Assign(self, node: ast.Assign) -> None:
        known = self.typed(node.value)
        for target in node.targets:
            self._name(target, known)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.typed(node.value)
        self._name(node.target, self._spoken(node.annotation))

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._name(node.target, self.typed(node.value))

    def visit_For(self, node: ast.For) -> None:
        self._name(node.target, self.typed(node.iter))
        self.visit_all([*node.body, *node.orelse])

    def visit_With(self, node: ast.With) -> None:
        for item in node.items:
            known = self.typed(item.context_expr)
            if item.optional_vars is not None:
                self._name(item.optional_vars, known)
        self.visit_all(node.body)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.name:
            self.locals[node.name] = self._spoken(node.type)
        self.visit_all(node.body)

    def visit_Match(self, node: ast.Match) -> None:
        subject = self.typed(node.subject) or NOTHING
        for case in node.cases:
            for part in ast.walk(case.pattern):
                if isinstance(part, ast.MatchClass):
                    subject |= self._spoken(part.cls)
            held = subject | {k for name in subject for k in self._fields(name)}
            for part in ast.walk(case.pattern):
                bound = getattr(part, "name", None) or getattr(part, "rest", None)
                if isinstance(bound, str):
                    self.locals[bound] = held
                if isinstance(part, ast.MatchValue):
                    self.typed(part.value)
            if case.guard is not None:
                self.typed(case.guard)
            self.visit_all(case.body)

    def _fields(self, name: str) -> Known:
        found = NOTHING
        for one in self.source.family(name):
            for written, _ in one.attributes.values():
                found |= self.source.spoken_of(written, one.module)
        return found

    def _name(self, target: ast.expr, known: Known | None) -> None:
        match target:
            case ast.Name(id=name):
                before = self.locals.get(name, NOTHING)
                self.locals[name] = None if known is None else (before or NOTHING) | known
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    self._name(part, known)
            case ast.Starred(value=value):
                self._name(value, known)
            case _:
                self.typed(target)

    # --- expressions

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.expr):
            self.typed(node)
        else:
            super().visit(node)

    def typed(self, node: ast.expr) -> Known | None:
        """The classes that the value may be or hold; None where nobody has said."""
        match node:
            case ast.Name(id=name):
                return self._named(name)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Call():
                return self._call(node)
            case ast.Lambda():
                self._parameters(node.args)
                return self.typed(node.body)
            case ast.NamedExpr(target=target, value=value):
                known = self.typed(value)
                self._name(target, known)
                return known
            case ast.Compare():
                self._each(node)
                return NOTHING
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                for part in node.generators:
                    self._name(part.target, self.typed(part.iter))
                    for test in part.ifs:
                        self.typed(test)
                if isinstance(node, ast.DictComp):
                    self.typed(node.key)
                    return self.typed(node.value)
                return self.typed(node.elt)
            case ast.Constant():
                return NOTHING
            case ast.Tuple(elts=[first, second]):
                beside = self.typed(second) or NOTHING
                if UPDATE in beside:
                    self.walk.reached.pairs.append((self.name, second))
                return beside | (self.typed(first) or NOTHING)
        return self._each(node)

    def _each(self, node: ast.AST) -> Known | None:
        """What any of the parts may be."""
        found = NOTHING
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr):
                found |= self.typed(part) or NOTHING
            elif isinstance(part, ast.keyword):
                found |= self.typed(part.value) or NOTHING
        return found

    def _named(self, name: str) -> Known | None:
        if name in self.locals:
            return self.locals[name]
        return self._global(full_name(name, self.module))

    def _global(self, full: str) -> Known:
        if full in self.source.functions:
            self.walk.reach(full)
            return frozenset({full + FUNCTION})
        if full in self.source.classes:
            return frozenset({full})
        where, _, name = full.rpartition(".")
        module = self.source.modules.get(where)
        if module is not None and name in module.values:
            other = _Body(self.walk, module, None, full)
            return other.typed(module.values[name]) or NOTHING
        return NOTHING

    def _attribute(self, node: ast.Attribute) -> Known | None:
        full = full_name(dotted(node), self.module) if dotted(node) else ""
        if full.rpartition(".")[0] in self.source.modules and not self._is_local(node):
            return self._global(full)
        holder = self.typed(node.value)
        if holder is None:
            self.walk.reached.unknown.add((self.name, node.attr))
            return None
        found, is_ours = NOTHING, False
        for name in holder:
            known = self._member(name, node.attr)
            if known is not None:
                found, is_ours = found | known, True
        return found if is_ours else holder

    def _is_local(self, node: ast.Attribute) -> bool:
        return dotted(node).partition(".")[0] in self.locals

    def _member(self, holder: str, attribute: str) -> Known | None:
        """An attribute of a class of ours; None where it has none of that name."""
        if holder.startswith(CLIENTS):
            return frozenset({f"{holder}.{attribute}{FUNCTION}"})
        if holder in self.source.classes and self.source.classes[holder].is_protocol:
            return self._played(self.source.classes[holder], attribute)
        found: Known | None = None
        for one in self.source.family(holder):
            if attribute in one.methods:
                name = f"{one.name}.{attribute}"
                self.walk.reach(name)
                found = (found or NOTHING) | self._method(one, attribute)
            elif attribute in one.attributes:
                written, within = one.attributes[attribute]
                found = (found or NOTHING) | self._written(one, written, within)
        return found

    def _played(self, protocol: Class, attribute: str) -> Known:
        players = self.source.playing(protocol)
        if not players:
            return frozenset({f"{CLIENTS}?.{attribute}{FUNCTION}"})
        return frozenset().union(*(self._member(name, attribute) or NOTHING for name in players))

    def _method(self, one: Class, name: str) -> Known:
        function = one.methods[name]
        if any("property" in ast.unparse(mark) for mark in function.decorator_list):
            return self.source.spoken_of(function.returns, one.module)
        return frozenset({f"{one.name}.{name}{FUNCTION}"})

    def _written(self, one: Class, written: ast.expr, within: Function | None) -> Known:
        if within is None:
            return self.source.spoken_of(written, one.module)
        body = _Body(self.walk, one.module, one, f"{one.name}.__init__")
        body._parameters(within.args)
        return body.typed(written) or NOTHING

    def _call(self, node: ast.Call) -> Known | None:
        client = _client(node)
        if client:
            return frozenset({client})
        handed = [self.typed(a.value if isinstance(a, ast.Starred) else a) for a in node.args]
        handed += [self.typed(keyword.value) for keyword in node.keywords]
        called = self.typed(node.func)
        if called is None:
            return None
        found = NOTHING
        for name in called:
            found |= self._answer(name, node)
        if not called:  # somebody else's function answers, at most, what it was handed
            found = found.union(*(known or NOTHING for known in handed))
        return found

    def _answer(self, name: str, node: ast.Call) -> Known:
        if not name.endswith(FUNCTION):
            self._made(frozenset({name}))
            return frozenset({name})
        name = name.removesuffix(FUNCTION)
        self.walk.reached.calls.append(Call(name, self.name, node))
        if name not in self.source.functions:
            return NOTHING
        module, function, owner = self.source.functions[name]
        answered = self.source.spoken_of(function.returns, module)
        if function.returns is not None and "Self" in ast.unparse(function.returns) and owner:
            answered |= {owner.name}
        return answered

    def _made(self, classes: Known) -> None:
        for name in classes:
            for one in self.source.family(name):
                for method in ("__init__", "__post_init__", "__call__"):
                    if method in one.methods:
                        self.walk.reach(f"{one.name}.{method}")


def _client(node: ast.Call) -> str | None:
    match node:
        case ast.Call(
            func=ast.Attribute(ast.Name("aws"), "client"), args=[ast.Constant(str(service)), *_]
        ):
            return CLIENTS + service
    return None
