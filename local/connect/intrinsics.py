"""Renders CloudFormation's intrinsic functions, as far as flows and their numbers use them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from local.failure import Failure
from local.settings import REGION

_PLACEHOLDER: Final = re.compile(r"\$\{(!?)([^}]+)\}")
_PSEUDO: Final = {
    "AWS::Region": REGION,
    "AWS::AccountId": "000000000000",
    "AWS::Partition": "aws",
    "AWS::URLSuffix": "amazonaws.com",
}


@dataclass(frozen=True)
class Values:
    """What a template refers to: parameters, other stacks' exports, its own resources."""

    parameters: Mapping[str, str | list[str]]
    exports: Mapping[str, str]
    attributes: Mapping[tuple[str, str], str]
    """By logical id and name of the attribute."""

    def rendered(self, value: Any) -> Any:
        """The value with every intrinsic function in it carried out; raises a Failure."""
        if isinstance(value, list):
            return [self.rendered(one) for one in value]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            ((name, argument),) = value.items()
            if name == "Ref" or name.startswith("Fn::"):
                return self._carried_out(name, argument)
        return {key: self.rendered(one) for key, one in value.items()}

    def _carried_out(self, name: str, argument: Any) -> Any:
        match name:
            case "Ref":
                return _found({**self.parameters, **_PSEUDO}, argument, "parameter")
            case "Fn::ImportValue":
                return _found(self.exports, self.rendered(argument), "exported value")
            case "Fn::GetAtt":
                at = argument.split(".", 1) if isinstance(argument, str) else argument
                return _found(self.attributes, tuple(at), "attribute")
            case "Fn::Join":
                separator, parts = argument
                return str(separator).join(map(str, self.rendered(parts)))
            case "Fn::Sub":
                return self._substituted(*([argument] if isinstance(argument, str) else argument))
            case _:
                raise Failure(f"The telephone's template uses {name}, which is not rendered here.")

    def _substituted(self, text: str, more: Mapping[str, Any] | None = None) -> str:
        own: dict[str, str] = self.rendered(dict(more or {}))

        def value(found: re.Match[str]) -> str:
            literal, name = found.groups()
            if literal:
                return f"${{{name}}}"
            if name in own:
                return own[name]
            return str(self._carried_out("Fn::GetAtt" if "." in name else "Ref", name))

        return _PLACEHOLDER.sub(value, text)


def _found(known: Mapping[Any, Any], name: Any, what: str) -> Any:
    try:
        return known[name]
    except (KeyError, TypeError):
        raise Failure(
            f"The telephone's template refers to the {what} {name!r}, which is not there: "
            f"see infra/telephony.py."
        ) from None
