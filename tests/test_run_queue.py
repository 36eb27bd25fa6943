"""The fixture that stands for the worker does what the worker does."""

from collections.abc import Callable

import pytest

from content.foundation.queue import enqueue

seen: list[str] = []

pytestmark = pytest.mark.django_db


def note(word: str) -> None:
    seen.append(word)


def note_and_go_on(word: str) -> None:
    seen.append(word)
    enqueue("tests.test_run_queue.note", f"{word} again")


def fail(word: str) -> None:
    raise ValueError(word)


@pytest.fixture(autouse=True)
def _nothing_seen() -> None:
    seen.clear()


def test_tasks_run_in_order_with_those_they_queue(run_queue: Callable[..., list]) -> None:
    enqueue("tests.test_run_queue.note_and_go_on", "first")
    enqueue("tests.test_run_queue.note", "second")
    assert (run_queue(), seen) == ([], ["first", "second", "first again"])


def test_an_error_reaches_the_test(run_queue: Callable[..., list]) -> None:
    enqueue("tests.test_run_queue.fail", "broken")
    with pytest.raises(ValueError, match="broken"):
        run_queue()


def test_errors_can_be_collected(run_queue: Callable[..., list]) -> None:
    enqueue("tests.test_run_queue.fail", "broken")
    enqueue("tests.test_run_queue.note", "next")
    errors = run_queue(collect=True)
    assert ([str(error) for error in errors], seen) == (["broken"], ["next"])
