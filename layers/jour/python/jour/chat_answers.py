"""Canned answers: agents read those of their groups, administrators edit them."""

from dataclasses import dataclass

from jour.canned_answers import CannedAnswers
from jour.errors import Forbidden, Invalid
from jour.group_edit import existing
from jour.organisation import Media
from jour.sign_in import Caller
from jour.store.canned_answers import CannedAnswersStore


@dataclass(frozen=True, slots=True)
class ChatAnswers:
    """Reads and keeps them."""

    store: CannedAnswersStore

    def mine(self, caller: Caller) -> list[CannedAnswers]:
        """Those of the agent's chat groups. Raises Forbidden `not_an_agent`."""
        if not caller.session.is_agent:
            raise Forbidden("not_an_agent")
        groups = caller.organisation.groups
        mine = {g for g in caller.user.groups if g in groups and groups[g].media is Media.CHAT}
        return [one for one in self.store.of_org(caller.user.org) if one.group in mine]

    def of_group(self, caller: Caller, group: str) -> CannedAnswers:
        """Raises NotFound `unknown_group`."""
        return self.store.get(caller.user.org, existing(caller.organisation, group).id)

    def edit(self, caller: Caller, edited: CannedAnswers) -> CannedAnswers:
        """Raises NotFound `unknown_group`; Invalid `not_a_chat_group`; Conflict
        `edited_meanwhile`.
        """
        if existing(caller.organisation, edited.group).media is not Media.CHAT:
            raise Invalid("not_a_chat_group", field="group")
        return self.store.put(caller.user.org, edited)
