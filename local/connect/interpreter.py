"""Runs a flow for one call, action by action, as Amazon Connect does."""

import asyncio
import logging

from local.connect.actions import ACTIONS
from local.connect.flow import Action
from local.connect.run import Run, WentWrong

_log = logging.getLogger(__name__)


async def play(run: Run) -> None:
    """Return when the flow has ended the contact; a cancelled task stops at any action."""
    step: str | None = run.flow.start
    while step is not None:
        # A flow may go in circles: others get their turn, and the caller can hang up.
        await asyncio.sleep(0)
        action = run.flow.by_id[step]
        if run.contact.logged:
            _log.info("contact %s: %s (%s)", run.contact.id, action.id, action.type)
        step = await _after(run, action)


async def _after(run: Run, action: Action) -> str | None:
    try:
        return await ACTIONS[action.type](run, action)
    except WentWrong as error:
        if run.contact.logged:
            _log.warning("contact %s: %s: %s", run.contact.id, action.id, error)
        return action.on_error(error.kind)
