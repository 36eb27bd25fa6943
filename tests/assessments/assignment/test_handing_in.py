"""A version is made once, in time, complete, and stays."""

from datetime import timedelta
from functools import partial

import pytest

from assessments.assignment.domain.deadlines import Extension, due_at, extend
from assessments.assignment.domain.drafts import save_section
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.errors import DeadlinePassed, Locked, NothingHere, SectionsEmpty
from assessments.assignment.models import Revision, Submission
from courses.governance.models import OutgoingMail
from courses.progress.enums import EvidenceKind, State
from courses.progress.models import Evidence, RequirementState
from tests.assessments.plans import (
    BEFORE,
    DUE,
    accepted,
    begin,
    handed_in,
    make_cohort,
    returned,
    scope_of,
    write,
)
from tests.factories import coordinator_of, enrol, trainer_of
from tests.parallel import at_once, in_a_rush

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment():
    return enrol(make_cohort())


def submit(submission, *, now=BEFORE):
    return hand_in(scope_of(submission), by=submission.enrolment.user, now=now)


def evidence(enrolment) -> list[tuple]:
    rows = Evidence.objects.filter(enrolment=enrolment).order_by("seq")
    return [(row.kind, row.value.get("revision"), row.actor_role) for row in rows]


def test_a_version_holds_every_section_as_it_stood(enrolment) -> None:
    revision = handed_in(enrolment)
    assert revision.number == 1
    assert revision.handed_in_at == BEFORE
    assert revision.handed_in_by == enrolment.user
    assert [(s["id"], s["number"], s["title"], s["text"]) for s in revision.sections][:2] == [
        ("abschnitt-0", 0, "Abschnitt 0", "Text in abschnitt-0"),
        ("abschnitt-1", 1, "Abschnitt 1", "Text in abschnitt-1"),
    ]
    assert Submission.objects.get().state == Submission.State.HANDED_IN


def test_handing_in_is_evidence_of_this_place_alone(enrolment) -> None:
    other = enrol(make_cohort(slug="zwei"), enrolment.user)
    revision = handed_in(enrolment)
    (row,) = Evidence.objects.all()
    assert (row.enrolment, row.kind) == (enrolment, EvidenceKind.SUBMITTED)
    assert row.requirement_key == revision.submission.activity_key
    assert row.value == {"revision": 1, "hash": revision.content_hash}
    assert RequirementState.objects.get(enrolment=enrolment).state == State.HANDED_IN
    assert evidence(other) == []


def test_handing_in_twice_makes_one_version(enrolment) -> None:
    revision = handed_in(enrolment)
    assert submit(revision.submission) == revision
    assert Revision.objects.count() == 1
    assert evidence(enrolment) == [("submitted", 1, "participant")]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_hand_ins_at_once_make_one_version() -> None:
    enrolment = enrol(make_cohort())
    submission = begin(enrolment)
    write(submission)
    first, second = at_once(lambda: submit(submission), lambda: submit(submission))
    assert first == second == Revision.objects.get()
    assert evidence(enrolment) == [("submitted", 1, "participant")]


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_a_whole_year_group_hands_in_in_the_last_minute() -> None:
    """A hundred people, each with two clicks: nothing is lost, nothing is there twice."""
    cohort = make_cohort(sections=1)
    submissions = [begin(enrol(cohort)) for _ in range(100)]
    for submission in submissions:
        write(submission)
    done = in_a_rush(*[partial(submit, submission) for submission in submissions] * 2)
    assert {type(result) for result in done} == {Revision}
    assert sorted(Revision.objects.values_list("submission", "number")) == sorted(
        (submission.pk, 1) for submission in submissions
    )
    places = [submission.enrolment_id for submission in submissions]
    kept = Evidence.objects.filter(kind=EvidenceKind.SUBMITTED).values_list("enrolment", flat=True)
    assert sorted(kept) == sorted(places)
    states = RequirementState.objects.filter(state=State.HANDED_IN)
    assert sorted(states.values_list("enrolment", flat=True)) == sorted(places)


def test_trainers_hear_that_something_waits_and_nothing_more(enrolment) -> None:
    trainer = trainer_of(enrolment.cohort)
    coordinator_of(enrolment.cohort)
    handed_in(enrolment, "Geheim")
    mail = OutgoingMail.objects.get()
    assert mail.recipient == trainer
    assert mail.subject == "Eine Abgabe wartet"
    assert "Geheim" not in mail.body
    assert enrolment.user.last_name not in mail.body
    assert "/cms/rueckmeldungen/" in mail.body


def test_empty_required_sections_are_named(enrolment) -> None:
    submission = begin(enrolment)
    save_section(scope_of(submission), "abschnitt-1", values={"text": "Text"}, version=1)
    with pytest.raises(SectionsEmpty, match="2 Pflichtabschnitte") as refused:
        submit(submission)
    assert refused.value.section_ids == ("abschnitt-0", "abschnitt-2")
    assert Revision.objects.count() == 0


