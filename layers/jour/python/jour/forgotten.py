"""A forgotten password: the same work and the same answer for everybody, known or not."""

import hashlib
import ipaddress

from jour.clock import DAY, MINUTE
from jour.rotation_queue import RotationQueue
from jour.user import canonical_id

USER_LIMIT, USER_WINDOW = 3, DAY
"""So many mails a user may be sent because strangers ask for them."""
SOURCE_LIMIT, SOURCE_WINDOW = 10, 60 * MINUTE
_IPV6_SITE = 64


def ask(user_id: str, source_address: str, queue: RotationQueue) -> None:
    """Have a temporary password mailed if there is such a user; nothing here looks.

    Raises Unavailable. What nobody can be called is passed on as well, so that it takes as long.
    """
    queue.forgotten(canonical_id(user_id) or "", hashed_source(source_address))


def hashed_source(address: str) -> str:
    """Whom to count a request for: an address, or the site that an IPv6 address belongs to.

    A site has as many addresses as it likes.
    """
    try:
        site = str(ipaddress.ip_network(f"{address}/{_IPV6_SITE}", strict=False))
    except ValueError:
        site = address  # IPv4 has no prefix that long
    return hashlib.sha256(site.encode()).hexdigest()
