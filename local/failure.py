"""What stops a local run, said in one sentence to the person at the terminal."""

from __future__ import annotations


class Failure(Exception):
    """Carries the sentence to print: what went wrong and what to do about it."""
