"""Clients for the local AWS, deaf to the user's own AWS configuration and proxies."""

from typing import Any

import boto3
from botocore.config import Config

from local.settings import REGION


def client(service: str, endpoint: str) -> Any:
    """A boto3 client of `service` at `endpoint`; the caller closes it."""
    return _session().client(
        service,
        endpoint_url=endpoint,
        config=Config(
            proxies={},
            retries={"mode": "standard", "max_attempts": 3},
            s3={"addressing_style": "path"},
        ),
    )


def _session() -> boto3.session.Session:
    return boto3.session.Session(
        aws_access_key_id="test", aws_secret_access_key="test", region_name=REGION
    )
