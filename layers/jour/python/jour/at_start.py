"""What a function does in Lambda's init phase instead of in its first call.

Somebody waits for both at a cold start, but in the init phase a function has a whole processor
whatever its memory, and a third of one at 512 MB afterwards. Where instances are provisioned or
restored from a snapshot, nobody waits for it at all.
"""

import os
from collections.abc import Callable

_INIT = "AWS_LAMBDA_INITIALIZATION_TYPE"
"""Lambda sets it, in every environment of its own and nowhere else."""


def at_start(make: Callable[[], object]) -> None:
    """Make it now, in Lambda: modules and clients, nothing that asks another service."""
    if _INIT in os.environ:
        make()
