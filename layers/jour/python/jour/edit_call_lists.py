"""Administrators' edits of lists of numbers to ring: the rule first, then the storage."""

import secrets
from dataclasses import dataclass

from jour.call_list import CallList, edited, with_new_list
from jour.call_lists_api import ListBody, NewListBody
from jour.clock import Clock
from jour.errors import Conflict
from jour.organisation import Organisation
from jour.store.call_lists import CallLists


@dataclass(frozen=True, slots=True)
class CallListEdits:
    """Adds and changes lists."""

    lists: CallLists
    clock: Clock

    def add(self, organisation: Organisation, wanted: NewListBody) -> CallList:
        """Raises Invalid for what breaks a rule."""
        new = wanted.call_list(secrets.token_hex(6), organisation.id, self.clock())
        with_new_list(self.lists.of_org(organisation.id), new, organisation)
        return self.lists.add(new)

    def edit(self, organisation: Organisation, list_id: str, wanted: ListBody) -> CallList:
        """Raises NotFound, Invalid, and Conflict where somebody else edited it meanwhile."""
        before = self.lists.get(organisation.id, list_id)
        if wanted.version not in (None, before.version):
            raise Conflict("edited_meanwhile")
        return self.lists.edit(before, edited(before, wanted.applied(before), organisation))
