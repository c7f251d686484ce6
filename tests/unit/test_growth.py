"""Issue 11.6: the simulation of growth says what the counted operations and AWS's limits imply."""

import pytest

from bench.growth import limits
from bench.growth.delivery import Reader
from bench.growth.found import DRAWINGS, by_group, drawings, everybody, found, kept
from bench.growth.herd import reconnecting
from bench.growth.scenes import SCENES, Scene
from bench.growth.simulate import AT_FIRST, TODAY, breaks_at, run
from bench.operations import actions


def test_what_is_shown_is_what_it_finds() -> None:
    """The tables and drawings of docs/scale.md: `python -m bench.growth` writes them."""
    assert found() == kept()
    for name, drawing in drawings().items():
        assert (DRAWINGS / name).read_text(encoding="utf-8") == drawing, name


def test_every_action_of_a_scene_has_been_counted() -> None:
    """A name that is misspelt would cost nothing."""
    for scene in SCENES:
        for second in (0, 200):
            assert scene.rates(by_group(1000), second).keys() <= actions().keys(), scene.name


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene.name))
def test_a_thousand_agents_need_no_more_than_is_said(scene: Scene) -> None:
    """The promise of docs/scale.md: a thousand in one organisation, but for seconds of throttling
    after the whole site was away; and five hundred in any case."""
    most = 2.0 if scene.reconnects else 1.0
    used = run(scene, by_group(1_000)).used
    assert all(share <= most for name, share in used.items() if name != limits.CONNECTIONS.name)
    assert run(scene, by_group(500)).first[1] <= 1.0


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: str(scene.name))
def test_no_design_of_ours_has_become_worse(scene: Scene) -> None:
    """What has been changed because of this moved the limit out, or left it where it was."""
    for of in (everybody, by_group):
        assert breaks_at(scene, of, TODAY)[0] >= breaks_at(scene, of, AT_FIRST)[0]


def test_a_herd_comes_back_no_faster_than_it_is_let_in() -> None:
    """Fault 16: at most 500 new connections a second, and everybody in the end."""
    seconds = list(reconnecting(10_000, 120))
    assert max(let_in for _, let_in in seconds) <= limits.CONNECTIONS.amount
    assert sum(let_in for _, let_in in seconds) == pytest.approx(10_000, rel=0.01)


def test_a_reader_that_cannot_keep_up_falls_behind() -> None:
    """Batches of one shard are delivered one after another, the larger the later it gets."""
    quick, slow = (Reader(600_000, watchers, bundled=True) for watchers in (50, 5_000))
    for _ in range(60):
        quick.second(20, 2)
        slow.second(60, 2)
    assert quick.waiting < 1
    assert quick.delay_s < 1
    assert slow.waiting > 100
    assert slow.delay_s > quick.delay_s
