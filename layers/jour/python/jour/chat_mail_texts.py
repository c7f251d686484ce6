"""The mails about chats: a message that was left, and a transcript, in Swedish and English."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jour.chat import Author, Message
from jour.chat_mail import ChatMail
from jour.clock import Millis
from jour.language import ENGLISH
from jour.mail import Mail, Paragraph
from jour.opening import local_clock, local_day
from jour.organisation import Organisation

LONGEST = 200_000
"""Characters of a transcript: what SES takes, in every writing, as plain text and as HTML."""

_TEXTS: dict[str, tuple[str, str]] = {
    "subject_left": ("Meddelande från {name} ({group})", "Message from {name} ({group})"),
    "left": (
        "{name} ville chatta med {group} {day} kl. {time}, när ingen kunde svara, och lämnade det "
        "här meddelandet:",
        "{name} wanted to chat with {group} on {day} at {time}, when nobody could answer, and left "
        "this message:",
    ),
    "phone": ("Telefon:", "Telephone:"),
    "email": ("E-post:", "E-mail:"),
    "page": ("Skrivet på sidan {page}", "Written on the page {page}"),
    "answer": (
        "Svara på det här mejlet, så kommer svaret till {name}.",
        "Answer this mail, and the answer goes to {name}.",
    ),
    "open": ("Öppna Jour", "Open Jour"),
    "subject_transcript": ("Din chatt med {organisation}", "Your chat with {organisation}"),
    "transcript": (
        "Här är chatten med {organisation} {day}, som du bad att få skickad till dig.",
        "Here is the chat with {organisation} on {day}, which you asked to be sent to you.",
    ),
    "cut": (
        "Chatten är lång: här är slutet av den.",
        "The chat is long: this is its end.",
    ),
    "agent_joined": ("{name} är med i chatten.", "{name} has joined the chat."),
    "transferred": ("Chatten lämnades över.", "The chat was passed on."),
    "returned": ("Chatten väntar på nästa handläggare.", "The chat waits for the next agent."),
    "ended_by_customer": ("Du avslutade chatten.", "You ended the chat."),
    "ended_by_agent": ("{name} avslutade chatten.", "{name} ended the chat."),
    "customer_left": ("Chatten avslutades.", "The chat was ended."),
    "sender": (
        "Mejlet går inte att svara på. Var det inte du som bad om det kan du slänga det.",
        "This mail cannot be answered. If it was not you who asked for it, throw it away.",
    ),
}


@dataclass(frozen=True, slots=True)
class ChatWriter:
    """Writes one mail about a chat."""

    mail: ChatMail
    organisation: Organisation
    client_url: str

    def left_message(self) -> Mail:
        """To the group; an answer goes to whoever wrote it."""
        mail = self.mail
        told = [Paragraph(self._say("left", at=mail.at)), Paragraph(_own_lines(mail.text))]
        if mail.phone is not None:
            told.append(Paragraph(self._say("phone"), mail.phone))
        if mail.email is not None:
            told.append(Paragraph(self._say("email"), mail.email))
            told.append(Paragraph(self._say("answer")))
        if mail.page:
            told.append(Paragraph(self._say("page", page=mail.page)))
        return Mail(
            to=mail.to,
            subject=self._say("subject_left"),
            language=mail.language,
            paragraphs=tuple(told),
            link=self.client_url,
            link_text=self._say("open"),
            reply_to=mail.email,
        )

    def transcript(self, messages: Iterable[Message]) -> Mail:
        """To the customer: every line with its time. No link, for the page is theirs to claim."""
        lines = list(map(self._line, messages))
        shown = list(_newest(lines))
        cut = [Paragraph(self._say("cut"))] if len(shown) < len(lines) else []
        return Mail(
            to=self.mail.to,
            subject=self._say("subject_transcript"),
            language=self.mail.language,
            paragraphs=(
                Paragraph(self._say("transcript", at=self.mail.at)),
                *cut,
                *map(Paragraph, shown),
                Paragraph(self._say("sender")),
            ),
        )

    def _line(self, message: Message) -> str:
        time = local_clock(message.at)
        if message.author is Author.SYSTEM:
            return f"{time}\n{self._say(message.event or 'customer_left', name=message.name or '')}"
        return f"{time} {message.name}\n{message.text}"

    def _say(self, text: str, at: Millis = 0, **values: str) -> str:
        swedish, english = _TEXTS[text]
        chosen = english if self.mail.language == ENGLISH else swedish
        group = self.organisation.groups.get(self.mail.group)
        known = {
            "name": self.mail.name,
            "group": group.name if group else self.mail.group,
            "organisation": self.organisation.name,
            "day": local_day(at),
            "time": local_clock(at),
        }
        return chosen.format(**{**known, **values})


def _own_lines(text: str) -> str:
    """As a text of several lines, which keeps them."""
    return f"{text}\n"


def _newest(lines: list[str]) -> Iterator[str]:
    """The last lines that fit, in their order."""
    room, start = LONGEST, len(lines)
    while start > 0 and len(lines[start - 1]) <= room:
        start -= 1
        room -= len(lines[start])
    return iter(lines[start:])
