"""Where the web client's files lie, and where requests for them are logged."""

import aws_cdk as cdk
from aws_cdk import aws_s3 as s3
from constructs import Construct

from infra.environment import Environment
from infra.retention import data_removal

KEPT_DAYS = 90
"""How long a replaced or removed file can be had back."""


class SiteBucket(Construct):
    """A private bucket that CloudFront alone may read, and one for logs that delete themselves.

    A page loaded before a deploy goes on finding its own files: `python -m deploy` removes hashed
    ones only when no page has named them for weeks. What it removes or replaces can be had back
    for as long again.
    """

    def __init__(self, scope: Construct, id: str, *, environment: Environment) -> None:
        super().__init__(scope, id)
        self.logs = s3.Bucket(
            self,
            "Logs",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            # CloudFront delivers its logs by ACL.
            object_ownership=s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
            lifecycle_rules=[_forget_after(90 if environment.is_production else 7)],
            removal_policy=data_removal(environment),
        )
        self.files = s3.Bucket(
            self,
            "Files",
            encryption=s3.BucketEncryption.S3_MANAGED,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            versioned=True,
            lifecycle_rules=[
                s3.LifecycleRule(
                    noncurrent_version_expiration=cdk.Duration.days(KEPT_DAYS),
                    expired_object_delete_marker=True,
                )
            ],
            server_access_logs_bucket=self.logs,
            server_access_logs_prefix="bucket/",
            removal_policy=data_removal(environment),
        )


def _forget_after(days: int) -> s3.LifecycleRule:
    return s3.LifecycleRule(expiration=cdk.Duration.days(days))
