"""The mails that Jour sends, in Swedish and English: which there are, and what they say.

Where two mails carry user id and password (P9), neither holds anything of the other: the one with
the password greets nobody by name, since names and user ids resemble each other.
"""

from dataclasses import dataclass

from jour.credential_order import Cause
from jour.language import ENGLISH, SWEDISH
from jour.mail import Mail, Paragraph
from jour.notice import Notice
from jour.organisation import Organisation, PasswordPolicy
from jour.user import User

_TEXTS: dict[str, tuple[str, str]] = {
    "subject_credentials": (
        "Dina inloggningsuppgifter till Jour",
        "Your login details for Jour",
    ),
    "subject_user_id": ("Ditt användar-id till Jour", "Your user id for Jour"),
    "subject_password": (
        "Ditt tillfälliga lösenord till Jour",
        "Your temporary password for Jour",
    ),
    "subject_reminder": (
        "Ditt lösenord till Jour går ut om {days} dagar",
        "Your password for Jour runs out in {days} days",
    ),
    "subject_reminder_one": (
        "Ditt lösenord till Jour går ut inom ett dygn",
        "Your password for Jour runs out within a day",
    ),
    "cause_admin": (
        "Hej! Er administratör på {organisation} har beställt nya inloggningsuppgifter åt dig. "
        "Ditt gamla lösenord gäller inte längre.",
        "Hello! Your administrator at {organisation} has ordered new login details for you. "
        "Your old password is no longer valid.",
    ),
    "cause_new_user": (
        "Hej och välkommen! Du har fått ett konto i Jour, som {organisation} använder för att "
        "svara sina kunder.",
        "Hello and welcome! You have been given an account in Jour, which {organisation} uses to "
        "answer its customers.",
    ),
    "cause_forgotten": (
        "Hej! Någon, troligen du, har bett om ett nytt lösenord till ditt konto hos "
        "{organisation}. Var det inte du behöver du inte göra något: ditt vanliga lösenord "
        "fungerar som förut.",
        "Hello! Somebody, probably you, has asked for a new password for your account at "
        "{organisation}. If it was not you, there is nothing to do: your usual password works as "
        "before.",
    ),
    "user_id": ("Ditt användar-id:", "Your user id:"),
    "password": ("Ditt tillfälliga lösenord:", "Your temporary password:"),
    "password_apart": (
        "Ett tillfälligt lösenord kommer i ett eget mejl.",
        "A temporary password comes in a mail of its own.",
    ),
    "user_id_apart": (
        "Ditt användar-id kommer i ett eget mejl.",
        "Your user id comes in a mail of its own.",
    ),
    "what_to_do": (
        "Logga in en gång med det tillfälliga lösenordet inom 24 timmar. Då får du välja ett eget.",
        "Log in once with the temporary password within 24 hours. You then choose your own.",
    ),
    "reminder": (
        "Hej! Ditt lösenord hos {organisation} går snart ut. Byt det i god tid: logga in och "
        "välj Byt lösenord. Distansinloggning per telefon fungerar som vanligt.",
        "Hello! Your password at {organisation} runs out soon. Change it in good time: log in and "
        "choose Change password. Distance login by telephone works as usual.",
    ),
    "subject_pin_failed": (
        "Fel kod tre gånger vid distansinloggning",
        "Wrong code three times for distance login",
    ),
    "pin_failed": (
        "Hej! Någon ringde servicenumret hos {organisation} från ditt nummer som slutar på "
        "{number_end} och slog fel kod tre gånger. Inget är ändrat. Har du glömt koden, be din "
        "administratör om en ny. Var det inte du, säg till din administratör: någon kan ha "
        "förfalskat ditt nummer.",
        "Hello! Somebody rang the service number of {organisation} from your number ending in "
        "{number_end} and entered a wrong code three times. Nothing was changed. If you have "
        "forgotten the code, ask your administrator for a new one. If it was not you, tell your "
        "administrator: somebody may have forged your number.",
    ),
    "subject_too_many_toggles": (
        "Många samtal till servicenumret från din telefon",
        "Many calls to the service number from your telephone",
    ),
    "too_many_toggles": (
        "Hej! Servicenumret hos {organisation} har fått ovanligt många samtal från ditt nummer "
        "som slutar på {number_end} den senaste timmen, så fler ändrar inget just nu. Var det "
        "inte du, säg till din administratör: någon kan ha förfalskat ditt nummer.",
        "Hello! The service number of {organisation} has had unusually many calls from your number "
        "ending in {number_end} within the last hour, so further ones change nothing just now. If "
        "it was not you, tell your administrator: somebody may have forged your number.",
    ),
    "sender": (
        "Mejlet skickas av Jour och går inte att svara på. Vi frågar aldrig efter ditt lösenord.",
        "This mail is sent by Jour and cannot be answered. We never ask for your password.",
    ),
    "open": ("Öppna Jour", "Open Jour"),
}


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes mails to one user."""

    user: User
    organisation: Organisation
    client_url: str

    def credentials(self, password: str, cause: Cause) -> list[Mail]:
        """One mail, or two where user id and password must not travel together (P9)."""
        why = Paragraph(self._say(f"cause_{cause.value}"))
        user_id = Paragraph(self._say("user_id"), self.user.id)
        secret = Paragraph(self._say("password"), password)
        how = Paragraph(self._say("what_to_do"))
        if self.organisation.password_policy is not PasswordPolicy.STRICT:
            return [self._mail("subject_credentials", why, user_id, secret, how)]
        apart = Paragraph(self._say("password_apart")), Paragraph(self._say("user_id_apart"))
        return [
            self._mail("subject_user_id", why, user_id, apart[0]),
            self._mail("subject_password", why, secret, how, apart[1]),
        ]

    def reminder(self, days: int) -> Mail:
        """The password runs out in so many days (P7)."""
        subject = "subject_reminder_one" if days == 1 else "subject_reminder"
        return self._mail(subject, Paragraph(self._say("reminder")), days=days)

    def notice(self, notice: Notice) -> Mail:
        """Something happened that may not have been the user's doing (B7)."""
        kind = notice.kind.value
        told = Paragraph(self._say(kind, number_end=notice.number_end))
        return self._mail(f"subject_{kind}", told)

    def _mail(self, subject: str, *paragraphs: Paragraph, days: int = 0) -> Mail:
        return Mail(
            to=self.user.email,
            subject=self._say(subject, days=str(days)),
            language=ENGLISH if self.user.language == ENGLISH else SWEDISH,
            paragraphs=(*paragraphs, Paragraph(self._say("sender"))),
            link=self.client_url,
            link_text=self._say("open"),
        )

    def _say(self, text: str, **values: str) -> str:
        swedish, english = _TEXTS[text]
        chosen = english if self.user.language == ENGLISH else swedish
        return chosen.format(organisation=self.organisation.name, **values)
