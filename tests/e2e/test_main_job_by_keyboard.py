"""The main job once more, by somebody who uses no mouse: Tab, Enter, space bar, arrows."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage

import pytest
from playwright.sync_api import Page

from tests.e2e import test_main_job
from tests.e2e.browser import Watch
from tests.e2e.keyboard import hands_on_the_keyboard
from tests.e2e.site import Site
from tests.e2e.test_main_job import Job, walk

# A group of its own, so that it may run beside the other browser tests.
pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site of its own: the same people walk the same way, from the same beginning."""
    site = Site.prepared("site-by-keyboard", tmp_path_factory)
    site.start()
    yield site
    assert site.stop() == 0


def test_the_whole_way_without_a_mouse(
    site: Site,
    person: Callable[..., Page],
    visitor: Callable[[], Page],
    read_mail: Callable[..., EmailMessage],
    watch: Watch,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hands_on_the_keyboard(monkeypatch)
    # The pages are those of the other walk, where axe has read them.
    monkeypatch.setattr(test_main_job, "axe", lambda page: [])
    walk(Job(site, person, visitor, read_mail, watch))
