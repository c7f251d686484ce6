"""Issue 10, point 1: which deployment is meant, and what is refused before anything is made."""

from pathlib import Path
from typing import Any

import pytest

from infra.environment import LOCAL, SHIFTED, Environment, Misconfigured
from infra.environments import FILE, environment_of, read

INSTANCE = "arn:aws:connect:eu-central-1:111111111111:instance/12345678-1234-1234-1234-123456789012"
CERTIFICATE = "arn:aws:acm:us-east-1:111111111111:certificate/12345678-1234-1234-1234-123456789012"
TELEPHONY: dict[str, Any] = {"connect_instance_arn": INSTANCE, "service_number": "+46846500401"}


def _nothing(_: str) -> None:
    return None


def _written(folder: Path, text: str) -> Path:
    file = folder / "environments.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_context_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody types now counts more than what their shell remembers."""
    monkeypatch.setenv("JOUR_ENV", "prod")
    assert environment_of({"env": "dev"}.get).name == "dev"
    assert environment_of(_nothing).is_production


def test_without_any_setting_it_is_the_local_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Issue 10, point 8: the local run is made without the file, whatever stands in it."""
    monkeypatch.delenv("JOUR_ENV", raising=False)
    assert environment_of(_nothing) is LOCAL
    assert not (LOCAL.is_production)
    assert not (LOCAL.is_gradual)
    assert LOCAL.account is None


def test_the_file_that_is_shipped_is_right_and_deploys_nothing_by_itself() -> None:
    """Both its environments are read; neither can be deployed before its fields are filled in."""
    prod, dev = read("prod"), read("dev")
    assert (prod.is_production, prod.is_gradual) == (True, True)
    assert (dev.is_production, dev.is_gradual) == (False, False)
    with pytest.raises(Misconfigured, match=r"prod\.account: is missing; .*12 digits"):
        prod.require(("account", "sender_address"))


def test_every_field_is_explained_in_the_file() -> None:
    """The operator reads there what there is."""
    explained = FILE.read_text(encoding="utf-8")
    fields = set(Environment.__dataclass_fields__) - {"name"}
    assert {field for field in fields if field not in explained} == set()


def test_production_is_what_nobody_said_otherwise_of() -> None:
    """Fail closed: data is thrown away only where somebody wrote so."""
    assert Environment(name="x").is_production


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[dev]\n", r"prod\.environment: is not in environments.toml; there are: dev"),
        ("[prod]\ncolour = 'red'\n", r"prod\.colour: is unknown; there are: account, "),
        ("[prod]\naccount = 111111111111\n", r"prod\.account: .*text, between \"quotes\""),
        ("[prod]\nlog_days = '90'\n", r"prod\.log_days: is '90'; it has to be a whole number"),
        ("[prod]\nproduction = 1\n", r"prod\.production: is 1; it has to be true or false"),
        ("[prod]\ncustomer_numbers = '+46846500410'\n", r"prod\.customer_numbers: .*list"),
        ("[prod]\nmemory_mb = 512\n", r"prod\.memory_mb: .*\[prod\.memory_mb\]"),
        ("[prod.memory_mb]\nlogin = true\n", r"prod\.memory_mb: .*numbers"),
        ("account = '1'\n", r"environments\.account: stands outside a table"),
        ("[local]\n", r"local\.name: is what the local run is called"),
        ("[prod\n", r"prod\.environments: .*is no TOML"),
    ],
)
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, told: str) -> None:
    """A field that does not exist, or of another kind, is refused and not guessed at."""
    with pytest.raises(Misconfigured, match=told):
        read("prod", _written(tmp_path, text))


def test_another_environments_mistake_stops_this_one_too(tmp_path: Path) -> None:
    """A file that is half wrong is wrong."""
    with pytest.raises(Misconfigured, match=r"dev\.colour"):
        read("prod", _written(tmp_path, "[prod]\n[dev]\ncolour = 'red'\n"))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"account": "1111"}, "account"),
        ({"region": "Frankfurt"}, "region"),
        ({"domain": "https://jour.example.se", "certificate_arn": CERTIFICATE}, "domain"),
        ({"domain": "jour.example.se"}, "certificate_arn"),
        ({"certificate_arn": CERTIFICATE}, "domain"),
        (
            {
                "domain": "jour.example.se",
                "certificate_arn": CERTIFICATE.replace("us-east-1", "eu-central-1"),
            },
            "certificate_arn",
        ),
        ({"sender_address": "Jour <no-reply@example.se>"}, "sender_address"),
        ({"alarm_address": "larm"}, "alarm_address"),
        ({"sms_sender_id": "112"}, "sms_sender_id"),
        ({"service_number": "+46846500401"}, "connect_instance_arn"),
        ({"softphone_url": "https://x.my.connect.aws/ccp-v2/"}, "connect_instance_arn"),
        ({"connect_instance_arn": INSTANCE}, "service_number"),
        ({**TELEPHONY, "connect_instance_arn": INSTANCE[-36:]}, "connect_instance_arn"),
        ({**TELEPHONY, "region": "eu-west-2"}, "connect_instance_arn"),
        ({**TELEPHONY, "account": "222222222222"}, "connect_instance_arn"),
        ({**TELEPHONY, "service_number": "08-465 004 01"}, "service_number"),
        ({**TELEPHONY, "customer_numbers": ("0846500410",)}, "customer_numbers"),
        ({**TELEPHONY, "customer_numbers": ("+46846500401",)}, "customer_numbers"),
        ({**TELEPHONY, "softphone_url": "http://x.my.connect.aws/"}, "softphone_url"),
        ({"log_days": 8}, "log_days"),
        ({"memory_mb": {"login": 64}}, "memory_mb.login"),
        ({"memory_mb": {"signin": 512}}, "memory_mb.signin"),
        ({"reserved": {"login": 0}}, "reserved.login"),
        ({"provisioned": {"admin": 1}}, "provisioned.admin"),
        ({"provisioned": {"login": 1}, "gradual": False}, "provisioned.login"),
        ({"snap_start": ("admin",)}, "snap_start"),
        ({"snap_start": ("login",), "provisioned": {"login": 1}}, "snap_start"),
    ],
)
def test_what_cannot_be_is_refused_by_the_fields_name(values: dict[str, Any], field: str) -> None:
    """Before synthesis, not by CloudFormation half an hour later."""
    with pytest.raises(Misconfigured) as refusal:
        Environment(name="prod", **values)
    assert refusal.value.field == field


def test_what_shifts_gradually_are_functions_that_exist() -> None:
    """A function that is renamed does not silently lose its fall-back."""
    names = sorted(SHIFTED)
    assert Environment(name="prod", provisioned=dict.fromkeys(names, 1)).provisioned


def test_what_follows_from_fields() -> None:
    """The instance's id, and the one origin that pages may frame."""
    given = Environment(name="prod", softphone_url="https://x.my.connect.aws/ccp-v2/", **TELEPHONY)
    assert given.instance_id == "12345678-1234-1234-1234-123456789012"
    assert given.softphone_origin == "https://x.my.connect.aws"
    assert (LOCAL.instance_id, LOCAL.softphone_origin) == ("", "")
