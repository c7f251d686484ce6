"""How long clients of AWS wait, and how often they try."""

from botocore.config import Config

# A silent service is given up after 5 s (two time-outs, and up to 1 s between them): inside the 7 s
# of the functions that Connect calls, which then refuse instead of being cut off (fault 11).
PATIENCE = Config(
    connect_timeout=1,
    read_timeout=2,
    retries={"mode": "standard", "total_max_attempts": 2},
)
# A text message is handed over once: a silent retry by the client could send it twice.
ONCE = Config(connect_timeout=2, read_timeout=8, retries={"total_max_attempts": 1})
# Several numbers are rung within one answer to a flow, which asks again.
ONE_TRY = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 1})
