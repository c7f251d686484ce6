"""The front door's secret, where it lies and where CloudFront shows it."""

import json
from typing import Any

from jour.front import HEADER
from ops.place import Place


def kept(place: Place) -> dict[str, str]:
    """The secret: `current`, and `previous` after a rotation."""
    client = place.client("secretsmanager")
    text = client.get_secret_value(SecretId=place.services.settings.front_secret)["SecretString"]
    values: dict[str, str] = json.loads(text)
    return values


def distribution_config(place: Place, distribution: str) -> tuple[dict[str, Any], str]:
    """The distribution's configuration, and the tag that says which one it is."""
    answer = place.client("cloudfront").get_distribution_config(Id=distribution)
    return answer["DistributionConfig"], answer["ETag"]


def shown(config: dict[str, Any]) -> list[str]:
    """What CloudFront shows to the origins that want to see it."""
    return [header["HeaderValue"] for header in _headers(config)]


def showing(config: dict[str, Any], value: str) -> dict[str, Any]:
    """The configuration with another value shown; it is changed in place."""
    for header in _headers(config):
        header["HeaderValue"] = value
    return config


def _headers(config: dict[str, Any]) -> list[dict[str, str]]:
    return [
        header
        for origin in config["Origins"]["Items"]
        for header in origin.get("CustomHeaders", {}).get("Items", ())
        if header["HeaderName"].lower() == HEADER
    ]
