"""How Amazon Connect asks a function: one time limit, the same payload again on an error."""

import asyncio
import json
from typing import Any, Final, Protocol

RETRIES: Final = 3
CHAIN_S: Final = 20.0
"""What functions may take together when nothing is said between them."""
_PAUSE_S: Final = 0.2
_LARGEST: Final = 32 * 1024


class FunctionFailed(Exception):
    """The function raised, was throttled or could not be reached, or its answer is not usable."""


class Invoker(Protocol):
    """Invokes a function by its ARN, once."""

    async def invoke(self, arn: str, payload: bytes) -> bytes:
        """What the function answers, as JSON; raises FunctionFailed."""
        ...


async def ask(invoker: Invoker, arn: str, event: dict[str, Any], limit_s: float) -> dict[str, str]:
    """The function's answer: a flat map of strings.

    Raises FunctionFailed when neither the first try nor a retry succeeds within the limit, and
    when the answer is something else than such a map or too large.
    """
    if limit_s <= 0:
        raise FunctionFailed("the functions before it have taken all the time there is")
    payload = json.dumps(event).encode()
    try:
        async with asyncio.timeout(limit_s):
            answer = await _persistently(invoker, arn, payload)
    except TimeoutError as late:
        raise FunctionFailed(f"no answer within {limit_s:.1f} s") from late
    return _string_map(answer)


async def _persistently(invoker: Invoker, arn: str, payload: bytes) -> bytes:
    for _ in range(RETRIES):
        try:
            return await invoker.invoke(arn, payload)
        except FunctionFailed:
            await asyncio.sleep(_PAUSE_S)
    return await invoker.invoke(arn, payload)


def _string_map(answer: bytes) -> dict[str, str]:
    if len(answer) >= _LARGEST:
        raise FunctionFailed(f"the answer is {len(answer)} bytes, which is too large")
    try:
        found = json.loads(answer)
    except ValueError as error:
        raise FunctionFailed("the answer is not JSON") from error
    if not isinstance(found, dict) or not all(isinstance(one, str) for one in found.values()):
        raise FunctionFailed("the answer is not a flat map of strings")
    return found
