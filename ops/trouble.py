"""What goes wrong in ways that an operator can do something about: a sentence and the cure."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError, ProfileNotFound

from jour import texts
from jour.errors import JourError, Unavailable
from local.failure import Failure

FOUND = 1
"""The command worked, and found or left something that needs seeing to."""
REFUSED = 3
"""What was asked for is not possible; nothing was changed."""
UNREACHABLE = 4
"""AWS does not answer, or does not let this operator do it."""

EXIT_CODES = (
    "Exit status: 0 done · 1 done, with findings or rows left out · 2 the command line is wrong · "
    "3 refused, nothing changed · 4 AWS not reached or not allowed."
)


class Trouble(Exception):
    """An expected failure."""

    def __init__(self, sentence: str, cure: str, status: int = REFUSED) -> None:
        super().__init__(sentence)
        self.sentence, self.cure, self.status = sentence, cure, status


Expected = Trouble | JourError | ClientError | BotoCoreError | Failure
"""What can go wrong without a fault in the program."""
EXPECTED = (Trouble, JourError, ClientError, BotoCoreError, Failure)
"""The same, to be caught: anything else is a fault, and its traceback is what we need."""


def trouble_of(failure: Expected) -> Trouble:
    """What an operator is told of a failure."""
    match failure:
        case Trouble():
            return failure
        case Unavailable():
            return Trouble(
                "The table does not answer, or does not let you in.",
                "Check the network, --profile and --region, and that your role may use the table; "
                "then try again: what was done stays done.",
                UNREACHABLE,
            )
        case JourError():
            return Trouble(texts.sentence(failure.text, "en", **failure.values), "")
        case ProfileNotFound() | NoCredentialsError():
            return Trouble(
                "There are no credentials for AWS.",
                "Log in ('aws sso login'), give --profile, or use --local.",
                UNREACHABLE,
            )
        case ClientError():
            code = failure.response["Error"]["Code"]
            return Trouble(
                f"AWS refused {failure.operation_name}: {code}.",
                "Check what your role may do, --profile and --region.",
                UNREACHABLE,
            )
        case BotoCoreError():
            return Trouble(
                f"AWS was not reached ({type(failure).__name__}).",
                "Check the network and --region; for the local run, that it runs ('make run').",
                UNREACHABLE,
            )
        case Failure():
            return Trouble(str(failure), "")


@contextmanager
def aws_told() -> Iterator[None]:
    """What AWS refuses becomes Trouble."""
    try:
        yield
    except (ClientError, BotoCoreError) as failure:
        raise trouble_of(failure) from failure
