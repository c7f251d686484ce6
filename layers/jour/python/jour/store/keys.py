"""Every key of the one table. Nothing else spells a prefix.

| what                                  | pk                | sk                              |
|---------------------------------------|-------------------|---------------------------------|
| an organisation with its groups       | ORG#<org>         | ORGANISATION                    |
| an agent's login                      | ORG#<org>         | SESSION#agent#<user>            |
| a plain web login                     | ORG#<org>         | SESSION#web#<user>#<id>         |
| a user                                | USER#<user>       | PROFILE                         |
| attempts to log in with a user id     | ATTEMPTS#<hash>   | ATTEMPTS                        |
| a user's newest order of credentials  | ORDER#<user>      | CREDENTIAL                      |
| whose order it is                     | MAILED#<order>    | ORDER                           |
| forgotten passwords asked for, a window | ORDER#<user>, SOURCE#<hash> | THROTTLE#<start>      |
| a contact's place in the queue        | ORG#<org>         | TICKET#<0 front, 1>#<time>#<contact> |
| a contact                             | CONTACT#<contact> | CONTACT                         |
| which contacts a caller had on a day  | CALLER#<org>#<E.164> | DAY#<date>                   |
| the open callback to a number        | CALLBACK#<org>#<group>#<E.164> | OPEN                |
| which contact Connect's own one is for | SEGMENT#<Connect's contact> | SEGMENT                |
| a call that rings or talks outside every login | ORG#<org> | OUTSIDE#<user>#<contact> |
| where a user's calls are forwarded    | ORG#<org>         | FORWARDING#<user>               |
| where a login takes push messages     | PUSH#<org>#<user> | <session id>                    |
| attempts at an agent's PIN            | PIN#<user>        | ATTEMPTS                        |
| whose a telephone number is           | PHONE#<E.164>     | OWNER                           |
| what a call to the service number did | CALL#<contact>    | TOGGLE                          |
| the name of a number in a phone book  | BOOK#<org>        | <E.164>                         |
| a text message                        | SMS#<id>          | SMS                             |
| a number that no list may ring        | NOCALL#<org>      | <E.164>                         |
| who imports into or clears one of the two | BOOK_LEASE#<org>, NOCALL_LEASE#<org> | LEASE     |
| a list of numbers to ring             | LIST#<org>        | <list>                          |
| an entry of such a list               | LIST#<org>#<list> | ENTRY#<E.164>                   |
| who imports into or removes a list    | LIST_LEASE#<org>#<list> | LEASE                     |
| canned answers of a chat group        | ANSWERS#<org>     | <group>                         |
| a mail about a chat: its transcript, or a message that was left | CHATMAIL#<id> | CHAT_MAIL |
| chats that a source opened or asked about, a window | CHATS#<what>#<hash> | THROTTLE#<start> |
| a chat's conversation, one of its messages | CHAT#<contact> | HEAD, MSG#<number>             |
| which message a client's id became    | CHAT#<contact>    | CLIENT#<side>#<client id>       |
| an entry of the presence log          | LOG#<org>#<date>  | <at, 15 digits>#<user>#<version>#<n> |

| question                              | how                                              |
|---------------------------------------|--------------------------------------------------|
| who is logged in, who waits, whom to tell | pk = ORG#<org>, sk from ORGANISATION to TICKET#~ |
| calls of a day                        | index by_org: CALLS#<org>#<date>, sk = time      |
| users of an organisation              | index by_org: USERS#<org>                        |
| all organisations                     | index by_org: ORGANISATIONS                      |
| orders that nobody has mailed yet     | index by_org: OPEN_ORDERS, sk = when to look     |
| orders that failed or bounced         | index by_org: TROUBLED_ORDERS#<org>, sk = time   |
| notices that nobody has mailed yet    | index by_org: OPEN_NOTICES, sk = when to look    |
| text messages that are not settled    | index by_org: OPEN_SMS, sk = when to look        |
| text messages that failed or are unknown | index by_org: TROUBLED_SMS#<org>, sk = time   |
| which entry of a list to ring next    | index by_org: DUE#<org>#<list>, sk = when, place |
| presence of one user over the days    | index by_org: LOG#<org>#<user>, sk = time        |
"""

