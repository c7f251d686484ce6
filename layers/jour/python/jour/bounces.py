"""What SES tells of mails that came back, and what it means for an order."""

from typing import Any

from jour.mail import ORDER_TAG

_COMPLAINT, _BOUNCE = "Complaint", "Bounce"
# An out-of-office reply looks so; a mailbox that is full says so in the subtype.
_PASSING = ("Transient", "General")


def bounced_order(told: dict[str, Any]) -> str | None:
    """The order whose mail came back for good, or was complained about; None for other news.

    Raises KeyError for what is no event of SES.
    """
    orders = told["mail"].get("tags", {}).get(ORDER_TAG, [])
    if not orders or not _is_undelivered(told):
        return None
    return str(orders[0])


def _is_undelivered(told: dict[str, Any]) -> bool:
    if told["eventType"] == _COMPLAINT:
        return True
    if told["eventType"] != _BOUNCE:
        return False
    bounce = told["bounce"]
    return (bounce["bounceType"], bounce.get("bounceSubType")) != _PASSING
