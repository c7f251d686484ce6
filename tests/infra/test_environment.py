"""Which deployment is meant, and what is refused."""

import pytest

from infra.environment import Environment, environment_of


def _nothing(_: str) -> None:
    return None


def test_context_wins_over_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    """What somebody types now counts more than what their shell remembers."""
    monkeypatch.setenv("JOUR_ENV", "prod")
    assert environment_of({"env": "dev"}.get) == Environment("dev")
    assert environment_of(_nothing).is_production


def test_without_any_setting_it_is_for_development(monkeypatch: pytest.MonkeyPatch) -> None:
    """Production is meant when somebody says so, and only then."""
    monkeypatch.delenv("JOUR_ENV", raising=False)
    assert environment_of(_nothing) == Environment("dev")


def test_an_unknown_environment_is_refused_by_name() -> None:
    """A misspelt environment must not become a development one."""
    with pytest.raises(ValueError, match="'production'; it must be one of dev, prod"):
        Environment("production")


def test_a_domain_without_its_certificate_is_refused() -> None:
    """CloudFront cannot serve the one without the other."""
    with pytest.raises(ValueError, match="belong together"):
        Environment("prod", domain="jour.example.se")
