"""How long functions run, and with how much memory: what Lambda charges for.

The seconds are assumed: what each function waits for (DynamoDB some 5 ms a request, SES 100 ms) and
computes (Argon2 some 150 ms at a gigabyte), rounded up. In AWS they are the metric Duration. A
push takes what `bench.fanout` has measured of one core.
"""

from collections.abc import Mapping

PUSH_S = 1 / 1600
COLD = 1.15
"""Starts cost too: a twentieth of the calls takes some three times as long, with its INIT."""
SECONDS: Mapping[str, float] = {
    "admin": 0.06,
    "authorizer": 0.02,
    "call_routing": 0.10,
    "chat": 0.06,
    "contact_events": 0.03,
    "distance_toggle": 0.04,
    "login": 0.20,
    "password_rotation": 0.40,
    "presence_fanout": 0.05,
    "presence_log": 0.02,
    "ws_presence": 0.02,
}
MEMORY_MB: Mapping[str, int] = {
    "admin": 1024,
    "authorizer": 512,
    "call_routing": 1024,
    "chat": 512,
    "contact_events": 512,
    "distance_toggle": 1024,
    "login": 1024,
    "password_rotation": 1024,
    "presence_fanout": 1024,
    "presence_log": 512,
    "ws_presence": 512,
}
"""As the template has it; a test compares."""


def gb_seconds() -> Mapping[str, float]:
    """Of one invocation of each, without its pushes."""
    return {name: MEMORY_MB[name] / 1024 * seconds * COLD for name, seconds in SECONDS.items()}


def gb_seconds_of_a_push() -> float:
    """Of one message that fan-out sends."""
    return MEMORY_MB["presence_fanout"] / 1024 * PUSH_S
