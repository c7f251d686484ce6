"""Mails about calls that may not have been the user's own (B7)."""

import pytest

from jour.notice import NEXT_LOOK, Notice, NoticeKind
from jour.spoken import Answer
from jour.store.toggles import Toggles, answered
from tests.handlers.conftest import NOW, World
from tests.handlers.post import Post, post_office


@pytest.fixture
def post(world: World) -> Post:
    return post_office(world)


def leave(world: World, kind: NoticeKind, user: str = "anna") -> None:
    """A call that leaves a notice, as the toggle writes it."""
    notice = Notice("c1", kind, user, "05", NOW)
    answer = Answer("<speak>Fel kod.</speak>", "sv")
    assert Toggles(world.services.table).write([answered("c1", answer, NOW, notice)])


@pytest.mark.parametrize("kind", NoticeKind)
def test_a_notice_is_mailed_once(kind: NoticeKind, post: Post) -> None:
    """Issue 5.5: the sweep announces it, the mailing closes it."""
    leave(post.world, kind)
    post.world.services.sweep.run()
    bodies = post.bodies()
    assert bodies == ['{"notice": "c1"}']
    assert post.deliver(*bodies, *bodies) == []
    (text,) = post.ses.texts()
    assert "05" in text
    post.world.clock.advance(NEXT_LOOK)
    post.world.services.sweep.run()
    assert post.bodies() == [], "it is not announced again"


def test_a_notice_that_ses_refused_is_mailed_later(post: Post) -> None:
    """Fault 12: the message comes again, and the sweep looks after a lost one."""
    leave(post.world, NoticeKind.PIN_FAILED)
    post.world.services.sweep.run()
    (body,) = post.bodies()
    post.ses.refusals = 1
    assert post.deliver(body) == [body]
    post.world.clock.advance(NEXT_LOOK)
    post.world.services.sweep.run()
    post.run()
    assert len(post.ses.sent) == 1


def test_a_notice_to_nobody_is_closed(post: Post) -> None:
    """The user has been removed since: there is nobody to tell."""
    leave(post.world, NoticeKind.PIN_FAILED, user="gone")
    assert post.deliver('{"notice": "c1"}') == []
    assert post.ses.sent == []
    assert post.world.services.notices.get("c1") is None
