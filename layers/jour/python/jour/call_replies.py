"""What the customers' flow is answered: a flat map of texts, as Connect reads it. Pure."""

from jour.contact import Contact
from jour.language import SWEDISH
from jour.spoken_queue import SILENCE, sentence

Reply = dict[str, str]


def reply(next_step: str, say: str, language: str = SWEDISH) -> Reply:
    """What comes next, and what the caller hears before."""
    return {"next": next_step, "say": say, "language": language}


def dial(contact: Contact) -> Reply:
    """The number of the agent who has been told of the contact, or that it is sent on to.

    `conference` is `dial` with digits: a flow cannot type nothing.
    """
    assert contact.offer is not None, "ringing"
    offer = contact.offer
    told = {"number": offer.phone, "offer": str(offer.number)}
    if offer.digits:
        return reply("conference", SILENCE, contact.language) | told | {"digits": offer.digits}
    return reply("dial", SILENCE, contact.language) | told


def routed(contact: Contact) -> Reply:
    """Where it rings: the agent's own telephone, or their softphone in Connect (D7)."""
    offer = contact.offer
    if offer is None or offer.connect_agent is None:
        return dial(contact)
    told = {"agent": offer.connect_agent, "offer": str(offer.number)}
    return reply("softphone", SILENCE, contact.language) | told


def ring(contact: Contact) -> Reply:
    """The softphone rings: the caller is in its agent's own queue."""
    assert contact.offer is not None, "ringing"
    return reply("ring", SILENCE, contact.language) | {"offer": str(contact.offer.number)}


def gone(language: str = SWEDISH) -> Reply:
    """There is no such contact any more."""
    return reply("end", sentence("gone", language))
