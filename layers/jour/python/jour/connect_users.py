"""Finding somebody among the users of an Amazon Connect instance, for IP telephony (D7)."""

from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from jour.errors import Invalid, Unavailable
from jour.observe import logger
from jour.user import Softphone

# Connect compares without case and leaves what differs in it to us; a few is more than enough.
_AT_MOST = 10


class Connect(Protocol):
    """What is used of boto3's `connect` client."""

    def search_users(self, **request: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class ConnectUsers:
    """The users of one instance."""

    connect: Connect
    instance_id: str

    def find(self, name: str) -> Softphone:
        """The user with exactly this name, by id, since names can change.

        Raises Invalid `unknown_connect_user` where there is none, Unavailable where Connect does
        not answer.
        """
        asked = name.strip()
        found = self._search(asked) if asked else []
        exact = [one for one in found if one["Username"].casefold() == asked.casefold()]
        if len(exact) != 1:
            raise unknown_connect_user(asked)
        return Softphone(exact[0]["Username"], exact[0]["Id"])

    def _search(self, name: str) -> list[Any]:
        criteria = {
            "StringCondition": {
                "FieldName": "Username",
                "Value": name,
                "ComparisonType": "EXACT",
            }
        }
        try:
            answer = self.connect.search_users(
                InstanceId=self.instance_id, SearchCriteria=criteria, MaxResults=_AT_MOST
            )
        except (ClientError, BotoCoreError) as refusal:
            # The name is a person's: it stays out of the log.
            logger.warning("users not searched", extra={"why": type(refusal).__name__})
            raise Unavailable from refusal
        found: list[Any] = answer.get("Users", [])
        return [one for one in found if one.get("Username") and one.get("Id")]


def unknown_connect_user(name: str) -> Invalid:
    """Nobody in the instance is called so, or there is no instance."""
    return Invalid("unknown_connect_user", name=name, field="connect_user")