INDEX_BY_ORG = "by_org"

ORGANISATION = "ORGANISATION"
ALL_ORGANISATIONS = "ORGANISATIONS"
SESSION = "SESSION#"
AGENT_SESSION = "SESSION#agent#"
WEB_SESSION = "SESSION#web#"
OUTSIDE = "OUTSIDE#"
FORWARDING = "FORWARDING#"
TICKET = "TICKET#"
LAST_TICKET = "TICKET#~"
"""Sorts behind all who are here and who wait: `~` is the last printable ASCII character."""
PROFILE = "PROFILE"
CREDENTIAL = "CREDENTIAL"
OPEN_ORDERS = "OPEN_ORDERS"
OPEN_NOTICES = "OPEN_NOTICES"
OPEN_SMS = "OPEN_SMS"
THROTTLE = "THROTTLE#"
CHAT_HEAD = "HEAD"
MESSAGE = "MSG#"
CLIENT = "CLIENT#"
ATTEMPTS = "ATTEMPTS"
CHAT_MAIL = "CHAT_MAIL"

_REGISTERS = {"phone_book": "BOOK", "do_not_call": "NOCALL"}

Key = dict[str, str]


def organisation(org: str) -> Key:
    return {"pk": f"ORG#{org}", "sk": ORGANISATION}


def session(org: str, user: str, plain_id: str | None = None) -> Key:
    """The agent's login, or the plain web login with this id."""
    kind = f"{AGENT_SESSION}{user}" if plain_id is None else f"{WEB_SESSION}{user}#{plain_id}"
    return {"pk": f"ORG#{org}", "sk": kind}


def user(user_id: str) -> Key:
    return {"pk": f"USER#{user_id}", "sk": PROFILE}


def attempts(user_hash: str) -> Key:
    return {"pk": f"ATTEMPTS#{user_hash}", "sk": ATTEMPTS}


def ticket(org: str, contact_id: str, since: int, *, front: bool) -> Key:
    """Sorts as contacts are handed out: the front first, then by arrival."""
    return {"pk": f"ORG#{org}", "sk": f"{TICKET}{0 if front else 1}#{moment(since)}#{contact_id}"}


def contact(contact_id: str) -> Key:
    return {"pk": f"CONTACT#{contact_id}", "sk": "CONTACT"}


def outside(org: str, user_id: str, contact_id: str) -> Key:
    """Lies in the range of who is here; the user is empty for nobody of the organisation."""
    return {"pk": f"ORG#{org}", "sk": f"{OUTSIDE}{user_id}#{contact_id}"}


def forwarding(org: str, user_id: str) -> Key:
    return {"pk": f"ORG#{org}", "sk": f"{FORWARDING}{user_id}"}


def calls_of(org: str, day: str) -> str:
    return f"CALLS#{org}#{day}"


def caller_day(org: str, number: str, day: str) -> Key:
    return {"pk": f"CALLER#{org}#{number}", "sk": f"DAY#{day}"}


def open_callback(org: str, group: str, number: str) -> Key:
    """One at a time for each number and group."""
    return {"pk": f"CALLBACK#{org}#{group}#{number}", "sk": "OPEN"}


def segment(connect_contact: str) -> Key:
    return {"pk": f"SEGMENT#{connect_contact}", "sk": "SEGMENT"}


def push_subscription(org: str, user_id: str, session_id: str) -> Key:
    """Each login has its own: the end of one is told where that one was."""
    return {"pk": f"PUSH#{org}#{user_id}", "sk": session_id}


def pin_attempts(user_id: str) -> Key:
    return {"pk": f"PIN#{user_id}", "sk": ATTEMPTS}


def order(user_id: str) -> Key:
    return {"pk": f"ORDER#{user_id}", "sk": CREDENTIAL}


def order_id(order: str) -> Key:
    """Where it is written whose order this is."""
    return {"pk": f"MAILED#{order}", "sk": "ORDER"}


def phone(number: str) -> Key:
    """One owner in the whole installation, be it an agent, a group or a switchboard."""
    return {"pk": f"PHONE#{number}", "sk": "OWNER"}


