"""A mail, and how it is sent: multi-part, through SES."""

import html
from dataclasses import dataclass
from typing import Any, Protocol

from botocore.exceptions import BotoCoreError, ClientError

from jour.errors import Unavailable
from jour.observe import logger, tally

ORDER_TAG = "order"
"""The mail's tag that says which order it belongs to: SES repeats it when a mail bounces."""
SENDER_NAME = "Jour"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or two; with `value`, something to copy, such as a password."""

    text: str
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Mail:
    """What somebody reads."""

    to: str
    subject: str
    language: str
    paragraphs: tuple[Paragraph, ...]
    link: str | None = None
    """Address of the client; never with anything secret in it."""
    link_text: str = ""
    reply_to: str | None = None
    """Who gets the answer; None: nobody does."""

    @property
    def text(self) -> str:
        """The plain part."""
        parts = [p.text if p.value is None else f"{p.text}\n\n    {p.value}" for p in self._all()]
        return "\n\n".join(parts) + "\n"

    @property
    def html(self) -> str:
        """The part with looks: one column that fits a phone, nothing fetched from anywhere."""
        body = "\n".join([*map(_html_paragraph, self.paragraphs), *self._button()])
        return _PAGE.format(language=self.language, subject=html.escape(self.subject), body=body)

    def _button(self) -> list[str]:
        if self.link is None:
            return []
        target, text = html.escape(self.link), html.escape(self.link_text)
        return [f'<p><a href="{target}" style="{_BUTTON}">{text}</a></p>']

    def _all(self) -> tuple[Paragraph, ...]:
        if self.link is None:
            return self.paragraphs
        return (*self.paragraphs, Paragraph(f"{self.link_text}:", self.link))


class SesClient(Protocol):
    """What is used of boto3's `sesv2` client."""

    def send_email(self, **request: Any) -> Any:
        """Hand a mail over to SES."""


@dataclass(frozen=True, slots=True)
class Mailer:
    """Sends mails. Raises Unavailable when SES refuses one or is silent."""

    client: SesClient
    sender: str
    configuration_set: str

    def send(self, mail: Mail, order: str | None = None) -> None:
        """Hand the mail over, marked with the order that it belongs to."""
        try:
            self.client.send_email(**self._request(mail, order))
        except (ClientError, BotoCoreError) as trouble:
            logger.warning("mail refused", extra={"order": order, "why": _kind(trouble)})
            tally("MailsRefused")
            # SES quotes the address in its refusal: its text stays out of our logs.
            raise Unavailable from None

    def _request(self, mail: Mail, order: str | None) -> dict[str, Any]:
        parts = {"Text": mail.text, "Html": mail.html}
        return {
            "FromEmailAddress": f"{SENDER_NAME} <{self.sender}>",
            "Destination": {"ToAddresses": [mail.to]},
            "ReplyToAddresses": [mail.reply_to] if mail.reply_to else [],
            "ConfigurationSetName": self.configuration_set,
            "EmailTags": [{"Name": ORDER_TAG, "Value": order}] if order else [],
            "Content": {
                "Simple": {
                    "Subject": _utf8(mail.subject),
                    "Body": {kind: _utf8(content) for kind, content in parts.items()},
                }
            },
        }


def _kind(trouble: Exception) -> str:
    if isinstance(trouble, ClientError):
        return trouble.response["Error"]["Code"]
    return type(trouble).__name__


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _html_paragraph(paragraph: Paragraph) -> str:
    # What customers write keeps its lines, and is read in its own direction.
    own = ' dir="auto" style="white-space:pre-line"' if "\n" in paragraph.text else ""
    line = f"<p{own}>{html.escape(paragraph.text)}</p>"
    if paragraph.value is None:
        return line
    return f'{line}\n<p style="{_VALUE}">{html.escape(paragraph.value)}</p>'


_VALUE = (
    "margin:0 0 1.25em;padding:.75em 1em;border:1px solid #8a94a3;border-radius:6px;"
    "font:600 1.25em/1.3 ui-monospace,Consolas,monospace;overflow-wrap:anywhere"
)
_BUTTON = (
    "display:inline-block;padding:.75em 1.25em;border-radius:6px;background:#0b5c8a;color:#fff;"
    "font-weight:600;text-decoration:none"
)
_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
</head>
<body style="margin:0;font:1rem/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="max-width:34em;margin:0 auto;padding:1.5em 1.25em">
<h1 style="font-size:1.3em;line-height:1.3;margin:0 0 1em">{subject}</h1>
{body}
</div>
</body>
</html>
"""
