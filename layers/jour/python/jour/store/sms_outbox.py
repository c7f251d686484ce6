"""The outbox of text messages: one item each, created with what caused it.

One that is not settled lies in the index under the time at which somebody should look after it; one
that failed or is unknown lies there for the organisation's administrators.
"""

from collections.abc import Iterator

from jour import sms as rules
from jour.clock import DAY, SECOND, Millis
from jour.sms import FIRST_LOOK, NEXT_LOOK, SENDING, Sms, SmsKind, SmsState
from jour.store import keys
from jour.store.expression import Item, Update, created
from jour.store.table import ConditionFailed, Table

_KEPT = 30 * DAY
SHOWN = 50

# Nobody has begun to send it: of many who try, one marks it.
STILL_OPEN = "#state = :open"
# The sweep looks once at a time.
TO_BE_LOOKED_AT = "#org_sk <= :now"
# Its own sender alone says what became of it, also after the sweep has given that sender up …
BEGUN = "#state IN (:sending, :unknown)"
# … except that it may be tried again: administrators have been told of what is unknown.
STILL_SENDING = "#state = :sending"
# What administrators see to is settled, and their own.
TROUBLED = "#org = :org AND #state IN (:failed, :unknown)"


class SmsOutbox:
    """The table's text messages."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def get(self, sms_id: str) -> Sms | None:
        item = self._table.get(keys.sms(sms_id))
        return sms_from_item(item) if item else None

    def begin(self, sms: Sms, now: Millis) -> Sms | None:
        """Mark it as being sent by the caller; None where somebody else came first."""
        return self._keep(sms, rules.begun(sms), _open(), now + SENDING)

    def conclude(self, sms: Sms, after: Sms, now: Millis) -> bool:
        """Keep what became of it; False where it has been settled."""
        change = Update()
        if after.state is SmsState.OPEN:
            change.when(STILL_SENDING, sending=SmsState.SENDING.value)
        else:
            known = {"sending": SmsState.SENDING.value, "unknown": SmsState.UNKNOWN.value}
            change.when(BEGUN, **known)
        return self._keep(sms, after, change, now + NEXT_LOOK) is not None

    def overdue(self, now: Millis) -> Iterator[Sms]:
        """Messages, open or being sent, that nobody has looked after for a while."""
        values = {":open": keys.OPEN_SMS, ":now": keys.moment(now)}
        found = self._table.query(
            "org_pk = :open AND org_sk <= :now", values, index=keys.INDEX_BY_ORG
        )
        return map(sms_from_item, found)

    def look_later(self, sms: Sms, now: Millis) -> bool:
        """Take an open one up for the sweep; False where somebody else did."""
        change = _open().when(TO_BE_LOOKED_AT, now=keys.moment(now))
        return self._keep(sms, sms, change, now + NEXT_LOOK) is not None

    def abandon(self, sms: Sms, now: Millis) -> Sms | None:
        """Nobody can tell what became of it; None where its sender has spoken meanwhile."""
        change = Update().when(STILL_SENDING, sending=SmsState.SENDING.value)
        change.when(TO_BE_LOOKED_AT, now=keys.moment(now))
        return self._keep(sms, rules.abandoned(sms), change, now)

    def troubled(self, org: str) -> Iterator[Sms]:
        """The newest that failed or are unknown, newest first; one of the last second may miss."""
        found = self._table.query(
            "org_pk = :org",
            {":org": keys.troubled_sms(org)},
            index=keys.INDEX_BY_ORG,
            newest=SHOWN,
        )
        return map(sms_from_item, found)

    def dismiss(self, org: str, sms_id: str, instead: Sms | None = None) -> bool:
        """Forget one that an administrator has seen to, with another in its place where given.

        False where it is not there any more, not the organisation's, or not settled.
        """
        known = {"failed": SmsState.FAILED.value, "unknown": SmsState.UNKNOWN.value}
        gone = Update().when(TROUBLED, org=org, **known).delete()
        try:
            self._table.transact(
                [(keys.sms(sms_id), gone), *([opened(instead)] if instead else ())]
            )
        except ConditionFailed:
            return False
        return True

    def _keep(self, before: Sms, after: Sms, change: Update, look_at: Millis) -> Sms | None:
        change.set(state=after.state.value, reason=after.reason, tries=after.tries)
        change.set(**_place(after, look_at))
        try:
            return sms_from_item(self._table.update(keys.sms(before.id), change))
        except ConditionFailed:
            return None


def opened(sms: Sms) -> tuple[keys.Key, Update]:
    """For a transaction: a message that is to be sent once the transaction has taken place."""
    attributes = {
        "id": sms.id,
        "org": sms.org,
        "kind": sms.kind.value,
        "to": sms.to,
        "user": sms.user,
        "at": sms.at,
        "values": dict(sms.values),
        "contact": sms.contact,
        "state": sms.state.value,
        "tries": sms.tries,
        "ttl": (sms.at + _KEPT) // SECOND,
    }
    return keys.sms(sms.id), created(attributes | _place(sms, sms.at + FIRST_LOOK))


def _place(sms: Sms, look_at: Millis) -> Item:
    """Where it lies in the index; nowhere once it has been sent."""
    match sms.state:
        case SmsState.OPEN | SmsState.SENDING:
            return {"org_pk": keys.OPEN_SMS, "org_sk": keys.moment(look_at)}
        case SmsState.FAILED | SmsState.UNKNOWN:
            return {"org_pk": keys.troubled_sms(sms.org), "org_sk": keys.moment(sms.at)}
    return {"org_pk": None, "org_sk": None}


def _open() -> Update:
    return Update().when(STILL_OPEN, open=SmsState.OPEN.value)


def sms_from_item(item: Item) -> Sms:
    """As it is stored."""
    return Sms(
        id=item["id"],
        org=item["org"],
        kind=SmsKind(item["kind"]),
        to=item["to"],
        user=item["user"],
        at=item["at"],
        values=item["values"],
        contact=item.get("contact"),
        state=SmsState(item["state"]),
        reason=item.get("reason"),
        tries=item["tries"],
    )
