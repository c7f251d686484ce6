"""The users of the simulated Amazon Connect: everybody who is registered in Jour, by user id."""

import uuid


def agent_id(user: str) -> str:
    """The id of this user there: always the same."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"jour:connect-user:{user}"))
