"""Registering somebody: the user, their numbers and the order of their credentials, all or none."""

from jour.clock import Millis
from jour.credential_order import Cause, ordered
from jour.edit_user import UserDesk, taken_field
from jour.errors import Unavailable
from jour.observe import logger
from jour.organisation import Organisation
from jour.rotation_queue import RotationQueue
from jour.store.orders import placed
from jour.store.phones import PhoneTaken
from jour.user import User
from jour.user_edit import UserEdit, applied


def add_user(
    new: User,
    edit: UserEdit,
    organisation: Organisation,
    desk: UserDesk,
    queue: RotationQueue | None,
    now: Millis,
) -> User:
    """Somebody with an id and nothing else, and what they are to be; a password is mailed (P9).

    Raises Conflict `user_taken`, PhoneTaken, and as `applied`. A disabled user gets no mail, and
    without a queue nobody does: until credentials are ordered they cannot log in.
    """
    user = applied(edit, new, organisation, desk.service_number)
    mailed = queue is not None and not user.disabled
    order = ordered(user.id, user.org, Cause.NEW_USER, now) if mailed else None
    try:
        desk.users.add(user, placed(order) if order else ())
    except PhoneTaken as taken:
        taken.values["field"] = taken_field(user.distance, taken)
        raise
    if order is not None and queue is not None:
        try:
            queue.mail(order)
        except Unavailable:
            logger.warning("order not announced; the sweep will", extra={"order": order.id})
    return user
