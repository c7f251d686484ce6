"""Which AWS actions a function's code calls, and on what, derived from the code."""

import ast
from functools import cache

from tests.infra.reach import UPDATE, Reached, Walk
from tests.infra.source import CLIENTS, Function, Module, Source, dotted, full_name

TABLE = "jour.store.table.Table"
WRITING = {"set", "assign", "remove", "add", "delete"}
"""Methods of `Update` after which it is more than a check."""
PUSHER = "jour.push.Pusher"
PERMITTED_BY = {"SendMessageBatch": "SendMessage"}
"""Operations whose action has another name (AWS, Service Authorization Reference)."""

Called = set[tuple[str, str]]
"""Actions without their service's prefix, each with the place in our code that calls it; `table`
or `index` for the table's own."""


@cache
def source() -> Source:
    return Source()


def reached(folder: str) -> Reached:
    """What a function's handler can reach."""
    return Walk(source()).run(f"functions.{folder}.handler")


def called(found: Reached) -> Called:
    """The actions that this calls, and where."""
    actions = _pushed(found)
    for call in found.calls:
        operation = call.of.rpartition(".")[2]
        if call.of == f"{TABLE}.query":
            indexed = any(keyword.arg == "index" for keyword in call.node.keywords)
            actions.add(("Query", "index" if indexed else "table"))
        elif call.of == f"{TABLE}.count":
            actions.add(("Query", "table"))
        elif call.of.startswith(f"{CLIENTS}dynamodb."):
            actions |= _table_actions(operation, found)
        elif call.of.startswith(CLIENTS):
            actions.add((_action(operation, call.node), call.by))
    return actions


def untyped(found: Reached) -> set[tuple[str, str]]:
    """Methods of values without a type that could be ones that reach AWS: there the derivation is
    blind, so there may be none."""
    store = [one for one in source().classes.values() if one.name.startswith("jour.store.")]
    wired = list(source().family("jour.wiring.Services"))
    services = {method for one in wired for method in one.methods}
    names = {method for one in store for method in one.methods} | {"post", "close", *services}
    return {(where, name) for where, name in found.unknown if name in names}


def _action(operation: str, node: ast.Call) -> str:
    if operation == "get_paginator":
        (named,) = node.args
        assert isinstance(named, ast.Constant)
        operation = str(named.value)
    name = _camel(operation)
    return PERMITTED_BY.get(name, name)


def _table_actions(method: str, found: Reached) -> Called:
    if method == "transact_write_items":
        # Each part of a transaction counts as the action that it would be by itself.
        names = {"UpdateItem"}
        names |= {"DeleteItem"} if f"{UPDATE}.delete" in found.functions else set()
        names |= {"ConditionCheckItem"} if any(_checks(*pair) for pair in found.pairs) else set()
    else:
        names = {_camel(method)} - {"Query"}  # which asks the table or the index: see `called`
    return {(name, "table") for name in names}


def _camel(method: str) -> str:
    return "".join(part.capitalize() for part in method.split("_"))


def _pushed(found: Reached) -> Called:
    """jour/push.py signs its requests itself, so no client of boto3's tells of them."""
    methods = {"post": "POST", "close": "DELETE"}
    return {
        ("ManageConnections", verb)
        for method, verb in methods.items()
        if f"{PUSHER}.{method}" in found.functions
    }


def _checks(by: str, change: ast.expr) -> bool:
    """Whether this change of a transaction may write nothing, and so is a mere check."""
    if by not in source().functions:
        return False
    module, function, _ = source().functions[by]
    return _writes_nothing(change, function, module)


def _writes_nothing(change: ast.expr, function: Function, module: Module) -> bool:
    match change:
        case ast.Call(func=ast.Attribute(value=value, attr=method)) if not _is_ours(change, module):
            return method not in WRITING and _writes_nothing(value, function, module)
        case ast.Call(func=called):
            full = full_name(dotted(called), module)
            return full == UPDATE or _answers_a_check(full)
        case ast.Name(id=name):
            return not _written(name, function) and any(
                _writes_nothing(value, function, module) for value in _values(name, function)
            )
        case ast.IfExp(body=one, orelse=other):
            return any(_writes_nothing(each, function, module) for each in (one, other))
    return False


def _is_ours(call: ast.Call, module: Module) -> bool:
    return full_name(dotted(call.func), module) in source().functions


def _answers_a_check(full: str) -> bool:
    if full not in source().functions:
        return False
    module, function, _ = source().functions[full]
    return any(
        _writes_nothing(node.value, function, module)
        for node in ast.walk(function)
        if isinstance(node, ast.Return) and node.value is not None
    )


def _values(name: str, function: Function) -> list[ast.expr]:
    return [
        node.value
        for node in ast.walk(function)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id == name for target in node.targets)
    ]


def _written(name: str, function: Function) -> bool:
    """Whether the function writes into it in any case, not only in a branch of its own. A loop
    counts: what goes through nothing leaves the whole change out."""
    for statement in function.body:
        if isinstance(statement, ast.Expr | ast.Assign | ast.Return | ast.For):
            for node in ast.walk(statement):
                match node:
                    case ast.Call(func=ast.Attribute(value=value, attr=method)):
                        if method in WRITING and _root(value) == name:
                            return True
    return False


def _root(node: ast.expr) -> str:
    """`change` of `change.when(…).set(…)`."""
    while isinstance(node, ast.Call | ast.Attribute):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