def test_spaces_are_not_a_text(enrolment) -> None:
    submission = begin(enrolment)
    write(submission)
    save_section(scope_of(submission), "abschnitt-1", values={"text": " \n "}, version=2)
    with pytest.raises(SectionsEmpty) as refused:
        submit(submission)
    assert refused.value.section_ids == ("abschnitt-1",)


def test_an_optional_section_may_stay_empty(enrolment) -> None:
    submission = begin(enrolment)
    write(submission)
    save_section(scope_of(submission), "anlagen", values={"text": ""}, version=2)
    assert submit(submission).number == 1


def test_the_last_moment_counts(enrolment) -> None:
    submission = begin(enrolment)
    write(submission)
    assert submit(submission, now=DUE).handed_in_at == DUE


def test_after_the_deadline_the_draft_stays_and_the_sentence_says_whom_to_ask(enrolment) -> None:
    provider = enrolment.cohort.provider
    provider.help_line = "030 23125 117"
    provider.save()
    submission = begin(enrolment)
    write(submission)
    with pytest.raises(DeadlinePassed) as refused:
        submit(submission, now=DUE + timedelta(seconds=1))
    assert str(refused.value) == (
        "Die Abgabe war bis 2. August 2027, 23:59 Uhr möglich. Ihr Entwurf bleibt, wie er ist. "
        "Ihre Trainer:innen können Ihnen mehr Zeit geben: Bitte fragen Sie sie oder die "
        "Koordination. (030 23125 117)"
    )
    assert submission.draft_sections.exclude(values={}).count() == 4
    assert Submission.objects.get().state == Submission.State.DRAFT
    assert evidence(enrolment) == []


def test_without_a_deadline_it_is_never_too_late() -> None:
    submission = begin(enrol(make_cohort(due=None)))
    write(submission)
    assert submit(submission, now=DUE + timedelta(days=900)).number == 1


def test_a_later_extension_counts_and_an_earlier_one_does_not(enrolment) -> None:
    submission = begin(enrolment)
    trainer, key = trainer_of(enrolment.cohort), submission.activity_key
    extend(enrolment, Extension(key, DUE - timedelta(days=9)), by=trainer)
    assert due_at(enrolment, key) == DUE
    extend(enrolment, Extension(key, DUE + timedelta(days=9), "krank"), by=trainer)
    assert due_at(enrolment, key) == DUE + timedelta(days=9)
    write(submission)
    assert submit(submission, now=DUE + timedelta(days=8)).number == 1


def test_an_extension_is_one_persons(enrolment) -> None:
    other, key = enrol(enrolment.cohort), begin(enrolment).activity_key
    later = Extension(key, DUE + timedelta(days=9))
    extend(enrolment, later, by=trainer_of(enrolment.cohort))
    assert due_at(other, key) == DUE


def test_only_who_teaches_the_cohort_gives_more_time(enrolment) -> None:
    later = Extension(begin(enrolment).activity_key, DUE + timedelta(days=9))
    for user in (
        coordinator_of(enrolment.cohort),
        enrolment.user,
        trainer_of(make_cohort(slug="zwei")),
    ):
        with pytest.raises(NothingHere):
            extend(enrolment, later, by=user)
    assert evidence(enrolment) == []


def test_every_version_stays(enrolment) -> None:
    trainer = trainer_of(enrolment.cohort)
    first = handed_in(enrolment, "Erste")
    returned(first, trainer)
    write(first.submission, "Zweite")
    second = submit(first.submission)
    accepted(second, trainer)
    assert [(r.number, r.sections[0]["text"]) for r in Revision.objects.order_by("number")] == [
        (1, "Erste in abschnitt-0"),
        (2, "Zweite in abschnitt-0"),
    ]
    assert evidence(enrolment) == [
        ("submitted", 1, "participant"),
        ("returned", 1, "trainer"),
        ("extended", None, "trainer"),
        ("submitted", 2, "participant"),
        ("accepted", 2, "trainer"),
    ]
    assert RequirementState.objects.get(enrolment=enrolment).state == State.ACCEPTED


def test_accepted_nothing_more_is_handed_in(enrolment) -> None:
    revision = handed_in(enrolment)
    accepted(revision, trainer_of(enrolment.cohort))
    with pytest.raises(Locked, match="angenommen"):
        submit(revision.submission)


def test_what_was_handed_in_is_never_changed(enrolment) -> None:
    handed_in(enrolment)
    with pytest.raises(TypeError):
        Revision.objects.update(sections=[])
    with pytest.raises(TypeError):
        Revision.objects.all().delete()


def test_erasing_a_person_erases_the_work_and_leaves_the_evidence(enrolment) -> None:
    returned(handed_in(enrolment), trainer_of(enrolment.cohort))
    kept = handed_in(enrol(enrolment.cohort))
    Submission.lms_kept.eraser(enrolment.user.pk)
    assert [s.pk for s in Submission.objects.all()] == [kept.submission_id]
    assert list(Revision.objects.all()) == [kept]
    assert [kind for kind, *_rest in evidence(enrolment)] == ["submitted", "returned", "extended"]
