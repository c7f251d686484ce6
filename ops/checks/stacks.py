"""Stacks, the table and the secrets."""

from functools import partial
from typing import Any

from ops.checks.check import Check, Verdict, either, failed, ok, unknown, unused
from ops.place import Place

_DONE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")


def _stack(name: str, *, needed: bool) -> Any:
    def run(place: Place) -> Verdict:
        found = place.stack(name)
        if found is None:
            return failed("not deployed") if needed else unused("not deployed")
        return either(found.status in _DONE, found.status)

    return run


def _described(place: Place) -> dict[str, Any]:
    found: dict[str, Any] = place.client("dynamodb").describe_table(
        TableName=place.services.settings.table
    )["Table"]
    return found


def recovery(place: Place) -> Verdict:
    told = place.client("dynamodb").describe_continuous_backups(
        TableName=place.services.settings.table
    )["ContinuousBackupsDescription"]
    state = told.get("PointInTimeRecoveryDescription", {})
    status = state.get("PointInTimeRecoveryStatus", "unknown")
    days = state.get("RecoveryPeriodInDays")
    return either(status == "ENABLED", f"{status.lower()}{f', {days} days' if days else ''}")


def stream(place: Place) -> Verdict:
    kind = _described(place).get("StreamSpecification", {})
    good = bool(kind.get("StreamEnabled")) and kind.get("StreamViewType") == "NEW_AND_OLD_IMAGES"
    return either(good, str(kind.get("StreamViewType", "none")).lower())


def index(place: Place) -> Verdict:
    found = {i["IndexName"]: i for i in _described(place).get("GlobalSecondaryIndexes", ())}
    status = found.get("by_org", {}).get("IndexStatus", "missing")
    return either(status == "ACTIVE", status.lower())


def expiry(place: Place) -> Verdict:
    told = place.client("dynamodb").describe_time_to_live(TableName=place.services.settings.table)[
        "TimeToLiveDescription"
    ]
    good = told.get("TimeToLiveStatus") in ("ENABLED", "ENABLING")
    return either(
        good and told.get("AttributeName") == "ttl", str(told.get("TimeToLiveStatus")).lower()
    )


def protection(place: Place) -> Verdict:
    described = _described(place)
    if described.get("DeletionProtectionEnabled"):
        return ok("on")
    return failed("off") if place.env == "prod" else unused("off: not production")


def consumers(place: Place) -> Verdict:
    """Each function that reads the stream is switched on."""
    arn = _described(place).get("LatestStreamArn")
    if arn is None:
        return failed("the table has no stream")
    mappings = place.client("lambda").list_event_source_mappings(EventSourceArn=arn)
    found = mappings["EventSourceMappings"]
    off = [m["FunctionArn"].rpartition(":")[2] for m in found if m.get("State") != "Enabled"]
    if not found:
        return failed("nothing reads it")
    return either(not off, f"off: {', '.join(off)}" if off else f"{len(found)} readers")


def _secret(output: str, place: Place) -> Verdict:
    """The secret is there; its value is not asked for."""
    arn = place.core.outputs.get(output)
    if arn is None:
        return failed("the stack does not tell where it is")
    told = place.client("secretsmanager").describe_secret(SecretId=arn)
    if told.get("DeletedDate"):
        return failed("it will be deleted")
    return either(bool(told.get("VersionIdsToStages", True)), "present")


def push_service(place: Place) -> Verdict:
    """Functions post to browsers' own push services alone."""
    also = place.core.parameters.get("PushService", "")
    return either(not also, f"also to {also}" if also else "browsers' own alone")


def concurrency(place: Place) -> Verdict:
    limits = place.client("lambda").get_account_settings()["AccountLimit"]
    many = int(limits["ConcurrentExecutions"])
    return either(many >= _CONCURRENT, f"{many} functions at a time")


def certificate(place: Place) -> Verdict:
    """CloudFront's certificate lies in us-east-1, whatever the region."""
    edge = place.stack("JourEdge")
    if edge is None:
        return unused("JourEdge is not deployed")
    cloudfront = place.client("cloudfront")
    found = cloudfront.list_distributions().get("DistributionList", {}).get("Items", ())
    arns = {i["ViewerCertificate"].get("ACMCertificateArn") for i in found} - {None}
    if not arns:
        return unused("CloudFront's own name, no certificate")
    acm = place.client("acm", "us-east-1")
    states = {acm.describe_certificate(CertificateArn=a)["Certificate"]["Status"] for a in arns}
    return either(states == {"ISSUED"}, ", ".join(sorted(states)).lower())


def origins(place: Place) -> Verdict:
    allowed = place.core.parameters.get("AllowedOrigins", "")
    if not allowed:
        return unknown("the stack does not say")
    return either(place.local or "http://" not in allowed, allowed)


_CONCURRENT = 500
"""Below this a busy morning's logins wait for each other; new accounts have 10."""
_REDEPLOY = "Deploy JourCore again; what was changed by hand is put back."

STACKS = (
    Check("stack.core", _stack("JourCore", needed=True), "Deploy JourCore.", locally=True),
    Check("stack.edge", _stack("JourEdge", needed=True), "Deploy JourEdge."),
    Check(
        "stack.watch",
        _stack("JourWatch", needed=True),
        "Deploy JourWatch: until then nobody hears of a failure.",
    ),
    Check("stack.telephony", _stack("JourTelephony", needed=False), "Deploy JourTelephony."),
    Check(
        "origins", origins, "Deploy JourCore with AllowedOrigins=https://<domain>.", locally=True
    ),
    Check("certificate", certificate, "Validate it in ACM, us-east-1, by its DNS record."),
    Check(
        "table.recovery",
        recovery,
        "Deploy JourCore again, or aws dynamodb update-continuous-backups.",
    ),
    Check("table.stream", stream, _REDEPLOY, locally=True),
    Check("table.stream_readers", consumers, _REDEPLOY, locally=True),
    # The local AWS answers by the index, and tells neither of it nor of expiry.
    Check("table.index", index, _REDEPLOY),
    Check("table.expiry", expiry, "aws dynamodb update-time-to-live: attribute ttl."),
    Check("table.protection", protection, "Deploy with -c env=prod."),
    Check(
        "secret.pepper",
        partial(_secret, "PepperSecretArn"),
        "Restore the secret; without it no password fits.",
        locally=True,
    ),
    Check(
        "secret.vapid",
        partial(_secret, "PushSecretArn"),
        "Restore the secret; without it no push message is signed.",
        locally=True,
    ),
    Check(
        "secret.front",
        partial(_secret, "FrontSecretArn"),
        "Restore the secret; without it the APIs refuse everybody.",
        locally=True,
    ),
    Check(
        "push.service",
        push_service,
        "make deploy: PushService is for a local run, and lets functions call another address.",
    ),
    Check("lambda.concurrency", concurrency, "Ask for 1,000 in Service Quotas (Lambda)."),
)
