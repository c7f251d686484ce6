"""A forgotten password: the same work and the same answer for everybody, known or not."""

from jour.attempts import hashed
from jour.clock import DAY, MINUTE
from jour.rotation_queue import RotationQueue
from jour.user import canonical_id

USER_LIMIT, USER_WINDOW = 3, DAY
"""So many mails a user may be sent because strangers ask for them."""
SOURCE_LIMIT, SOURCE_WINDOW = 10, 60 * MINUTE


def ask(user_id: str, source: str, queue: RotationQueue) -> None:
    """Have a temporary password mailed if there is such a user; nothing here looks.

    Raises Unavailable. What nobody can be called is passed on as well, so that it takes as long.
    """
    queue.forgotten(canonical_id(user_id) or "", hashed(source))
