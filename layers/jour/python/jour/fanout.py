"""Fan-out: every change reaches the clients that show one of the groups concerned."""

from dataclasses import dataclass

from jour.chat_fanout import ChatFanout
from jour.chat_sweep import ChatSweep
from jour.clock import SECOND, Clock, Millis
from jour.dispatch import Dispatcher
from jour.errors import JourError, NotFound
from jour.figures import figures
from jour.news import (
    Change,
    farewells,
    frames,
    merged,
    somebody_may_get_something,
    told,
)
from jour.observe import logger, tally_all
from jour.push import Outcome, Pusher
from jour.push_order import push_orders
from jour.push_queue import PushQueue
from jour.session import Present, Session, is_live
from jour.store.sessions import Sessions
from jour.stream import Changes

_FRESH = 10 * SECOND
"""A socket younger than this may not exist yet for posting: 410 does not mean that it is gone."""


@dataclass(frozen=True, slots=True)
class Fanout:
    """Tells an organisation's clients what changed."""

    sessions: Sessions
    pusher: Pusher
    dispatcher: Dispatcher
    chats: ChatFanout
    chat_sweep: ChatSweep
    push_queue: PushQueue
    clock: Clock

    def deliver(self, org: str, changes: Changes) -> None:
        """Both sides of each conversation; then one query, and what each connection is told of the
        changes; then hand-out, if it may have become possible.

        Raises Unavailable when the table does not answer; a client that cannot be reached is
        nobody else's trouble.
        """
        self._say_farewell(changes.logins)
        self.chats.deliver(org, changes.chats, changes.contacts)
        if not changes.logins and not changes.contacts:
            return  # what is said in a chat concerns two people: the others are not even read
        try:
            present = self.sessions.present(org)
        except NotFound:
            return  # the organisation is gone, and with it everybody who could be told
        now = self.clock()
        self._tell(present, changes, now)
        news = merged(changes.logins)
        self.push_queue.put(push_orders(changes.logins, now))
        self.chats.tell(present, news, changes.contacts, now)
        self.chat_sweep.hand_back(change.after for change in news)
        if somebody_may_get_something(changes.logins, changes.contacts, now):
            self.dispatcher.dispatch(org, present)
        # Last: a batch that is repeated is counted when it is through.
        tally_all(figures(changes.logins, changes.contacts))

    def _tell(self, present: Present, changes: Changes, now: Millis) -> None:
        news = merged(changes.logins)
        posts = [
            (watcher, frame)
            for watcher in present.sessions
            if watcher.connection_id and is_live(watcher, now)
            for frame in frames(told(news, changes.contacts, present, watcher, now), watcher)
        ]
        outcomes = self.pusher.post_all((w.connection_id or "", m) for w, m in posts)
        for (watcher, _), outcome in zip(posts, outcomes, strict=True):
            self._note(watcher, outcome, now)

    def _say_farewell(self, changes: list[Change]) -> None:
        leaving = list(farewells(changes))
        self.pusher.post_all((f.connection_id, f.message) for f in leaving)
        for farewell in leaving:
            self.pusher.close(farewell.connection_id)

    def _note(self, watcher: Session, outcome: Outcome, now: Millis) -> None:
        young = watcher.connected_at is not None and now - watcher.connected_at < _FRESH
        if outcome is not Outcome.GONE or young or watcher.connection_id is None:
            return
        try:
            self.sessions.disconnect(watcher.identity, watcher.connection_id, now)
        except JourError as reason:
            # It has a newer connection or login by now: nothing to clean up.
            logger.info("connection not pruned", extra={"user": watcher.user, "code": reason.code})
