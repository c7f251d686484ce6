"""What a parameter of an action may hold. In the flow language every value is a string."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Shape = Callable[[Any], bool]

PATH = re.compile(r"\$\.[A-Za-z]\w*(\.[A-Za-z]\w*)*")
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_ARN = re.compile(r"arn:aws[a-z-]*:[a-z]+:[a-z0-9-]*:\d{12}:.+")
_SPOKEN = re.compile(r"<speak>.+</speak>", re.DOTALL)


def text(value: Any) -> bool:
    """Some text, or a path to some."""
    return isinstance(value, str) and value != ""


def path(value: Any) -> bool:
    """A path alone: what may not be written down beforehand."""
    return isinstance(value, str) and PATH.fullmatch(value) is not None


def resource(value: Any) -> bool:
    """An ARN, a placeholder for one, or a path to one: always the whole value."""
    return isinstance(value, str) and any(
        form.fullmatch(value) is not None for form in (PATH, PLACEHOLDER, _ARN)
    )


def ssml(value: Any) -> bool:
    """A whole SSML document, or a path to one."""
    return path(value) or (isinstance(value, str) and _SPOKEN.fullmatch(value) is not None)


def number(value: Any) -> bool:
    """A telephone number to dial: E.164, or a path to one."""
    return path(value) or (
        isinstance(value, str) and re.fullmatch(r"\+[1-9]\d{6,14}", value) is not None
    )


def mapping(value: Any) -> bool:
    """A flat map of texts."""
    return isinstance(value, dict) and all(map(text, value.values()))


def whole(least: int, most: int) -> Shape:
    """A whole number, written as a string and known beforehand."""

    def accepts(value: Any) -> bool:
        return (
            isinstance(value, str)
            and re.fullmatch(r"\d{1,7}", value) is not None
            and least <= int(value) <= most
        )

    return accepts


def one_of(*values: str) -> Shape:
    """One of a few words."""
    return lambda value: isinstance(value, str) and value in values


def matching(pattern: str) -> Shape:
    """A text of this form."""
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def either(*shapes: Shape) -> Shape:
    """What any of these accepts."""
    return lambda value: any(shape(value) for shape in shapes)


def each(shape: Shape) -> Shape:
    """A list, not empty, of these."""
    return lambda value: isinstance(value, list) and bool(value) and all(map(shape, value))


@dataclass(frozen=True)
class Fields:
    """An object: fields that must be there, fields that may, groups of which exactly one is."""

    must: Mapping[str, Shape] = field(default_factory=dict)
    may: Mapping[str, Shape] = field(default_factory=dict)
    one_of: tuple[tuple[str, ...], ...] = ()

    def faults(self, value: Any) -> list[tuple[str, str]]:
        """What is wrong: pairs of rule and sentence."""
        if not isinstance(value, dict):
            return [("parameter_value", "is no object")]
        known = {**self.must, **self.may}
        return [
            *(("parameter_missing", name) for name in self.must if name not in value),
            *(("parameter_unknown", name) for name in value if name not in known),
            *(
                ("parameter_missing", f"exactly one of {', '.join(group)}")
                for group in self.one_of
                if sum(name in value for name in group) != 1
            ),
            *(
                ("parameter_value", f"{name} is {value[name]!r}")
                for name, shape in known.items()
                if name in value and not shape(value[name])
            ),
        ]

    def __call__(self, value: Any) -> bool:
        return not self.faults(value)
