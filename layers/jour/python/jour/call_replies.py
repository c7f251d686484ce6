"""What the customers' flow is answered: a flat map of texts, as Connect reads it. Pure."""

from jour.contact import Contact
from jour.spoken_queue import SILENCE, sentence
from jour.texts import SWEDISH

Reply = dict[str, str]


def reply(next_step: str, say: str, language: str = SWEDISH) -> Reply:
    """What comes next, and what the caller hears before."""
    return {"next": next_step, "say": say, "language": language}


def dial(contact: Contact) -> Reply:
    """The number of the agent who has been told of the contact."""
    assert contact.offer is not None, "ringing"
    return {
        **reply("dial", SILENCE, contact.language),
        "number": contact.offer.phone,
        "offer": str(contact.offer.number),
    }


def gone(language: str = SWEDISH) -> Reply:
    """There is no such contact any more."""
    return reply("end", sentence("gone", language))
