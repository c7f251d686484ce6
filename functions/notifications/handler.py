"""SES's news through EventBridge: a mail with credentials that came back is shown as such."""

from typing import Any

from jour.bounces import bounced_order
from jour.observe import logger, observed, tally
from jour.wiring import services


@observed
def handler(event: dict[str, Any], _: object) -> None:
    s, order = services(), bounced_order(event["detail"])
    if order is not None and s.orders.bounce(order, s.clock()):
        logger.warning("credentials bounced", extra={"order": order})
        tally("CredentialsBounced")
