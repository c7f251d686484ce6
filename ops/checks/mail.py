"""Mails and text messages."""

from botocore.exceptions import ClientError

from ops.checks.check import Check, Verdict, either, failed, unknown, unused
from ops.place import Place

_MAILS_A_DAY = 1_000
_NOT_FOUND = "NotFoundException"


def _sender(place: Place) -> str:
    return place.core.parameters.get("SenderAddress", "")


def identity(place: Place) -> Verdict:
    """The address itself is verified, or its domain."""
    address = _sender(place)
    if not address or address.endswith("@example.com"):
        return failed(f"SenderAddress is '{address}', which cannot send")
    for name in (address, address.partition("@")[2]):
        try:
            told = place.client("sesv2").get_email_identity(EmailIdentity=name)
        except ClientError as refusal:
            if refusal.response["Error"]["Code"] == _NOT_FOUND:
                continue
            raise
        if told.get("VerifiedForSendingStatus"):
            return either(True, f"{name} is verified")
    return failed(f"neither {address} nor its domain is verified")


def sandbox(place: Place) -> Verdict:
    told = place.client("sesv2").get_account()
    good = bool(told.get("ProductionAccessEnabled")) and bool(told.get("SendingEnabled"))
    return either(good, "out of the sandbox" if good else "in the sandbox, or sending is paused")


def quota(place: Place) -> Verdict:
    told = place.client("sesv2").get_account().get("SendQuota", {})
    most = int(told.get("Max24HourSend", 0))
    sent = int(told.get("SentLast24Hours", 0))
    return either(most < 0 or most >= max(_MAILS_A_DAY, 2 * sent), f"{sent} of {most} in 24 h")


def text_sandbox(place: Place) -> Verdict:
    told = place.client("sns").get_sms_sandbox_account_status()
    good = not told["IsInSandbox"]
    return either(good, "out of the sandbox" if good else "in the sandbox")


def text_limit(place: Place) -> Verdict:
    told = place.client("sns").get_sms_attributes()["attributes"]
    limit = told.get("MonthlySpendLimit")
    if limit is None:
        return unknown("no limit of its own: 1 USD a month unless it was raised")
    return either(float(limit) > 1, f"{limit} USD a month")


def numbers(place: Place) -> Verdict:
    number = place.core.parameters.get("ServiceNumber", "")
    return either(True, f"…{number[-2:]}") if number else unused("no service number")


MAIL = (
    Check(
        "mail.sender",
        identity,
        "aws sesv2 create-email-identity for the domain; add its DKIM records.",
    ),
    Check("mail.sandbox", sandbox, "Ask for production access in SES."),
    Check("mail.quota", quota, "Ask for a higher sending quota in Service Quotas (SES)."),
    Check("sms.sandbox", text_sandbox, "Leave the SMS sandbox (SNS, Text messaging)."),
    Check("sms.limit", text_limit, "Ask for a monthly spend limit, then set it in SNS."),
    Check("service_number", numbers, "Deploy JourCore with ServiceNumber.", locally=True),
)
