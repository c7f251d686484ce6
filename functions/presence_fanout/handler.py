"""The table's stream: tells connected clients what changed."""

from typing import Any

from jour.observe import observed
from jour.stream import by_organisation
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    return by_organisation(event, services().fanout.deliver)
