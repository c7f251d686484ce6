"""The HTTP API."""

import json
import re

from tests.infra.template import Template, rendered

ROUTES = {
    "POST /api/login": "login",
    "POST /api/logout": "login",
    "GET /api/session": "login",
    "GET /api/push": "push",
    "POST /api/push": "push",
    "DELETE /api/push": "push",
    "PUT /api/session/language": "login",
    "POST /api/password": "password",
    "POST /api/password/check": "password",
    "POST /api/password/forgotten": "password",
    "GET /api/admin/organisation": "admin",
    "PATCH /api/admin/organisation": "admin",
    "GET /api/admin/users": "admin",
    "POST /api/admin/users": "admin",
    "GET /api/admin/users/{user}": "admin",
    "GET /api/admin/users/{user}/gates": "admin",
    "PATCH /api/admin/users/{user}": "admin",
    "DELETE /api/admin/users/{user}": "admin",
    "GET /api/admin/groups": "groups",
    "POST /api/admin/groups": "groups",
    "PATCH /api/admin/groups/{group}": "groups",
    "DELETE /api/admin/groups/{group}": "groups",
    "POST /api/admin/users/{user}/credentials": "admin",
    "GET /api/admin/presence-log": "admin",
    "GET /api/admin/presence-day": "admin",
    "GET /api/admin/present": "admin",
    "GET /api/admin/survey": "admin",
    "GET /api/admin/deliveries": "admin",
    "GET /api/admin/sms": "admin",
    "POST /api/admin/sms/{sms}/again": "admin",
    "DELETE /api/admin/sms/{sms}": "admin",
    "POST /api/admin/users/import": "users_import",
    "POST /api/admin/users/{user}/logout": "admin",
    "POST /api/callbacks/{contact}/dial": "callbacks",
    "POST /api/callbacks/{contact}/done": "callbacks",
    "POST /api/callbacks/{contact}/requeue": "callbacks",
    "POST /api/admin/phonebook": "phone_book",
    "POST /api/admin/phonebook/search": "phone_book",
    "POST /api/admin/phonebook/remove": "phone_book",
    "DELETE /api/admin/phonebook": "phone_book",
    "GET /api/calls": "calls",
    "GET /api/calls/targets": "calls",
    "POST /api/calls/{contact}/forward": "calls",
    "DELETE /api/calls/{contact}/forward": "calls",
    "POST /api/calls/{contact}/conference": "calls",
    "GET /api/forwarding": "calls",
    "PUT /api/forwarding": "calls",
    "DELETE /api/forwarding": "calls",
    "GET /api/admin/lists": "call_lists",
    "POST /api/admin/lists": "call_lists",
    "GET /api/admin/lists/{list}": "call_lists",
    "PATCH /api/admin/lists/{list}": "call_lists",
    "DELETE /api/admin/lists/{list}": "call_lists",
    "POST /api/admin/lists/{list}/import": "call_lists",
    "POST /api/admin/do-not-call": "call_lists",
    "POST /api/admin/do-not-call/search": "call_lists",
    "POST /api/admin/do-not-call/remove": "call_lists",
    "DELETE /api/admin/do-not-call": "call_lists",
    "GET /api/chats/groups/{organisation}/{group}": "chat",
    "POST /api/chats": "chat",
    "GET /api/chats/current": "chat",
    "POST /api/chats/current/end": "chat",
    "POST /api/chats/current/transcript": "chat",
    "POST /api/chats/messages": "chat",
    "GET /api/chats/answers": "chat",
    "GET /api/chats/{contact}": "chat",
    "GET /api/admin/groups/{group}/answers": "chat",
    "PUT /api/admin/groups/{group}/answers": "chat",
    "GET /api/admin/chats": "chat",
    "DELETE /api/admin/chats/{contact}": "chat",
}
# Where a request came from and what it asked for in particular is nobody's business afterwards.
PERSONAL = ("sourceIp", "userAgent", "path", "queryString", "authorizer", "identity", "user")


def test_explicit_routes(core: Template) -> None:
    """Only these addresses exist; there is no catch-all that a forgotten handler would answer."""
    assert core.routes("HttpApi") == ROUTES


def test_a_function_has_one_integration_and_one_permission(core: Template) -> None:
    """Issue 10: however many routes it has; only this API may call it, and no other."""
    arns = [
        rendered(permission["SourceArn"])
        for permission in core.all("AWS::Lambda::Permission").values()
        if "${HttpApi}" in rendered(permission.get("SourceArn", ""))
    ]
    behind = set(ROUTES.values())
    assert len(arns) == len(behind)
    assert {arn.rpartition(":")[2] for arn in arns} == {"${HttpApi}/*/*/*"}
    kinds = core.all("AWS::ApiGatewayV2::Integration").values()
    assert sum(rendered(one["ApiId"]) == "${HttpApi}" for one in kinds) == len(behind)


def test_the_service_number_is_one_or_nothing(core: Template) -> None:
    """F1: E.164, or empty where nobody logs in by telephone."""
    parameter = core.content["Parameters"]["ServiceNumber"]
    assert parameter["Default"] == ""
    for written, accepted in (("", True), ("+46846500401", True), ("08-465 004 01", False)):
        assert bool(re.fullmatch(parameter["AllowedPattern"], written)) is accepted


def test_same_origin_only(core: Template) -> None:
    """Browsers of other sites get no permission at all: no CORS."""
    assert "CorsConfiguration" not in core.all("AWS::ApiGatewayV2::Api")["HttpApi"]


def test_throttled(core: Template) -> None:
    """A flood ends at the API and leaves the account's share to sockets and pushes."""
    stage = core.all("AWS::ApiGatewayV2::Stage")["HttpApiStage"]
    assert stage["StageName"] == "$default"
    assert 0 < stage["DefaultRouteSettings"]["ThrottlingRateLimit"] <= 1000
    assert 0 < stage["DefaultRouteSettings"]["ThrottlingBurstLimit"] <= 2000


def test_access_logs_name_nobody(core: Template) -> None:
    """16.2.5: a line tells request, route, status and time taken, and nothing personal."""
    for stage in core.all("AWS::ApiGatewayV2::Stage").values():
        fields = json.loads(stage["AccessLogSettings"]["Format"])
        assert {"request", "route", "status", "latency_ms"} <= set(fields)
        for value in fields.values():
            assert not any(word in value for word in PERSONAL)


def test_access_logs_expire(core: Template) -> None:
    """Logs of requests are kept no longer than any other."""
    groups = core.all("AWS::Logs::LogGroup")
    for stage in core.all("AWS::ApiGatewayV2::Stage").values():
        name = rendered(stage["AccessLogSettings"]["DestinationArn"]).strip("${}")
        assert groups[name.removesuffix(".Arn")]["RetentionInDays"] == 7
