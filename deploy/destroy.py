"""Takes an environment away: never production, and never unasked."""

from collections.abc import Callable, Iterator

from deploy.account import Account
from deploy.cdk import Cdk
from deploy.parameters import CORE, EDGE, TELEPHONY, WATCH
from deploy.publish import Site
from infra.environment import Environment
from local.failure import Failure
from ops.place import Deployed

_BUCKETS = ("SiteBucketName", "SiteLogsName")


def destroy(
    environment: Environment, account: Account, cdk: Cdk, ask: Callable[[str], str]
) -> None:
    """Delete the stacks and all that is stored in them, after telling what that is.

    Raises Failure in production: by what the file says, and by what the stacks themselves say.
    """
    refuse_production(environment)
    account.check()
    there = account.stacks()
    if not there:
        raise Failure(f"Nothing of Jour stands in {environment.region} of {environment.account}.")
    if account.is_protected(tuple(there)):
        raise Failure(
            "These stacks are protected: they were deployed as production, whatever the file says"
            " now. docs/deploy.md says how production is taken away by hand."
        )
    print(f"'make destroy' deletes {environment.name} ({environment.account}), for good:")
    for line in lost(there, account):
        print(f"  - {line}")
    if ask(f"Type {environment.name} to delete all of it: ").strip() != environment.name:
        raise Failure("Nothing was deleted.")
    for bucket in _buckets(there):
        Site(account.client("s3"), bucket).empty()
    cdk.destroy([name for name in (WATCH, EDGE, TELEPHONY, CORE) if name in there])


def refuse_production(environment: Environment) -> None:
    if environment.is_production:
        raise Failure(
            f"{environment.name} is production and is not destroyed by a command:"
            " docs/deploy.md says what would have to be done by hand, and what would be lost."
        )


def lost(there: dict[str, Deployed], account: Account) -> Iterator[str]:
    """What goes with the stacks, in sentences."""
    if CORE in there:
        table = there[CORE].outputs["TableName"]
        told = account.client("dynamodb").describe_table(TableName=table)["Table"]
        yield (
            f"the table {table}: some {told.get('ItemCount', 0)} items. Users, groups, calls and"
            " the presence log, and with them point-in-time recovery"
        )
        yield "the pepper: no password fits any more, not even with a backup of the table"
        yield "open orders for mails and text messages, and the functions' logs"
    if TELEPHONY in there:
        numbers = there[TELEPHONY].parameters
        count = 1 + len([n for n in numbers.get("CustomerNumbers", "").split(",") if n])
        yield f"Connect's flows: {count} numbers lead nowhere then; the numbers themselves stay"
    for bucket in _buckets(there):
        yield f"the bucket {bucket} with every file in it"


def _buckets(there: dict[str, Deployed]) -> list[str]:
    outputs = there[EDGE].outputs if EDGE in there else {}
    return [outputs[name] for name in _BUCKETS if name in outputs]
