"""What Amazon Connect tells of contacts through EventBridge: late, twice, in any order, or not."""

from constructs import Construct

from infra.event_rule import tell
from infra.function import JourFunction

HOURS_TRIED = 1
"""What is later than this the sweep has long since found out by itself."""


class ContactEvents(Construct):
    """Calls a function for each contact that has ended, or that a softphone has answered (D7), in
    whichever instance of the account."""

    def __init__(self, scope: Construct, id: str, *, function: JourFunction) -> None:
        super().__init__(scope, id)
        self.dead_letters = tell(
            self,
            "Ended",
            function=function,
            description="Jour: contacts of Amazon Connect that were answered or have ended",
            source="aws.connect",
            detail_type=["Amazon Connect Contact Event"],
            detail={"eventType": ["CONNECTED_TO_AGENT", "DISCONNECTED"]},
            hours=HOURS_TRIED,
        )
