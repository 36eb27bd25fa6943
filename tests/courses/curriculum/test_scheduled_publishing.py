"""What authors put a time on goes live by itself, and counts from then on."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_q.models import Schedule

from courses.curriculum.tasks import publish_scheduled
from tests.factories import activity_of, make_programme

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    page = make_programme().activities.get(kind="lesson").page.specific
    page.save_revision().publish()  # as in the editor: without a revision there is none to keep
    return type(page).objects.get(pk=page.pk)


def test_the_worker_looks_every_five_minutes() -> None:
    row = Schedule.objects.get(name="lms-courses-scheduled-publishing")
    assert (row.func, row.schedule_type, row.minutes) == (
        "courses.curriculum.tasks.publish_scheduled",
        Schedule.MINUTES,
        5,
    )


def test_a_text_goes_live_at_its_time_and_its_activity_with_it(lesson, monkeypatch) -> None:
    lesson.title, lesson.go_live_at = "Ab Montag", timezone.now() + timedelta(hours=1)
    lesson.save_revision().publish()
    publish_scheduled()
    assert activity_of(lesson).title != "Ab Montag"
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    publish_scheduled()
    assert activity_of(lesson).title == "Ab Montag"


def test_a_text_is_taken_down_at_its_time_and_neither_counts_nor_blocks(lesson) -> None:
    lesson.expire_at = timezone.now() - timedelta(minutes=1)
    lesson.save(update_fields=["expire_at"])
    publish_scheduled()
    assert not activity_of(lesson).live
