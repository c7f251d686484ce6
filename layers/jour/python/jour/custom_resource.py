"""CloudFormation's custom resources: what it asks for is done, and it is told what became of it.

CloudFormation waits for the answer at a presigned address (a secret, never logged) and not for the
function: an error that is not told would keep a deployment waiting until its time is out.
"""

import json
from collections.abc import Callable
from typing import Any

from urllib3 import PoolManager, Retry, Timeout
from urllib3.exceptions import HTTPError

from jour.observe import logger

NOTHING_MADE = "nothing-made"
"""The id of what could not be made. CloudFormation deletes it again, which may touch nothing."""

_PATIENCE = Timeout(connect=3, read=5)
_UNEXPECTED = "An unexpected error; the log of this function tells more."
_LONGEST_REASON = 1000


class Failed(Exception):
    """What was asked for could not be done; the message tells an operator what to do."""

    changed_nothing = False
    """Whether all is certainly as before."""


def told(event: dict[str, Any], do: Callable[[], None]) -> None:
    """Do it, and tell CloudFormation. Raises RuntimeError when CloudFormation cannot be told."""
    resource = event.get("PhysicalResourceId") or event["LogicalResourceId"]
    if resource == NOTHING_MADE:
        return _tell(event, "SUCCESS", NOTHING_MADE)
    try:
        do()
    except Failed as failure:
        logger.warning("custom resource failed", extra={"reason": str(failure)})
        if event["RequestType"] == "Create" and failure.changed_nothing:
            resource = NOTHING_MADE
        return _tell(event, "FAILED", resource, str(failure))
    except Exception:  # whatever it was, CloudFormation has to know
        logger.exception("custom resource failed unexpectedly")
        return _tell(event, "FAILED", resource, _UNEXPECTED)
    return _tell(event, "SUCCESS", resource)


def _tell(event: dict[str, Any], status: str, resource: str, reason: str = "") -> None:
    answer = {
        "Status": status,
        "Reason": reason[:_LONGEST_REASON],
        "PhysicalResourceId": resource,
        **{name: event[name] for name in ("StackId", "RequestId", "LogicalResourceId")},
    }
    try:
        _put(event["ResponseURL"], json.dumps(answer).encode())
    except HTTPError as trouble:
        # Its text, and that of its causes, holds the presigned address.
        raise RuntimeError(f"CloudFormation was not told: {type(trouble).__name__}") from None


def _put(url: str, body: bytes) -> None:
    retries = Retry(
        total=3, backoff_factor=0.2, allowed_methods=["PUT"], status_forcelist=[500, 503]
    )
    with PoolManager(retries=retries, timeout=_PATIENCE) as pool:
        # The address is signed for a request without a content type: none may be added.
        answer = pool.request("PUT", url, body=body, headers={"Content-Type": ""})
    if answer.status >= 300:
        raise RuntimeError(f"CloudFormation was not told: status {answer.status}")
