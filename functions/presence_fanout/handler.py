"""The table's stream: tells connected clients what changed."""

from typing import Any

from jour.observe import flush_metrics
from jour.stream import by_organisation
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    try:
        return by_organisation(event, services().fanout.deliver)
    finally:
        flush_metrics()