def toggle_call(contact: str) -> Key:
    return {"pk": f"CALL#{contact}", "sk": "TOGGLE"}


def register(kind: str, org: str) -> str:
    """The partition of an organisation's register of numbers."""
    return f"{_REGISTERS[kind]}#{org}"


def register_entry(kind: str, org: str, number: str) -> Key:
    return {"pk": register(kind, org), "sk": number}


def register_lease(kind: str, org: str) -> Key:
    return {"pk": f"{_REGISTERS[kind]}_LEASE#{org}", "sk": "LEASE"}


def call_lists(org: str) -> str:
    """The partition of an organisation's lists of numbers to ring."""
    return f"LIST#{org}"


def call_list(org: str, list_id: str) -> Key:
    return {"pk": call_lists(org), "sk": list_id}


def call_list_entries(org: str, list_id: str) -> str:
    """The partition of one list's entries."""
    return f"LIST#{org}#{list_id}"


def call_list_entry(org: str, list_id: str, number: str) -> Key:
    """A number stands once in a list."""
    return {"pk": call_list_entries(org, list_id), "sk": f"ENTRY#{number}"}


def call_list_lease(org: str, list_id: str) -> Key:
    return {"pk": f"LIST_LEASE#{org}#{list_id}", "sk": "LEASE"}


def call_list_due(org: str, list_id: str) -> str:
    """Entries of a list that may be rung, in the index."""
    return f"DUE#{org}#{list_id}"


def due_place(due: int, place: int) -> str:
    """Sorts by when to ring, then as the list has them."""
    return f"{moment(due)}#{place:09d}"


def sms(sms_id: str) -> Key:
    return {"pk": f"SMS#{sms_id}", "sk": "SMS"}


def troubled_orders(org: str) -> str:
    return f"TROUBLED_ORDERS#{org}"


def troubled_sms(org: str) -> str:
    return f"TROUBLED_SMS#{org}"


def canned_answers_of(org: str) -> str:
    """The partition of an organisation's canned answers."""
    return f"ANSWERS#{org}"


def canned_answers(org: str, group: str) -> Key:
    return {"pk": canned_answers_of(org), "sk": group}


def chat_mail(mail_id: str) -> Key:
    return {"pk": f"CHATMAIL#{mail_id}", "sk": CHAT_MAIL}


def chat_throttle(what: str, source: str, window_start: int) -> Key:
    return {"pk": f"CHATS#{what}#{source}", "sk": f"{THROTTLE}{window_start}"}


def chat(contact_id: str) -> str:
    """The partition of a chat."""
    return f"CHAT#{contact_id}"


def chat_head(contact_id: str) -> Key:
    return {"pk": chat(contact_id), "sk": CHAT_HEAD}


def chat_message(contact_id: str, number: int) -> Key:
    """Sorts by number."""
    return {"pk": chat(contact_id), "sk": f"{MESSAGE}{number:09d}"}


def chat_client(contact_id: str, side: str, client_id: str) -> Key:
    return {"pk": chat(contact_id), "sk": f"{CLIENT}{side}#{client_id}"}


def user_throttle(user_id: str, window_start: int) -> Key:
    return {"pk": f"ORDER#{user_id}", "sk": f"{THROTTLE}{window_start}"}


def source_throttle(source: str, window_start: int) -> Key:
    return {"pk": f"SOURCE#{source}", "sk": f"{THROTTLE}{window_start}"}


def users_of(org: str) -> str:
    return f"USERS#{org}"


def log_day(org: str, date: str) -> str:
    """The partition of one organisation's presence log on one day, `YYYY-MM-DD` in UTC."""
    return f"LOG#{org}#{date}"


def log_user(org: str, user_id: str) -> str:
    return f"LOG#{org}#{user_id}"


def log_entry(at: int, user_id: str, version: int, number: int) -> str:
    """Sorts by time; the same change written twice is one entry."""
    return f"{moment(at)}#{user_id}#{version}#{number}"


def moment(at: int) -> str:
    """A time as a sort key: epoch milliseconds that sort as text."""
    return f"{at:015d}"
