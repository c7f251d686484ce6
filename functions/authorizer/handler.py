"""$connect's authorizer: a living login's cookie or a chat's, and one of our own pages."""

from typing import Any

from jour.authorize import authorize, policy
from jour.errors import JourError
from jour.observe import logger, observed
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> dict[str, Any]:
    s = services()
    try:
        origins, front = s.settings.origins, s.secrets.front
        context = authorize(event, front, origins, s.table, s.chats, s.clock())
        return policy(event, context)
    except JourError as refusal:
        logger.info("connection refused", extra={"code": refusal.code})
        return policy(event, None)
