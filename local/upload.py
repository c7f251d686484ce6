"""Puts the template and its packages where CloudFormation looks for them, as `cdk deploy` does."""

from contextlib import closing

from local import cloud, packages
from local.assembly import Assembly, Asset
from local.settings import REGION, Settings

# What `cdk bootstrap` makes in an account; the emulator's account is all zeroes.
_BUCKET = f"cdk-hnb659fds-assets-000000000000-{REGION}"
_BOOTSTRAP_VERSION = {"Name": "/cdk-bootstrap/hnb659fds/version", "Value": "30"}


def upload(settings: Settings, assembly: Assembly) -> None:
    """Upload every asset; the third-party layer as what stands in for it on this machine."""
    with closing(cloud.client("ssm", settings.aws_endpoint)) as ssm:
        ssm.put_parameter(**_BOOTSTRAP_VERSION, Type="String", Overwrite=True)
    third_party = assembly.third_party_layers()
    with closing(cloud.client("s3", settings.aws_endpoint)) as s3:
        if _BUCKET not in {bucket["Name"] for bucket in s3.list_buckets()["Buckets"]}:
            place = {"LocationConstraint": REGION}
            s3.create_bucket(Bucket=_BUCKET, CreateBucketConfiguration=place)
        for asset in assembly.assets():
            if asset.key in third_party:
                body = packages.packed(packages.STAND_IN)
            else:
                body = _content(asset)
            s3.put_object(Bucket=_BUCKET, Key=asset.key, Body=body)


def template_url(settings: Settings, assembly: Assembly) -> str:
    """Where CloudFormation finds the template: it is too large to be sent with the request."""
    return f"{settings.aws_endpoint}/{_BUCKET}/{assembly.template_key()}"


def _content(asset: Asset) -> bytes:
    return packages.zipped(asset.source) if asset.source.is_dir() else asset.source.read_bytes()
