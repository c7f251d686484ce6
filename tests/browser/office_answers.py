"""What a played server answers at an office on an ordinary day, by method and address."""

from typing import Any

from tests.browser.chat_desk_stage import line
from tests.browser.stage import GROUPS, Message, ago

LIST = "0123456789ab"
_OFFICE = {day: [["08:00", "12:00"], ["13:00", "17:00"]] for day in ("mon", "tue", "wed")}
DISTANCE = {
    "service_number": "+46846500401",
    "numbers": ["+46701740605"],
    "preselected_groups": ["support"],
}


def office() -> dict[str, Any]:
    groups = [_group(**group) for group in GROUPS]
    groups[0] |= {"hours": _OFFICE, "number": "+46846500410"}
    return {
        "GET /api/admin/organisation": _ORGANISATION,
        "GET /api/admin/groups": {"groups": groups, "version": 3},
        "GET /api/admin/groups/chatt/answers": {"answers": _ANSWERS, "version": 1},
        "GET /api/admin/users": {"users": _people(), "after": None},
        "GET /api/admin/users/bo": _people()[1],
        "GET /api/admin/present": _present(),
        "GET /api/admin/survey": _SURVEY,
        "GET /api/admin/deliveries": {"credentials": _UNDELIVERED},
        "GET /api/admin/sms": {"messages": _TEXTS},
        "GET /api/admin/presence-day": _day(),
        "POST /api/admin/phonebook/search": _NUMBERS,
        "POST /api/admin/do-not-call/search": _NUMBERS,
        "GET /api/admin/lists": {"lists": [_call_list()]},
        f"GET /api/admin/lists/{LIST}": _call_list(),
        "GET /api/admin/chats": {"chats": [_DAY_CHAT], "more": False},
        "GET /api/chats/k9": _READ,
        "POST /api/admin/users/import": _IMPORTED,
        "GET /api/calls": {"calls": [_MY_CALL]},
        "GET /api/calls/targets": _TARGETS,
        "GET /api/forwarding": {"forwarding": {"to": "+46701740609", "until": ago(-7200)}},
        "GET /api/push": {"public_key": "", "subscribed": False},
        "POST /api/password/check": {
            "rules": [_RULE],
            "violations": [_RULE],
        },
        "POST /api/password/forgotten": (202, {}),
        "GET /sim/numbers": _TELEPHONES,
        "GET /sim/phones": {"phones": _BUSY},
        "GET /sim/events": {"delay_s": 0, "copies": 1, "shuffled": False},
        "GET /sim/mail": [_SENT | {"subject": "Välkommen till Jour"}],
        "GET /sim/sms": [_SENT | {"to": "+46701740605"}],
    }


_ORGANISATION = {
    "id": "demo",
    "name": "Demo AB",
    "password_policy": "standard",
    "require_mixed_case": False,
    "distance_pin_required": False,
    "switchboard_numbers": ["+46846500400"],
    "conference_rooms": [{"id": "r1", "name": "Stora", "number": "+46846500440", "pin": "4711"}],
    "pause_reasons": ["lunch", "meeting"],
    "language": "sv",
    "distance_misses_limit": 3,
    "service_number": "+46846500401",
    "chats_at_once": 3,
    "chats_during_calls": False,
    "version": 3,
}
_ANSWERS = [{"title": "Öppettider", "text": "Vardagar 8–17."}, {"title": "Retur", "text": "30 d."}]
_SURVEY = {
    "users": 40,
    "without_password": 2,
    "expired": 1,
    "must_change": 3,
    "not_strict": 12,
    "after": None,
}
_UNDELIVERED = [
    {
        "user": "bo",
        "name": "Bo Nilsson",
        "email": "bo@example.se",
        "state": "bounced",
        "cause": "Mailbox does not exist",
        "at": ago(4000),
    }
]
_TEXTS = [
    {
        "id": "t1",
        "to_end": "05",
        "user": "bo",
        "kind": "callback",
        "state": state,
        "reason": "Phone unreachable",
        "at": ago(4000),
        "repeatable": True,
    }
    for state in ("failed",)
]
_NUMBERS = {
    "entries": [
        {"number": "+46701740690", "name": "Karin Ek"},
        {"number": "+46701740691", "name": "Ola Berg"},
    ],
    "after": None,
    "total": 2,
}
_DAY_CHAT = {
    "contact": "k9",
    "group": "chatt",
    "name": "Karin Ek",
    "page": "https://example.se/leverans",
    "agent_name": "Anna Lind",
    "at": ago(3600),
    "answered_at": ago(3580),
    "ended_at": ago(3100),
    "ended_by": "customer",
    "messages": 2,
    "erased": False,
}
_READ = {"contact": "k9", "messages": [line(1, "Hej!"), line(2, "Hej själv!", "agent")], "last": 2}
_IMPORTED = {
    "added": 1,
    "updated": 0,
    "unchanged": 0,
    "skipped": 1,
    "errors": [{"line": 3, "code": "exists", "message": "Finns redan.", "column": "id"}],
}
_MY_CALL = {
    "contact": "c1",
    "group": "support",
    "group_name": "Support",
    "caller": "+46701740690",
    "name": "Karin Ek",
    "since": ago(60),
    "state": "talking",
    "is_softphone": False,
    "next_hop": None,
    "hops": [],
}
_TARGETS = {
    "colleagues": [
        {
            "user": "bo",
            "name": "Bo Nilsson",
            "state": "available",
            "since": ago(900),
            "forwarding_until": None,
            "reached_by": "login",
        },
        {
            "user": "eva",
            "name": "Eva Sten",
            "state": "away",
            "since": None,
            "forwarding_until": None,
            "reached_by": None,
        },
    ],
    "groups": [{"id": "vaxel", "name": "Växel", "answers": True}],
    "rooms": [{"id": "r1", "name": "Stora", "answers": True}],
}
_TELEPHONES = {
    "system": [
        {"number": "+46846500401", "label": "Service", "organisation": None, "kind": "service"},
        {"number": "+46846500410", "label": "Support", "organisation": "Demo", "kind": "group"},
    ],
    "phones": [{"number": "+46701740605", "label": "Anna Lind", "organisation": "Demo AB"}],
    "bridges": [
        {"number": "+46846500440", "label": "Stora", "organisation": "Demo AB", "pin": "4711"}
    ],
}
_BUSY = [{"number": "+46701740605", "state": "ringing", "from": "+46701740690", "call": "c1"}]
_RULE = {"rule": "min_length", "message": "Minst 8 tecken."}
_SENT = {"to": "anna@example.se", "text": "Hej! https://example.se/", "at": ago(900)}


