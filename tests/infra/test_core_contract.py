"""What the other parts of the project rely on in JourCore: parameters, outputs, variables."""

import re

import pytest

from tests.infra.template import Template, rendered

OWN_VARIABLES = {
    "login": {
        "JOUR_TABLE",
        "JOUR_FRONT_SECRET",
        "JOUR_ORIGINS",
        "JOUR_PEPPER_SECRET",
        "JOUR_SERVICE_NUMBER",
        "JOUR_CCP_URL",
    },
    "authorizer": {"JOUR_TABLE", "JOUR_FRONT_SECRET", "JOUR_ORIGINS"},
    "ws_presence": {"JOUR_TABLE", "JOUR_CONNECTIONS_URL", "JOUR_SMS_QUEUE"},
    "presence_fanout": {
        "JOUR_TABLE",
        "JOUR_CONNECTIONS_URL",
        "JOUR_SMS_QUEUE",
        "JOUR_PUSH_QUEUE",
        "JOUR_CHAT_MAIL_QUEUE",
    },
    "push": {
        "JOUR_TABLE",
        "JOUR_FRONT_SECRET",
        "JOUR_ORIGINS",
        "JOUR_PUSH_SECRET",
        "JOUR_PUSH_SERVICE",
    },
    "web_push": {"JOUR_TABLE", "JOUR_ORIGINS", "JOUR_PUSH_SECRET", "JOUR_PUSH_SERVICE"},
    "presence_log": {"JOUR_TABLE"},
    "sweep": {
        "JOUR_TABLE",
        "JOUR_SWEEP_QUEUE",
        "JOUR_ROTATION_QUEUE",
        "JOUR_SMS_QUEUE",
        "JOUR_CONNECT_INSTANCE_ID",
        "JOUR_CONNECTIONS_URL",
    },
    "call_routing": {
        "JOUR_TABLE",
        "JOUR_CONNECTIONS_URL",
        "JOUR_CONNECT_INSTANCE_ID",
        "JOUR_INVITE_FLOW_ID",
        "JOUR_SMS_QUEUE",
    },
    "calls": {"JOUR_TABLE", "JOUR_FRONT_SECRET", "JOUR_ORIGINS", "JOUR_SERVICE_NUMBER"},
    "callback_routing": {"JOUR_TABLE"},
    "callbacks": {
        "JOUR_TABLE",
        "JOUR_FRONT_SECRET",
        "JOUR_ORIGINS",
        "JOUR_CONNECT_INSTANCE_ID",
        "JOUR_CALLBACK_FLOW_ID",
        "JOUR_SOFTPHONE_CALLBACK_FLOW_ID",
    },
    "contact_events": {"JOUR_TABLE", "JOUR_CONNECTIONS_URL"},
    "password": {
        "JOUR_TABLE",
        "JOUR_FRONT_SECRET",
        "JOUR_ORIGINS",
        "JOUR_PEPPER_SECRET",
        "JOUR_ROTATION_QUEUE",
    },
    "password_rotation": {
        "JOUR_TABLE",
        "JOUR_ORIGINS",
        "JOUR_PEPPER_SECRET",
        "JOUR_ROTATION_QUEUE",
        "JOUR_SENDER",
        "JOUR_CONFIGURATION_SET",
    },
    "notifications": {"JOUR_TABLE"},
    "admin": {
        "JOUR_TABLE",
        "JOUR_FRONT_SECRET",
        "JOUR_CONNECT_INSTANCE_ID",
        "JOUR_ORIGINS",
        "JOUR_ROTATION_QUEUE",
        "JOUR_SMS_QUEUE",
        "JOUR_PEPPER_SECRET",
        "JOUR_SERVICE_NUMBER",
    },
    "groups": {"JOUR_TABLE", "JOUR_FRONT_SECRET", "JOUR_ORIGINS", "JOUR_SERVICE_NUMBER"},
    "users_import": {
        "JOUR_TABLE",
        "JOUR_FRONT_SECRET",
        "JOUR_ORIGINS",
        "JOUR_SERVICE_NUMBER",
        "JOUR_ROTATION_QUEUE",
    },
    "phone_book": {"JOUR_TABLE", "JOUR_FRONT_SECRET", "JOUR_ORIGINS"},
    "sms": {"JOUR_TABLE", "JOUR_SERVICE_NUMBER", "JOUR_SMS_SENDER_ID"},
    "call_lists": {"JOUR_TABLE", "JOUR_FRONT_SECRET", "JOUR_ORIGINS"},
    "chat": {"JOUR_TABLE", "JOUR_FRONT_SECRET", "JOUR_ORIGINS", "JOUR_CONNECTIONS_URL"},
    "chat_mail": {"JOUR_TABLE", "JOUR_ORIGINS", "JOUR_SENDER", "JOUR_CONFIGURATION_SET"},
    "distance_toggle": {"JOUR_TABLE", "JOUR_PEPPER_SECRET", "JOUR_SERVICE_NUMBER"},
}


