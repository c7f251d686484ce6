"""How a client with IP telephony reaches its softphone (D7)."""

from typing import Literal

from pydantic import BaseModel

from jour.session import Session

SIMULATED = "simulated"
"""In the place of the softphone's address: the local run's own."""


class TelephonyView(BaseModel):
    """Where the softphone of this login is."""

    kind: Literal["connect", "simulated"]
    agent: str
    """The id of the agent's user in Amazon Connect."""
    ccp_url: str | None = None
    """Of Connect's own softphone, which the client embeds."""
    region: str | None = None
    """Of the Connect instance."""


def telephony_view(session: Session, ccp_url: str | None, region: str) -> TelephonyView | None:
    """None for a login without a softphone, and where no address is configured."""
    agent = session.connect_agent
    if agent is None or ccp_url is None:
        return None
    if ccp_url == SIMULATED:
        return TelephonyView(kind="simulated", agent=agent)
    return TelephonyView(kind="connect", agent=agent, ccp_url=ccp_url, region=region)