def _group(**known: Any) -> Message:
    return {
        "number": None,
        "wrap_up_s": 30,
        "callback_after_s": 120,
        "callback_retry_s": 900,
        "callback_attempts": 3,
        "hours": None,
        "message_mail": "hej@example.se",
        "message_group": None,
        "preselected": 1,
    } | known


def _people() -> list[Message]:
    return [
        _person("anna", "Anna Lind", roles=["agent", "admin"]),
        _person(
            "bo",
            "Bo Nilsson",
            password="none",
            credentials={"state": "bounced", "at": ago(4000)},
            distance={
                "number": "+46701740606",
                "alternative_number": None,
                "preselected_groups": ["support"],
                "has_pin": True,
            },
            warnings=[{"code": "landline", "field": "distance.number", "message": "Fast nummer."}],
        ),
        _person("eva", "Eva Sten", disabled=True, password="expired"),
    ]


def _person(user: str, name: str, **more: Any) -> Message:
    return {
        "id": user,
        "name": name,
        "email": f"{user}@example.se",
        "language": "sv",
        "roles": ["agent"],
        "groups": ["support", "vaxel"],
        "disabled": False,
        "distance": None,
        "softphone": None,
        "credentials": None,
        "password": "chosen",
        "warnings": [],
        "version": 2,
    } | more


def _present() -> Message:
    return {
        "agents": [
            {
                "user": user,
                "name": name,
                "channel": "desktop",
                "state": state,
                "reason": "lunch" if state == "paused" else None,
                "since": ago(900),
                "logged_in_at": ago(5400),
                "groups": ["support"],
                "misses": 1,
                "version": 2,
            }
            for user, name, state in (
                ("bo", "Bo Nilsson", "available"),
                ("eva", "Eva Sten", "paused"),
                ("cia", "Cia Berg", "busy"),
            )
        ],
        "others": [{"user": "alva", "name": "Alva Ek", "logged_in_at": ago(7200)}],
        "unstaffed": [{"id": "vaxel", "name": "Växel"}],
    }


def _day() -> Message:
    logged = [("login", None, 3 * 3600), ("pause", "lunch", 2 * 3600), ("resume", None, 3600)]
    return {
        "begins": "2026-03-11T00:00:00+01:00",
        "ends": "2026-03-12T00:00:00+01:00",
        "now": ago(0),
        "before": [],
        "entries": [
            {
                "at": ago(seconds),
                "user": "bo",
                "name": "Bo Nilsson",
                "event": event,
                "channel": "desktop",
                "reason": reason,
                "by": None,
                "agent": True,
            }
            for event, reason, seconds in (*logged, ("logout", "connection_lost", 600))
        ],
        "talks": [
            {
                "user": "bo",
                "name": "Bo Nilsson",
                "group": "support",
                "begins": ago(3000),
                "ends": ago(2400),
            }
        ],
    }


def _call_list() -> Message:
    return {
        "id": LIST,
        "name": "Vårkampanj",
        "group": "kampanj",
        "created_at": ago(86_400),
        "hours": _OFFICE,
        "active": True,
        "rings_now": True,
        "removing": False,
        "entries": 40,
        "left": 20,
        "offered": 1,
        "later": 4,
        "done": 10,
        "refused": 3,
        "failed": 2,
        "reached": 12,
        "not_reached": 6,
        "results": [{"id": "sale", "name": "Såld", "count": 4}],
        "version": 1,
    }
