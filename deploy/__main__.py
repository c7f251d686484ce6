"""`python -m deploy <what> <environment>`: the commands behind `make deploy`, `diff`, `destroy`."""

import argparse
import sys

from botocore.exceptions import BotoCoreError, ClientError

from deploy.account import Account
from deploy.cdk import Cdk
from deploy.destroy import destroy, refuse_production
from deploy.parameters import EDGE, parameters, stacks
from deploy.up import NEEDED, accepted, deploy_stacks, publish
from infra.environment import Environment, Misconfigured
from infra.environments import read
from local.client import build
from local.failure import Failure
from local.settings import ROOT
from local.steps import step


def main(arguments: list[str]) -> int:
    """A Failure is one sentence and exit status 1."""
    words = _parser().parse_args(arguments)
    try:
        environment = read(words.environment)
        _COMMANDS[words.what](environment, words)
    except (Failure, Misconfigured) as failure:
        sys.stderr.write(f"\n{failure}\n")
        return 1
    except (ClientError, BotoCoreError) as refusal:
        sys.stderr.write(f"\nAWS refused, or was not reached: {refusal}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The same command goes on from here.\n")
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    parser.add_argument("what", choices=sorted(_COMMANDS))
    parser.add_argument("environment", help="a table of environments.toml")
    parser.add_argument("--yes", action="store_true", help="do not ask before permissions widen")
    return parser


def _reached(environment: Environment) -> tuple[Account, Cdk]:
    """The right account, or Failure before anything is done."""
    environment.require(NEEDED)
    account = Account(environment)
    account.check()
    return account, Cdk(environment, account.profile)


def _deploy(environment: Environment, words: argparse.Namespace) -> None:
    account, cdk = _reached(environment)
    account.check_bootstrapped()
    _build_client()
    deploy_stacks(environment, cdk, account.outputs, ask=not words.yes)
    _published(account)
    print(f"Now verify it: .venv/bin/python -m ops check --env {environment.name}")


def _publish(environment: Environment, words: argparse.Namespace) -> None:
    account, _ = _reached(environment)
    _build_client()
    _published(account)


def _diff(environment: Environment, words: argparse.Namespace) -> None:
    account, cdk = _reached(environment)
    given = parameters(environment, account.outputs())
    cdk.synthesise(given)
    cdk.diff(stacks(environment))
    there = account.stacks()
    for stack in stacks(environment):
        before = there[stack].parameters if stack in there else {}
        for name, value in accepted(cdk, stack, given[stack]).items():
            if before.get(name) != value:
                print(f"{stack}: parameter {name}: {before.get(name)!r} → {value!r}")


def _destroy(environment: Environment, words: argparse.Namespace) -> None:
    refuse_production(environment)
    environment.require(NEEDED[:1])
    account = Account(environment)
    cdk = Cdk(environment, account.profile)
    cdk.synthesise(parameters(environment, account.outputs()))
    destroy(environment, account, cdk, input)


def _bootstrap(environment: Environment, words: argparse.Namespace) -> None:
    _, cdk = _reached(environment)
    cdk.bootstrap()


def _build_client() -> None:
    with step("Client") as current:
        build(current, ROOT / ".local" / "logs")


def _published(account: Account) -> None:
    outputs = account.outputs().get(EDGE, {})
    publish(outputs, account.client("s3"), account.client("cloudfront"))


_COMMANDS = {
    "bootstrap": _bootstrap,
    "deploy": _deploy,
    "destroy": _destroy,
    "diff": _diff,
    "publish": _publish,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
