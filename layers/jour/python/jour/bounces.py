"""What SES tells of mails that came back, and what it means for an order."""

import json
from typing import Any

from jour.mail import ORDER_TAG

_COMPLAINT, _BOUNCE = "Complaint", "Bounce"
# An out-of-office reply looks so; a mailbox that is full says so in the subtype.
_PASSING = ("Transient", "General")


def bounced_order(text: str) -> str | None:
    """The order whose mail came back for good, or was complained about; None for other news.

    Raises ValueError or KeyError for what is no event of SES.
    """
    event: dict[str, Any] = json.loads(text)
    orders = event["mail"].get("tags", {}).get(ORDER_TAG, [])
    if not orders or not _is_undelivered(event):
        return None
    return str(orders[0])


def _is_undelivered(event: dict[str, Any]) -> bool:
    if event["eventType"] == _COMPLAINT:
        return True
    if event["eventType"] != _BOUNCE:
        return False
    bounce = event["bounce"]
    return (bounce["bounceType"], bounce.get("bounceSubType")) != _PASSING
