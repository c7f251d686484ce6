"""SES's news through SNS: a mail with credentials that came back is shown to the administrator."""

from typing import Any

from jour.bounces import bounced_order
from jour.observe import flush_metrics, logger, metrics
from jour.wiring import services


def handler(event: dict[str, Any], _: object) -> None:
    try:
        for record in event["Records"]:
            _note(bounced_order(record["Sns"]["Message"]))
    finally:
        flush_metrics()


def _note(order: str | None) -> None:
    s = services()
    if order is not None and s.orders.bounce(order, s.clock()):
        logger.warning("credentials bounced", extra={"order": order})
        metrics.add_metric("CredentialsBounced", "Count", 1)
