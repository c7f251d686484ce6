"""Mutants that no test notices, and why that is as it should be: by their id."""

EXPLAINED: dict[str, str] = {}
