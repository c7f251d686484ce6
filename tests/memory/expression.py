"""DynamoDB's expressions, compiled once per text: conditions, filters and update expressions.

Items and values are in DynamoDB's own form (`{"S": "anna"}`). As strict as the real one where a
mistake could hide: every name and value has to be used, and no two paths of an update may overlap.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

Typed = dict[str, Any]
Item = Mapping[str, Typed]
Path = tuple[str, ...]
Values = Mapping[str, Typed]
Operand = Callable[[Item, Values], Typed | None]
Test = Callable[[Item, Values], bool]
Change = Callable[[Item, Values], dict[Path, Typed | None]]
"""What an update makes of each path it names; None: it goes."""

_TOKEN = re.compile(r"\s*(<>|<=|>=|[=<>(),+\-]|[:#]?[\w.#]+)")
_COMPARED: dict[str, Callable[[Any, Any], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}


class Malformed(Exception):
    """DynamoDB would answer ValidationException: the caller's own mistake."""


def at(item: Item, path: Path) -> Typed | None:
    """What stands there, or None."""
    found: Typed | None = {"M": item}
    for name in path:
        found = found["M"].get(name) if found and "M" in found else None
        if found is None:
            return None
    return found


class _Reader:
    """Takes an expression apart."""

    def __init__(self, text: str, names: Mapping[str, str]) -> None:
        self.tokens = _TOKEN.findall(text)
        if "".join(self.tokens) != re.sub(r"\s", "", text):
            raise Malformed(f"cannot read {text!r}")
        self.at = 0
        self.names = names
        self.used: set[str] = set()

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def next(self, wanted: str | None = None) -> str:
        token = self.peek()
        if not token or (wanted is not None and token.upper() != wanted):
            raise Malformed(f"{wanted or 'something'} expected, not {token!r}")
        self.at += 1
        return token

    def takes(self, word: str) -> bool:
        if self.peek().upper() != word:
            return False
        self.at += 1
        return True

    def path(self) -> Path:
        return tuple(map(self._name, self.next().split(".")))

    def _name(self, name: str) -> str:
        if not name.startswith("#"):
            return name
        self.used.add(name)
        if name not in self.names:
            raise Malformed(f"{name} is not named")
        return self.names[name]

    def value(self) -> str:
        name = self.next()
        self.used.add(name)
        return name

    def operand(self) -> Operand:
        token = self.peek()
        if token.startswith(":"):
            name = self.value()
            return lambda _, values: values[name]
        if token == "size":
            self.next()
            return self._size()
        path = self.path()
        return lambda item, _: at(item, path)

    def _size(self) -> Operand:
        self.next("(")
        path = self.path()
        self.next(")")
        return lambda item, _: _length(at(item, path))

    def either(self) -> Test:
        tests = [self.both()]
        while self.takes("OR"):
            tests.append(self.both())
        return lambda item, values: any(test(item, values) for test in tests)

    def both(self) -> Test:
        tests = [self.single()]
        while self.takes("AND"):
            tests.append(self.single())
        return lambda item, values: all(test(item, values) for test in tests)

    def single(self) -> Test:
        if self.takes("NOT"):
            test = self.single()
            return lambda item, values: not test(item, values)
        if self.takes("("):
            test = self.either()
            self.next(")")
            return test
        if self.peek() in ("attribute_exists", "attribute_not_exists"):
            return self._there(self.next() == "attribute_exists")
        if self.peek() in ("begins_with", "contains"):
            return self._text(self.next())
        return self._comparison(self.operand())

    def _there(self, wanted: bool) -> Test:
        self.next("(")
        path = self.path()
        self.next(")")
        return lambda item, _: (at(item, path) is not None) == wanted

    def _text(self, function: str) -> Test:
        self.next("(")
        left = self.operand()
        self.next(",")
        right = self.operand()
        self.next(")")
        fits = _begins if function == "begins_with" else _contains
        return lambda item, values: fits(left(item, values), right(item, values))

    def _comparison(self, left: Operand) -> Test:
        sign = self.next().upper()
        if sign == "BETWEEN":
            low = self.operand()
            self.next("AND")
            high = self.operand()
            return lambda i, v: (
                _compare(">=", left(i, v), low(i, v)) and _compare("<=", left(i, v), high(i, v))
            )
        if sign == "IN":
            among = self._list()
            return lambda i, v: any(_same(left(i, v), one(i, v)) for one in among)
        right = self.operand()
        if sign == "=":
            return lambda i, v: _same(left(i, v), right(i, v))
        if sign == "<>":
            return lambda i, v: not _same(left(i, v), right(i, v))
        return lambda i, v: _compare(sign, left(i, v), right(i, v))

    def _list(self) -> list[Operand]:
        self.next("(")
        found = [self.operand()]
        while self.takes(","):
            found.append(self.operand())
        self.next(")")
        return found

    # An update's clauses.

    def clauses(self) -> list[Change]:
        found: list[Change] = []
        paths: list[Path] = []
        while self.peek():
            clause = {"SET": self._set, "REMOVE": self._remove, "ADD": self._add}
            word = self.next().upper()
            if word not in clause:
                raise Malformed(f"unknown clause {word}")
            while True:
                path = self.path()
                paths.append(path)
                found.append(clause[word](path))
                if not self.takes(","):
                    break
        for n, one in enumerate(paths):
            if any(_overlap(one, other) for other in paths[n + 1 :]):
                raise Malformed(f"two paths overlap at {'.'.join(one)}")
        return found

    def _set(self, path: Path) -> Change:
        self.next("=")
        first = self._settable()
        if self.peek() not in ("+", "-"):
            return lambda item, values: {path: _there_is(first(item, values))}
        sign = 1 if self.next() == "+" else -1
        second = self._settable()

        def summed(item: Item, values: Values) -> dict[Path, Typed | None]:
            one, other = _there_is(first(item, values)), _there_is(second(item, values))
            return {path: {"N": str(int(one["N"]) + sign * int(other["N"]))}}

        return summed

    def _settable(self) -> Operand:
        if not self.takes("IF_NOT_EXISTS"):
            return self.operand()
        self.next("(")
        path = self.path()
        self.next(",")
        other = self._settable()
        self.next(")")

        def chosen(item: Item, values: Values) -> Typed | None:
            found = at(item, path)
            return other(item, values) if found is None else found

        return chosen

    def _remove(self, path: Path) -> Change:
        return lambda _item, _values: {path: None}

    def _add(self, path: Path) -> Change:
        name = self.value()

        def added(item: Item, values: Values) -> dict[Path, Typed | None]:
            before, more = at(item, path), values[name]
            if "N" in more:
                return {path: {"N": str(int(before["N"] if before else 0) + int(more["N"]))}}
            kind = next(iter(more))
            return {path: {kind: sorted({*(before or {kind: []})[kind], *more[kind]})}}

        return added


