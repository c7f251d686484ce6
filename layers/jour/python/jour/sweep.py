"""The sweep: writes down that logins whose lease has passed have ended, announces notices to users
that wait to be mailed, and orders of credentials and text messages whose message got lost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jour.clock import MINUTE, Clock
from jour.errors import Conflict, NotFound, Unavailable
from jour.hand_out_sweep import TURN, HandOutSweep
from jour.observe import gauge, logger, tally
from jour.rotation_queue import RotationQueue
from jour.session import Present, ending
from jour.sms import SmsState
from jour.sms_hand_over import SmsHandOver
from jour.sms_queue import SmsQueue
from jour.standing import Standing, together
from jour.store.notices import Notices
from jour.store.orders import Orders
from jour.store.organisations import Organisations
from jour.store.sessions import Sessions
from jour.store.sms_outbox import SmsOutbox

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

DELAYS_S = (6, 12, 18, 24, 30, 36, 42, 48, 54)
"""A schedule can run once a minute at most; delayed messages to itself make it every 6 s, so that
with a lease of 75 s nobody is shown for longer than 90 s after they were lost (D10), even where one
run fails. SQS takes ten messages in one request at most."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """Ends expired logins in every organisation, and looks after what waits to be mailed."""

    organisations: Organisations
    sessions: Sessions
    orders: Orders
    notices: Notices
    queue: RotationQueue
    sms_outbox: SmsOutbox
    sms_queue: SmsQueue
    hand_over: SmsHandOver
    hand_out: HandOutSweep
    clock: Clock

    def run(self) -> int:
        """How many were ended. One organisation's trouble is not another's.

        Raises Unavailable when any organisation could not be swept, after trying them all.
        """
        count, failed, standings = 0, False, dict[str, Standing]()
        for org in self.organisations.ids():
            try:
                present = self.sessions.present(org)
                standings[org] = self.hand_out.tidy(present)
                count += self._expire(present)
            except NotFound:
                continue  # deleted since all were listed
            except Unavailable:
                logger.exception("organisation not swept", extra={"org": org})
                failed = True
        tally("LoginsExpired", count)
        self._tell(standings)
        self._announce_orders()
        self._announce_notices()
        self._look_after_sms()
        if failed:
            raise Unavailable
        return count

    def _announce_orders(self) -> None:
        """Fault 12: an order is one write, its message another; the second may never have come."""
        now = self.clock()
        for order in self.orders.overdue(now):
            if self.orders.look_later(order, now):
                self.queue.mail(order)

    def _announce_notices(self) -> None:
        now = self.clock()
        for notice in self.notices.overdue(now):
            if self.notices.look_later(notice, now):
                self.queue.notify(notice)

    def _look_after_sms(self) -> None:
        """Announce what waits; what somebody began and never finished is not sent again."""
        now = self.clock()
        for sms in self.sms_outbox.overdue(now):
            if sms.state is SmsState.SENDING:
                abandoned = self.sms_outbox.abandon(sms, now)
                if abandoned is not None:
                    self.hand_over.settle(abandoned)
            elif self.sms_outbox.look_later(sms, now):
                self.sms_queue.announce(sms)

    def _tell(self, standings: Mapping[str, Standing]) -> None:
        """All organisations together as metrics; each by itself in the log, once a minute."""
        gauge(together(standings.values()).figures())
        if self.clock() % MINUTE >= TURN:
            return
        for org, one in standings.items():
            if not one.is_still:
                logger.info("standing", extra={"org": org, **one.figures()})

    def _expire(self, present: Present) -> int:
        count = 0
        for session in present.sessions:
            end = ending(session, self.clock())
            if end is None or session.login.ended:
                continue
            try:
                self.sessions.expire(session.identity, end, self.clock())
            except Conflict:
                continue  # a heartbeat or a login came first
            count += 1
        return count


def schedule_rest(client: "SQSClient", queue: str) -> None:
    """Ask to be run again through the coming minute."""
    client.send_message_batch(
        QueueUrl=queue,
        Entries=[
            {"Id": str(delay), "MessageBody": "{}", "DelaySeconds": delay} for delay in DELAYS_S
        ],
    )