def test_outputs_name_what_the_local_run_needs(core: Template) -> None:
    """The local run and the tests find table, APIs and pepper by these names."""
    outputs = {name: rendered(output["Value"]) for name, output in core.content["Outputs"].items()}
    assert (
        outputs.items()
        >= {
            "TableName": "${Table}",
            "HttpApiId": "${HttpApi}",
            "SocketApiId": "${SocketApi}",
            "PepperSecretArn": "${PepperSecret}",
            "FrontSecretArn": "${FrontSecret}",
            "PushSecretArn": "${WebPushKeys}",
            "ContactEventsArn": "${ContactEventsFunction.Arn}",
        }.items()
    )


@pytest.mark.parametrize(
    ("origins", "accepted"),
    [
        ("https://jour.example.se", True),
        ("http://localhost:8080,http://127.0.0.1:8080", True),
        ("https://jour.example.se/", False),
        ("jour.example.se", False),
        ("*", False),
        ("", False),
    ],
)
def test_origins_are_origins(core: Template, origins: str, accepted: bool) -> None:
    """A wildcard, a path or nothing at all is refused when deploying, not when attacked."""
    pattern = core.content["Parameters"]["AllowedOrigins"]["AllowedPattern"]
    assert bool(re.fullmatch(pattern, origins)) is accepted


def test_origins_have_no_default(core: Template) -> None:
    """Nobody deploys by accident with somebody else's origin."""
    assert "Default" not in core.content["Parameters"]["AllowedOrigins"]


def test_connections_url_is_derived_unless_given(core: Template) -> None:
    """On AWS the address follows from API, region and stage; elsewhere it is a parameter."""
    assert core.content["Parameters"]["ConnectionsUrl"]["Default"] == ""
    url = core.functions()["ws_presence"]["Environment"]["Variables"]["JOUR_CONNECTIONS_URL"]
    condition, derived, given = url["Fn::If"]
    assert core.content["Conditions"][condition] == {"Fn::Equals": [{"Ref": "ConnectionsUrl"}, ""]}
    assert rendered(derived) == (
        "https://${SocketApi}.execute-api.eu-central-1.${AWS::URLSuffix}/ws"
    )
    assert given == {"Ref": "ConnectionsUrl"}


@pytest.mark.parametrize(
    ("number", "accepted"),
    [("+46846500401", True), ("", True), ("08-465 004 01", False), ("+0846500401", False)],
)
def test_the_service_number_is_one_or_none(core: Template, number: str, accepted: bool) -> None:
    """F1: shown as it is; without telephony there is none, and that is the default."""
    parameter = core.content["Parameters"]["ServiceNumber"]
    assert parameter["Default"] == ""
    assert bool(re.fullmatch(parameter["AllowedPattern"], number)) is accepted


def test_the_table_names_every_function(core: Template) -> None:
    """A new function has its variables written down here."""
    assert set(OWN_VARIABLES) == set(core.functions())


@pytest.mark.parametrize(("folder", "names"), OWN_VARIABLES.items())
def test_function_gets_its_own_variables_only(core: Template, folder: str, names: set[str]) -> None:
    """A function that does not use the pepper does not even know where it is."""
    variables = core.functions()[folder]["Environment"]["Variables"]
    assert {name for name in variables if name.startswith("JOUR_")} == names


def test_every_function_logs_under_its_name(core: Template) -> None:
    """Logs and metrics of all functions bear the folder's name and one namespace."""
    for folder, function in core.functions().items():
        variables = function["Environment"]["Variables"]
        assert variables["POWERTOOLS_SERVICE_NAME"] == folder
        assert variables["POWERTOOLS_METRICS_NAMESPACE"] == "Jour"
        assert variables["POWERTOOLS_LOG_LEVEL"] == "INFO"
