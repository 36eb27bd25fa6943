"""What recording promises, on a real database."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from courses.cohorts.models import Enrolment
from courses.progress.actions import confirm_reading
from courses.progress.domain import (
    Fact,
    rebuild,
    record,
    reevaluate,
    restore_completion,
    revoke_completion,
)
from courses.progress.enums import EvidenceKind, State
from courses.progress.errors import AlreadyCorrected, NothingToConfirm
from courses.progress.models import Evidence, RequirementState
from courses.progress.queries import load_journey
from courses.progress.signals import enrolment_completed
from courses.progress.sources import release_key
from tests.factories import (
    CohortFactory,
    RuleSetVersionFactory,
    UserFactory,
    activity_of,
    coordinator_of,
    enrol,
    make_lesson,
    make_programme,
)
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
ONLY_RELEASE = {"rules": [{"type": "count", "kinds": ["release"], "count": 1}]}


@pytest.fixture
def cohort():
    return CohortFactory(programme=make_programme(lessons=3))


def lesson_keys(cohort) -> list:
    rows = cohort.programme.activities.filter(kind="lesson").order_by("page__path")
    return list(rows.values_list("key", flat=True))


def released(enrolment, **fields):
    return record(
        Fact(release_key(enrolment.cohort), EvidenceKind.RELEASED),
        enrolments=Enrolment.objects.filter(pk=enrolment.pk),
        actor=None,
        role="trainer",
        **fields,
    )


def easy(cohort):
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider, definition=ONLY_RELEASE)
    cohort.save()
    return cohort


def test_confirming_a_lesson_records_what_was_shown(cohort) -> None:
    enrolment = enrol(cohort)
    key = lesson_keys(cohort)[0]
    (row,) = confirm_reading(enrolment.user, key)
    activity = cohort.programme.activities.get(key=key)
    assert (row.seq, row.kind, row.actor) == (1, "confirmed", enrolment.user)
    assert row.snapshot == {"title": "Einheit 1.1", "hash": activity.content_hash}
    assert row.rule_version == cohort.rule_version
    assert RequirementState.objects.get().state == State.READ


def test_confirming_twice_is_one_row(cohort) -> None:
    enrolment = enrol(cohort)
    first = confirm_reading(enrolment.user, lesson_keys(cohort)[0])
    second = confirm_reading(enrolment.user, lesson_keys(cohort)[0])
    assert first == second
    assert Evidence.objects.count() == 1


def test_reading_counts_for_every_running_place_in_the_programme(cohort) -> None:
    user = UserFactory()
    first = enrol(cohort, user)
    second = enrol(CohortFactory(programme=cohort.programme), user)
    ended = enrol(CohortFactory(programme=cohort.programme), user, state=Enrolment.State.ENDED)
    confirm_reading(user, lesson_keys(cohort)[0])
    assert [e.evidence.count() for e in (first, second, ended)] == [1, 1, 0]


def test_strangers_can_confirm_nothing(cohort) -> None:
    with pytest.raises(NothingToConfirm):
        confirm_reading(UserFactory(), lesson_keys(cohort)[0])


def test_nothing_is_confirmed_before_the_agreement(cohort) -> None:
    enrolment = enrol(cohort, agreed=False)
    with pytest.raises(NothingToConfirm):
        confirm_reading(enrolment.user, lesson_keys(cohort)[0])


def test_nothing_is_confirmed_before_the_module_opens(cohort) -> None:
    enrolment = enrol(cohort)
    module = cohort.programme.activities.get(kind="module")
    cohort.schedule.create(key=module.key, opens_on="2999-01-01")
    with pytest.raises(NothingToConfirm):
        confirm_reading(enrolment.user, lesson_keys(cohort)[0])


def test_an_unpublished_lesson_cannot_be_confirmed_but_keeps_what_was(cohort) -> None:
    early, late = enrol(cohort), enrol(cohort)
    activity = cohort.programme.activities.get(key=lesson_keys(cohort)[0])
    confirm_reading(early.user, activity.key)
    activity.page.specific.unpublish()
    with pytest.raises(NothingToConfirm):
        confirm_reading(late.user, activity.key)
    assert early.states.get().state == State.READ


def test_deleting_a_page_keeps_evidence_and_activity(cohort) -> None:
    enrolment = enrol(cohort)
    key = lesson_keys(cohort)[0]
    confirm_reading(enrolment.user, key)
    activity = cohort.programme.activities.get(key=key)
    activity.page.specific.delete()
    activity.refresh_from_db()
    assert (activity.page, activity.live) == (None, False)
    assert enrolment.evidence.get().requirement_key == key


def test_a_copied_lesson_has_a_key_of_its_own(cohort) -> None:
    original = cohort.programme.activities.filter(kind="lesson").first()
    copy = original.page.specific.copy(update_attrs={"slug": "kopie"}, keep_live=True)
    copy.save_revision().publish()
    assert activity_of(copy).key != original.key


def test_completing_a_step_takes_few_statements(cohort, django_assert_num_queries, client) -> None:
    enrolment = enrol(cohort)
    client.force_login(enrolment.user)
    (key, *_others) = lesson_keys(cohort)
    with django_assert_num_queries(10):
        client.post(f"/lernen/{key}/gelesen/", {"next": "/"})
    assert enrolment.evidence.count() == 1


def test_the_statements_do_not_grow_with_the_lessons(
    cohort, django_assert_num_queries, client
) -> None:
    enrolment = enrol(cohort)
    module = cohort.programme.activities.get(kind="module").page.specific
    for number in range(4, 20):
        make_lesson(module, number=f"1.{number}")
    client.force_login(enrolment.user)
    (key, *_others) = lesson_keys(cohort)
    with django_assert_num_queries(10):
        client.post(f"/lernen/{key}/gelesen/", {"next": "/"})


def test_completion_is_written_once_and_told_once(cohort) -> None:
    told = []

    def listen(sender, enrolment, **kwargs):
        told.append(enrolment)

    enrolment = enrol(easy(cohort))
    enrolment_completed.connect(listen)
    try:
        released(enrolment)
        released(enrolment)
        reevaluate(enrolment.pk)
    finally:
        enrolment_completed.disconnect(listen)
    assert told == [enrolment]
    kinds = list(enrolment.evidence.values_list("kind", flat=True))
    assert kinds == ["released", "completed"]


def test_completion_sticks_when_the_rules_become_stricter(cohort) -> None:
    enrolment = enrol(easy(cohort))
    released(enrolment)
    cohort.rule_version = RuleSetVersionFactory(provider=cohort.provider)
    cohort.save()
    assert reevaluate(enrolment.pk).completed


def test_only_a_reason_takes_completion_back_and_only_a_reason_restores_it(cohort) -> None:
    enrolment, coordinator = enrol(easy(cohort)), coordinator_of(cohort)
    released(enrolment)
    revoke_completion(enrolment, by=coordinator, reason="Freigabe galt einer anderen Person.")
    assert not reevaluate(enrolment.pk).completed
    with pytest.raises(NothingToConfirm):
        revoke_completion(enrolment, by=coordinator, reason="noch einmal")
    restore_completion(enrolment, by=coordinator, reason="Doch richtig.")
    assert load_journey(enrolment).evaluation.completed
    reasons = list(enrolment.evidence.order_by("seq").values_list("reason", flat=True))
    assert reasons[2:] == ["Freigabe galt einer anderen Person.", "Doch richtig."]


def test_the_projection_equals_a_rebuild(cohort) -> None:
    enrolment = enrol(easy(cohort))
    for key in lesson_keys(cohort):
        confirm_reading(enrolment.user, key)
    released(enrolment)
    assert rebuild(enrolment.pk) == 0
    RequirementState.objects.filter(state=State.READ).update(state=State.OPEN)
    assert rebuild(enrolment.pk) == 3
    assert rebuild(enrolment.pk) == 0


def test_the_database_refuses_to_change_evidence(cohort) -> None:
    enrolment = enrol(cohort)
    confirm_reading(enrolment.user, lesson_keys(cohort)[0])
    change = "UPDATE lms_courses_evidence SET kind = 'accepted'"
    refused = pytest.raises(DatabaseError, match="append-only")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
    with pytest.raises(TypeError):
        Evidence.objects.update(kind="accepted")
    with pytest.raises(TypeError):
        Evidence.objects.all().delete()


def test_erasing_a_person_keeps_the_evidence_without_the_name(cohort) -> None:
    enrolment = enrol(cohort)
    confirm_reading(enrolment.user, lesson_keys(cohort)[0])
    enrolment.user.delete()
    row = Evidence.objects.get()
    assert (row.actor, row.enrolment.user) == (None, None)


def test_a_row_is_corrected_by_one_other_only(cohort) -> None:
    enrolment = enrol(cohort)
    key, at = uuid4(), datetime(2026, 9, 17, tzinfo=UTC)
    scope = {"enrolments": Enrolment.objects.filter(pk=enrolment.pk), "actor": None, "role": "x"}
    record(Fact(key, EvidenceKind.ATTENDED, minutes=0, occurred_at=at), **scope)
    record(Fact(key, EvidenceKind.ATTENDED, minutes=360, supersedes=1), **scope)
    with pytest.raises(AlreadyCorrected):
        record(Fact(key, EvidenceKind.ATTENDED, minutes=100, supersedes=1), **scope)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_write_one_row_and_lose_none() -> None:
    cohort = CohortFactory(programme=make_programme(lessons=2))
    enrolment = enrol(cohort)
    first, second = lesson_keys(cohort)
    results = at_once(
        *[lambda: confirm_reading(enrolment.user, first)] * 3,
        *[lambda: confirm_reading(enrolment.user, second)] * 3,
    )
    assert all(isinstance(result, list) for result in results), results
    rows = Evidence.objects.order_by("seq").values_list("seq", "requirement_key")
    assert sorted(row[1] for row in rows) == sorted([first, second])
    assert [row[0] for row in rows] == [1, 2]
    assert enrolment.states.count() == 2


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_complete_once() -> None:
    enrolment = enrol(easy(CohortFactory()))
    results = at_once(*[lambda: released(enrolment)] * 4)
    assert all(isinstance(result, list) for result in results), results
    kinds = list(enrolment.evidence.order_by("seq").values_list("kind", flat=True))
    assert kinds == ["released", "completed"]
