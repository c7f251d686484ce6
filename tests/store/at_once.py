"""Several attempts at the same moment."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from jour.errors import JourError


def at_once(*attempts: Callable[[], object]) -> list[object]:
    """Run all at the same moment; results, or the errors of the family."""
    barrier = threading.Barrier(len(attempts))

    def run(attempt: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return attempt()
        except JourError as refusal:
            return refusal

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(run, attempts))
