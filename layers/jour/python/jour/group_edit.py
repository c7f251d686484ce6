"""What an administrator changes of the organisation's groups: the rules, pure.

A group that is preselected for distance login stays, and stays a voice group (F11): taking it away
would log its agents in to "all voice groups" instead of to the one chosen for them. Whoever wants
it gone changes the registrations first.
"""

from collections.abc import Mapping
from dataclasses import replace

from jour.errors import Conflict, Invalid, NotFound
from jour.organisation import Group, Media, Organisation

MAX_GROUPS = 100


def with_new_group(organisation: Organisation, group: Group) -> Organisation:
    """Raises Conflict `group_taken`; Invalid `too_many_groups`."""
    if group.id in organisation.groups:
        raise Conflict("group_taken", field="id")
    if len(organisation.groups) >= MAX_GROUPS:
        raise Invalid("too_many_groups", limit=MAX_GROUPS)
    return _with(organisation, {**organisation.groups, group.id: group})


def with_group(organisation: Organisation, group: Group) -> Organisation:
    """The organisation with an edited group; Invalid `distance_group_media`."""
    old = existing(organisation, group.id)
    if old.preselected and group.media is not Media.VOICE:
        text = "distance_group_media_users"
        raise Invalid("distance_group_media", text, users=old.preselected, field="media")
    return _with(organisation, {**organisation.groups, group.id: group})


def without_group(organisation: Organisation, group_id: str) -> Organisation:
    """Raises Conflict `group_preselected`; NotFound `unknown_group`."""
    old = existing(organisation, group_id)
    if old.preselected:
        raise Conflict("group_preselected", users=old.preselected)
    return _with(organisation, {k: g for k, g in organisation.groups.items() if k != group_id})


def existing(organisation: Organisation, group_id: str) -> Group:
    """Raises NotFound `unknown_group`."""
    if group_id not in organisation.groups:
        raise NotFound("unknown_group")
    return organisation.groups[group_id]


def _with(organisation: Organisation, groups: Mapping[str, Group]) -> Organisation:
    return replace(organisation, groups=groups)
