"""Issue 10.7: what a deployment costs while nobody uses it, from the templates as synthesised."""

import json
import os
from pathlib import Path

import pytest

from bench.cost import IDLE
from bench.costs.bill import beyond_free, priced
from bench.costs.functions import MEMORY_MB
from bench.costs.running import idle, shown_metrics
from tests.infra.template import Template

WRITE = "JOUR_WRITE_OPERATIONS"
RUNS = ("JourCore", "JourEdge", "JourTelephony")
LIMIT = 5.00
DEVELOPMENT, PRODUCTION, SHIELDED = "development", "production", "production with WAF"


@pytest.fixture(scope="module")
def bills(assembly: Path) -> dict[str, dict[str, float]]:
    """By deployment: production as it is unless environments.toml keeps something warm."""

    def bill(*stacks: str) -> dict[str, float]:
        units = idle(assembly / f"{stack}.template.json" for stack in stacks)
        return {name: round(number, 6) for name, number in sorted(units.items())}

    return {
        DEVELOPMENT: bill(*RUNS),
        PRODUCTION: bill(*RUNS, "JourWatch"),
        SHIELDED: bill(*RUNS, "JourWatch", "JourShield"),
    }


def test_the_price_that_is_told_is_the_templates(bills: dict[str, dict[str, float]]) -> None:
    """A new secret, alarm or queue shows in the table: `make operations` writes it."""
    if os.environ.get(WRITE):
        IDLE.write_text(json.dumps(bills, indent=1) + "\n", encoding="utf-8")
    assert bills == json.loads(IDLE.read_text(encoding="utf-8"))


def test_an_idle_deployment_costs_less_than_five_dollars(
    bills: dict[str, dict[str, float]],
) -> None:
    """Development at list price; production beyond what every account has for nothing, for ever."""
    assert sum(priced(bills[DEVELOPMENT]).values()) < LIMIT
    assert sum(priced(beyond_free(bills[PRODUCTION])).values()) < LIMIT


def test_rules_in_front_of_the_client_are_a_choice(bills: dict[str, dict[str, float]]) -> None:
    """WAF alone is $5 and $1 a rule: environments.toml says so, and has none unless told."""
    lines = priced(bills[SHIELDED])
    told = (Path(__file__).parents[2] / "environments.toml").read_text(encoding="utf-8")
    assert (
        f"${lines['web_acl'] + lines['web_rule']:.0f} a month; without one there are none" in told
    )
    assert "web_acl" not in bills[PRODUCTION]


def test_dashboards_are_the_three_small_ones_that_are_free(watch: Template) -> None:
    """One that names more than fifty metrics costs $3 a month."""
    boards = watch.all("AWS::CloudWatch::Dashboard").values()
    assert len(boards) <= 3
    assert max(map(shown_metrics, boards)) <= 50


def test_cost_takes_functions_as_they_are_deployed(core: Template) -> None:
    """Lambda charges by memory: what bench/costs assumes is what the template has."""
    deployed = {
        core.folder_of({"Ref": name}): has["MemorySize"]
        for name, has in core.all("AWS::Lambda::Function").items()
    }
    assert MEMORY_MB == {name: deployed[name] for name in MEMORY_MB}