def _there_is(found: Typed | None) -> Typed:
    if found is None:
        raise Malformed("an operand of an update that is not there")
    return found


def _overlap(one: Path, other: Path) -> bool:
    short = min(len(one), len(other))
    return one[:short] == other[:short]


def _same(one: Typed | None, other: Typed | None) -> bool:
    if one is None or other is None:
        return False
    if "N" in one and "N" in other:
        return int(one["N"]) == int(other["N"])
    if "SS" in one and "SS" in other:
        return set(one["SS"]) == set(other["SS"])
    return one == other


def _compare(sign: str, one: Typed | None, other: Typed | None) -> bool:
    if one is None or other is None:
        return False
    if "N" in one and "N" in other:
        return _COMPARED[sign](int(one["N"]), int(other["N"]))
    return "S" in one and "S" in other and _COMPARED[sign](one["S"], other["S"])


def _begins(one: Typed | None, other: Typed | None) -> bool:
    return bool(one and other and "S" in one and one["S"].startswith(other["S"]))


def _contains(one: Typed | None, other: Typed | None) -> bool:
    if one is None or other is None:
        return False
    if "S" in one:
        return "S" in other and other["S"] in one["S"]
    if "SS" in one:
        return "S" in other and other["S"] in one["SS"]
    return "L" in one and other in one["L"]


def _length(found: Typed | None) -> Typed | None:
    if found is None:
        return None
    (content,) = found.values()
    return {"N": str(len(content))}


@lru_cache(maxsize=4096)
def _condition(text: str, names: frozenset[tuple[str, str]]) -> tuple[Test, frozenset[str]]:
    reader = _Reader(text, dict(names))
    test = reader.either()
    if reader.peek():
        raise Malformed(f"left over: {reader.peek()!r}")
    return test, frozenset(reader.used)


@lru_cache(maxsize=4096)
def _changes(
    text: str, names: frozenset[tuple[str, str]]
) -> tuple[tuple[Change, ...], frozenset[str]]:
    reader = _Reader(text, dict(names))
    return tuple(reader.clauses()), frozenset(reader.used)


def condition(text: str, names: Mapping[str, str]) -> tuple[Test, frozenset[str]]:
    """A condition, and which names and values it uses."""
    return _condition(text, frozenset(names.items()))


def changes(text: str, names: Mapping[str, str]) -> tuple[tuple[Change, ...], frozenset[str]]:
    """An update's clauses, and which names and values they use."""
    return _changes(text, frozenset(names.items()))
