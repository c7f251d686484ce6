"""The twenty faults, what has to hold in each, and where else than in tests/faults it is proven."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Row:
    """One fault."""

    happens: str
    holds: str
    others: str
    """Why it does not concern the actions that no test is about."""
    elsewhere: dict[str, str] = field(default_factory=dict)
    """`path::test` (or `path: title` of a test of the client) → the actions that it proves."""
    untried: str = ""
    """What of it cannot be tried on one machine, and why."""


_WEB = "web/tests"
FAULTS = {
    1: Row(
        "duplicate `$connect` / `$disconnect`",
        "same state, one piece of news",
        "no event of a connection is part of them",
        {
            "tests/unit/test_session_search.py::"
            "test_one_living_login_each_and_late_events_harmless": "connect disconnect"
        },
    ),
    2: Row(
        "`$disconnect` late, after a new login",
        "the new session untouched",
        "they begin no login, and a connection is not named in them",
    ),
    3: Row(
        "`$disconnect` before `$connect` has committed",
        "connection refused or reaped, never a ghost",
        "they neither make a connection nor rely on one",
    ),
    4: Row(
        "`$disconnect` never comes",
        "desktop offline within 90 s; mobile, web, distance stay",
        "they are refused once the lease has passed, as after any other end of the login",
        {f"{_WEB}/link.test.ts: two beats without any answer mean a dead connection": "connect"},
    ),
    5: Row(
        "two logins at once on any channels",
        "exactly one session, last commit wins, the loser told once",
        "they act on the login that stands at their commit, whichever that is",
        {
            "tests/store/test_credentials.py::"
            "test_no_login_outlives_the_password_that_opened_it": "credential",
        },
    ),
    6: Row(
        "server closes a connection, with and without a following `$disconnect`",
        "same final state",
        "they close no connection",
    ),
    7: Row(
        "410 on a fresh connection, 429, slow reader or time-out in the middle of a fan-out",
        "the others are served, retried, nothing wrongly pruned",
        "nothing is posted while they run",
        untried="API Gateway's own throttling: a server of ours answers as documented.",
    ),
    8: Row(
        "Connect retries the function: one ContactId up to 4 times",
        "one toggle; the same sentence replayed",
        "Connect does not call their functions",
    ),
    9: Row(
        "crash after the commit and before the answer; caller hangs up",
        "state final, replay right",
        "",
    ),
    10: Row(
        "a second real toggle call, or one racing a desktop login",
        "each acts on the state at its commit",
        "they are conditional on the login that a toggle replaces: fault 5",
    ),
    11: Row(
        "DynamoDB throttles, conflicts, fails, takes 5 s",
        "bounded retry, else a clean refusal; no half state",
        "",
        untried="How long AWS is really away: time is counted, not spent.",
    ),
    12: Row(
        "SES or SMS fails after a credential change",
        "old password dead, mail retried, the administrator sees “not delivered”, no secret in a "
        "log or dead-letter queue",
        "they send neither mail nor text message",
        {"tests/store/test_sms_outbox.py::test_many_senders_send_once": "dispatch"},
    ),
    13: Row(
        "poison or unknown-version event",
        "to the dead-letter queue with an alarm; the rest of the batch goes on",
        "API Gateway makes their events; what a client writes into one is bad input, not poison",
        {
            "tests/infra/test_streams.py::test_poison_does_not_block_for_ever": "fan-out",
            "tests/infra/test_dead_letters.py::"
            "test_every_place_of_dead_letters_is_known": "fan-out credential outcome chat",
            "tests/handlers/test_ws_presence.py::"
            "test_any_other_message_is_answered_with_an_error": "connect status chat",
        },
        untried="Lambda's bisecting of a batch: the emulator does not do it, so that what the "
        "function reports is proven, and the mapping's settings.",
    ),
    14: Row(
        "stream duplicates, one hour behind",
        "clients converge to the table",
        "they are no news: the stream's filter leaves them out",
        {
            f"{_WEB}/presence.test.ts: what is not newer is dropped: "
            "late and repeated deltas change nothing": "fan-out",
            "tests/handlers/test_chat_faults.py::"
            "test_every_message_arrives_once_and_in_order": "chat",
        },
    ),
    15: Row(
        "clocks off by an hour, daylight saving",
        "only shown times differ",
        "",
        {
            f"{_WEB}/time.test.ts: a clock that is behind the server's never shows a negative "
            "time": "status",
        },
        untried="A function's clock an hour ahead ends desktop logins, whose lease is time itself: "
        "AWS keeps those clocks; clients' and telephones' are never asked.",
    ),
    16: Row(
        "the 2 h limit closes every socket; the whole site reconnects",
        "nobody logged out inside the grace; jitter; at most 500 new connections/s",
        "they need no connection, or are done again on the new one",
        {
            f"{_WEB}/backoff.test.ts: jitter is full: the wait is anywhere below, but never "
            "nothing": "connect",
            f"{_WEB}/link.test.ts: a lost connection is opened again, later and later, until it "
            "holds": "connect",
        },
        untried="API Gateway's limit of 500 new connections a second: it is the account's.",
    ),
    17: Row(
        "user disabled, group edited, organisation deleted while connected",
        "nothing pushed 1 s after the commit",
        "nothing is pushed by them, and they open nothing",
    ),
    18: Row(
        "a snapshotted function is cloned",
        "no token, salt or nonce repeats",
        "they make no secret",
        untried="SnapStart itself: a process that forks with the same memory stands in for it.",
    ),
    19: Row(
        "a deploy in the middle: old and new code at once",
        "each reads what the other wrote",
        "",
        {
            "tests/deploy/test_old_and_new_code.py::"
            "test_what_an_earlier_version_wrote_is_read": "login status dispatch credential",
        },
        untried="CodeDeploy's shifting of traffic: the template is proven (tests/infra).",
    ),
    20: Row(
        "table restored to five minutes ago",
        "no session id is ever reused",
        "",
        untried="DynamoDB's restore itself: the items of five minutes ago are put back.",
    ),
}
