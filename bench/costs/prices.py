"""The price file, read: `bench/prices.toml`."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent.parent / "prices.toml"


@dataclass(frozen=True, slots=True)
class Price:
    """What one unit of something costs in US dollars."""

    amount: float
    """In Frankfurt, where Jour is deployed."""
    us_east_1: float
    unit: str
    page: str
    """Of AWS, where the price stands."""
    date: date
    verified: bool
    """Whether Virginia's amount was seen quoted on that date; Frankfurt's never was."""


@cache
def prices() -> Mapping[str, Price]:
    """Every price, by what is paid for."""
    return {name: Price(**one) for name, one in _file().items() if name != "always_free"}


@cache
def always_free() -> Mapping[str, float]:
    """Units a month that no account pays for, ever."""
    found: Mapping[str, float] = _file()["always_free"]
    return found


def cost(name: str, units: float) -> float:
    """List price of so many units, in US dollars."""
    return prices()[name].amount * units


@cache
def _file() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))
