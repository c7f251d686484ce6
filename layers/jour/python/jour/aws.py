"""Clients of AWS, made by botocore alone.

boto3's package brings resources and transfers to S3, which nothing here uses and every cold start
would import: a fifth of what starting a client costs (bench/README.md).
"""

from functools import cache
from typing import Any

from botocore.config import Config
from botocore.session import Session, get_session

_chosen: list[Session] = []


def use(chosen: Session) -> None:
    """From now on clients are this session's: an operator's, who has chosen profile and region."""
    _chosen[:] = [chosen]


def session() -> Session:
    """This process's: whose credentials it works with, and in which region."""
    return _chosen[0] if _chosen else _own()


@cache
def _own() -> Session:
    return get_session()


def client(service: str, config: Config) -> Any:
    """What `boto3.client` answers."""
    return session().create_client(service, config=config)
