"""Our own Python as a table of definitions: what a name means, which classes a type speaks of."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYER, FUNCTIONS = ROOT / "layers/jour/python", ROOT / "functions"
CLIENTS = "mypy_boto3_"
"""The packages of boto3's types: a client is spoken of as the package's name."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass
class Module:
    """Definitions and imports; those inside functions count as the module's, as no name means two
    things in one of our modules."""

    name: str
    tree: ast.Module
    names: dict[str, str] = field(default_factory=dict)
    """A name used here → the full name of what it is."""
    values: dict[str, ast.expr] = field(default_factory=dict)
    """What constants and aliases of types are set to."""


@dataclass
class Class:
    """A class, its methods, and what its attributes are annotated or set to."""

    name: str
    module: Module
    bases: list[str]
    methods: dict[str, Function] = field(default_factory=dict)
    attributes: dict[str, tuple[ast.expr, Function | None]] = field(default_factory=dict)
    """An annotation, or what `__init__` sets `self.<name>` to, then with that function."""

    @property
    def is_protocol(self) -> bool:
        return "typing.Protocol" in self.bases


class Source:
    """Everything that may run in Lambda and is ours."""

    def __init__(self) -> None:
        self.modules: dict[str, Module] = {}
        self.classes: dict[str, Class] = {}
        self.functions: dict[str, tuple[Module, Function, Class | None]] = {}
        for name, path in _files():
            self._read(Module(name, ast.parse(path.read_text(encoding="utf-8"))))
        self.subclasses: dict[str, list[str]] = {}
        for one in self.classes.values():
            for base in one.bases:
                self.subclasses.setdefault(base, []).append(one.name)

    def family(self, name: str) -> Iterator[Class]:
        """A class, those it inherits from, and those that inherit from it."""
        yield from self._above(name)
        for heir in self.subclasses.get(name, ()):
            yield self.classes[heir]

    def _above(self, name: str) -> Iterator[Class]:
        if name in self.classes:
            yield self.classes[name]
            for base in self.classes[name].bases:
                yield from self._above(base)

    def playing(self, protocol: Class) -> list[str]:
        """Our own classes that have all that the protocol asks for, with the same parameters."""
        wanted = {(name, _parameters(method)) for name, method in protocol.methods.items()}
        return [
            one.name
            for one in self.classes.values()
            if not one.is_protocol
            and wanted
            <= {(n, _parameters(m)) for c in self._above(one.name) for n, m in c.methods.items()}
        ]

    def spoken_of(self, annotation: ast.expr | None, module: Module) -> frozenset[str]:
        """The classes of ours, and the clients, anywhere in an annotation: a list of logins, a
        login or None and a function that answers a login all speak of logins."""
        found: set[str] = set()
        for node in ast.walk(annotation) if annotation is not None else ():
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= self.spoken_of(_parsed(node.value), module)
            elif isinstance(node, ast.Name | ast.Attribute):
                found |= self._meant(dotted(node), module)
        return frozenset(found)

    def _meant(self, name: str, module: Module) -> frozenset[str]:
        full = full_name(name, module)
        if full in self.classes:
            return frozenset({full})
        if full.startswith(CLIENTS):
            return frozenset({full.partition(".")[0]})
        where, _, alias = full.rpartition(".")
        value = self.modules[where].values.get(alias) if where in self.modules else None
        # Only what is written like a type is an alias of one.
        return self.spoken_of(value, self.modules[where]) if is_type(value) else frozenset()

    def _read(self, module: Module) -> None:
        self.modules[module.name] = module
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    module.names[alias.asname or alias.name.partition(".")[0]] = (
                        alias.name if alias.asname else alias.name.partition(".")[0]
                    )
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    module.names[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        for statement in module.tree.body:
            self._define(statement, module)

    def _define(self, statement: ast.stmt, module: Module) -> None:
        match statement:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                module.names[name] = f"{module.name}.{name}"
                self.functions[f"{module.name}.{name}"] = module, statement, None
            case ast.ClassDef(name=name):
                module.names[name] = f"{module.name}.{name}"
                self._define_class(statement, module)
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                module.names[name] = f"{module.name}.{name}"
                module.values[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                module.names[name] = f"{module.name}.{name}"
                module.values[name] = value

    def _define_class(self, definition: ast.ClassDef, module: Module) -> None:
        name = f"{module.name}.{definition.name}"
        bases = [full_name(dotted(base), module) for base in definition.bases]
        made = self.classes[name] = Class(name, module, bases)
        for statement in definition.body:
            match statement:
                case ast.FunctionDef(name=method) | ast.AsyncFunctionDef(name=method):
                    made.methods[method] = statement
                    self.functions[f"{name}.{method}"] = module, statement, made
                case ast.AnnAssign(target=ast.Name(id=attribute), annotation=annotation):
                    made.attributes[attribute] = annotation, None
        if "__init__" in made.methods:
            for node in ast.walk(made.methods["__init__"]):
                match node:
                    case ast.Assign(
                        targets=[ast.Attribute(ast.Name("self"), attribute)], value=value
                    ):
                        made.attributes.setdefault(attribute, (value, made.methods["__init__"]))


def full_name(name: str, module: Module) -> str:
    """`keys.Key` where `keys` was imported → `jour.store.keys.Key`."""
    first, _, rest = name.partition(".")
    full = module.names.get(first, first)
    return f"{full}.{rest}" if rest else full


def dotted(node: ast.expr) -> str:
    """A name with its dots, of a generic without its parameters; empty for anything else."""
    match node:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=value, attr=name):
            before = dotted(value)
            return f"{before}.{name}" if before else ""
        case ast.Subscript(value=value):
            return dotted(value)
    return ""


def _parameters(method: Function) -> tuple[str, ...]:
    every = (*method.args.posonlyargs, *method.args.args, *method.args.kwonlyargs)
    return tuple(one.arg for one in every)


def is_type(value: ast.expr | None) -> bool:
    """Whether this looks like a type: a name, `tuple[Key, Update]`, `Heads | None`."""
    match value:
        case ast.Subscript() | ast.Name() | ast.Attribute():
            return True
        case ast.BinOp(op=ast.BitOr()):
            return True
    return False


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text, mode="eval").body
    except SyntaxError:
        return None


def _files() -> Iterator[tuple[str, Path]]:
    for path in sorted(LAYER.rglob("*.py")):
        yield ".".join(path.relative_to(LAYER).with_suffix("").parts), path
    for path in sorted(FUNCTIONS.glob("*/handler.py")):
        yield f"functions.{path.parent.name}.handler", path
