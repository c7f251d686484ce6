"""What bounds a deployment: AWS's quotas as an account has them from the start, and our own speed.

Looked up on 2026-11-28. `raised` tells whether AWS raises a quota when asked.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """One bound, by the second."""

    name: str
    amount: float
    unit: str
    raised: bool
    page: str


CONNECTIONS = Limit(
    "new connections",
    500,
    "a second, all WebSocket APIs of the account",
    True,
    "docs.aws.amazon.com/apigateway/latest/developerguide/"
    "apigateway-execution-service-websocket-limits-table.html",
)
REQUESTS = Limit(
    "requests to API Gateway",
    10_000,
    "a second, with HTTP, sockets and pushes in one bucket (burst 5,000)",
    True,
    "docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
)
CONCURRENCY = Limit(
    "functions at once",
    1_000,
    "in the account",
    True,
    "docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
)
SCALING = Limit(
    "new instances of a function",
    1_000,
    "in 10 s",
    False,
    "docs.aws.amazon.com/lambda/latest/dg/scaling-behavior.html",
)
HOT_READS = Limit(
    "reads of the organisation's partition",
    3_000,
    "units a second",
    False,
    "docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html",
)
HOT_WRITES = Limit(
    "writes to the organisation's partition",
    1_000,
    "units a second",
    False,
    "docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html",
)
TABLE_WRITES = Limit(
    "writes to the table",
    4_000,
    "units a second at once; on demand it then takes twice what its last peak was",
    True,
    "docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html",
)
FAN_OUT = Limit(
    "one reader of the stream",
    1.0,
    "second of work a second: a shard's records are delivered one batch after another",
    False,
    "docs.aws.amazon.com/lambda/latest/dg/with-ddb.html",
)
ALL = (
    CONNECTIONS,
    REQUESTS,
    CONCURRENCY,
    SCALING,
    HOT_READS,
    HOT_WRITES,
    TABLE_WRITES,
    FAN_OUT,
)

SHARDS = 4
"""Of a new table on demand. All logins of an organisation lie in one."""
BATCH = 100
"""Records that fan-out is given at most (infra/stream.py)."""
PAGE_BYTES, PAGE_S = 1_000_000, 0.02
"""What one answer to a query holds, and how long it takes. The seconds are assumed."""
BATCH_S = 0.05
"""What a batch takes beside reading and pushing, the stream's own delay of up to a second apart."""
SHARED_S = 0.9
"""A process answers clients that come back together with what it has read so lately
(jour/roster.py)."""
INSTANCES = 2
"""Of a function, for each that is busy on average."""
GRACE_S = 30
"""A desktop login outlives its connection by so much (D10)."""
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
"""Of a client that reconnects, doubled each time, with full jitter (web/src/model/backoff.ts)."""
