"""Private texts go six months after somebody's last cohort, and everybody is told before."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.apps import apps

from assessments.keeping import PRIVATE, forget_private
from assessments.reflection.domain import Typed, write
from assessments.reflection.models import ReflectionEntry, SharedEntry
from assessments.self_assessment.models import SelfAssessment
from content.foundation.retention import Retention
from courses.cohorts.models import Cohort, Enrolment
from courses.governance.models import OutgoingMail
from courses.reminders.reminding import remind
from tests.assessments.reflection.conftest import SECRET, key_of
from tests.factories import UserFactory, enrol

pytestmark = pytest.mark.django_db
ENDS = date(2027, 8, 31)
# The last day has no namesake six months on: February has 29 days in 2028.
LAST_DAY = datetime(2028, 2, 29, 12, tzinfo=UTC)
DAY_AFTER = datetime(2028, 3, 1, 12, tzinfo=UTC)
TOLD = datetime(2028, 2, 1, 12, tzinfo=UTC)


@pytest.fixture
def writer(cohort, page, first):
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=ENDS)
    cohort.refresh_from_db()
    user = enrol(cohort).user
    write(user, key=key_of(page), prompt_id=first, typed=Typed(SECRET, 0))
    SelfAssessment.objects.create(
        user=user,
        programme=cohort.programme,
        activity_key=uuid4(),
        number=1,
        token=uuid4(),
        shown=[],
        values={},
    )
    return user


def left() -> tuple[int, int]:
    return ReflectionEntry.objects.count(), SelfAssessment.objects.count()


def test_texts_stay_to_the_last_day_and_go_after_it(writer) -> None:
    assert forget_private(now=LAST_DAY) == 0
    assert left() == (1, 1)
    assert forget_private(now=DAY_AFTER) == 2
    assert left() == (0, 0)
    assert forget_private(now=DAY_AFTER) == 0


def test_who_takes_part_elsewhere_keeps_everything(writer, cohort) -> None:
    later = Cohort.objects.get(pk=cohort.pk)
    later.pk, later.key, later.title, later.ends_on = None, uuid4(), "Später", date(2028, 6, 30)
    later.save()
    enrol(later, writer)
    assert forget_private(now=DAY_AFTER) == 0
    assert remind(now=TOLD) == 0
    assert left() == (1, 1)


def test_who_never_had_a_place_is_left_alone(writer, page, first) -> None:
    author = UserFactory()
    write(author, key=key_of(page), prompt_id=first, typed=Typed("Probe", 0))
    forget_private(now=DAY_AFTER)
    assert ReflectionEntry.objects.get().user == author


def test_everybody_of_the_cohort_is_told_once_and_no_mail_says_who_wrote(writer, cohort) -> None:
    silent = enrol(cohort, state=Enrolment.State.ENDED).user
    enrol(cohort, state=Enrolment.State.WITHDRAWN)
    OutgoingMail.objects.all().delete()
    assert [remind(now=TOLD), remind(now=TOLD)] == [2, 0]
    mails = {mail.recipient: mail for mail in OutgoingMail.objects.select_related("recipient")}
    assert set(mails) == {writer, silent}
    bodies = [mail.body.partition("\n")[2] for mail in mails.values()]
    assert bodies[0] == bodies[1]
    assert "29. Februar 2028" in bodies[0]
    assert "/journal/" in bodies[0]


def test_all_that_is_kept_for_so_long_is_deleted_or_goes_along() -> None:
    kept = {
        model
        for model in apps.get_models()
        if (marked := getattr(model, "lms_kept", None)) and marked.retention is Retention.REFLECTION
    }
    assert kept == {*PRIVATE, SharedEntry}
    assert SharedEntry._meta.get_field("entry").remote_field.model is ReflectionEntry
