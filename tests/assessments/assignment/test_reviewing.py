"""One decision a version, by who may, after the rubric's rule."""

from datetime import timedelta

import pytest

from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.reviewing import decide, save_review
from assessments.assignment.errors import (
    AlreadyDecided,
    Conflict,
    NotAcceptable,
    NothingHere,
    ReviewIncomplete,
)
from assessments.assignment.models import Review, ReviewDraft, Revision, Submission
from assessments.assignment.policies import revisions_reviewed_by
from courses.cohorts.models import CohortRole
from courses.governance.models import AuditEntry, OutgoingMail
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence
from tests.assessments.plans import (
    BEFORE,
    DUE,
    accepted,
    handed_in,
    judgement,
    make_cohort,
    returned,
    scope_of,
    scores,
    write,
)
from tests.factories import UserFactory, coordinator_of, enrol, person_with_role, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision():
    return handed_in(enrol(make_cohort()))


@pytest.fixture
def cohort(revision):
    return revision.submission.enrolment.cohort


def test_asking_for_a_revision_opens_the_draft_again(revision, cohort) -> None:
    trainer = trainer_of(cohort)
    review = returned(revision, trainer)
    assert (review.outcome, review.reviewer) == (Review.Outcome.RETURNED, trainer)
    assert review.section_comments == {"abschnitt-1": "Zwei Stellen tragen hier die Verantwortung."}
    assert Submission.objects.get().state == Submission.State.RETURNED


def test_a_decision_is_logged_without_its_words(revision, cohort) -> None:
    returned(revision, trainer_of(cohort))
    entry = AuditEntry.objects.get(action="review.returned")
    assert (entry.cohort, entry.data) == (cohort, {"revision": 1, "points": 30})


def test_the_author_hears_that_there_is_feedback_and_nothing_more(revision, cohort) -> None:
    returned(revision, trainer_of(cohort))
    mail = OutgoingMail.objects.get(recipient=revision.submission.enrolment.user)
    assert mail.subject == "Es gibt eine Rückmeldung"
    assert "Es gibt eine Rückmeldung zu Ihrer Arbeit. Bitte melden Sie sich an" in mail.body
    assert "tragfähig" not in mail.body


@pytest.mark.parametrize("levels", [scores(2), scores(4, k1=1)])
def test_accepting_against_the_rule_is_refused(revision, cohort, levels) -> None:
    words = judgement(scores=levels)
    with pytest.raises(NotAcceptable):
        decide(revision, words, outcome="accepted", by=trainer_of(cohort), now=BEFORE)
    assert Review.objects.count() == 0


@pytest.mark.parametrize(
    "fields", [{"headline": " "}, {"letter": ""}, {"scores": {"kriterium-1": 4}}]
)
@pytest.mark.parametrize("outcome", ["returned", "accepted"])
def test_a_decision_is_complete_or_none(revision, cohort, fields, outcome) -> None:
    with pytest.raises(ReviewIncomplete):
        decide(revision, judgement(**fields), outcome=outcome, by=trainer_of(cohort), now=BEFORE)
    assert Review.objects.count() == 0


def test_who_is_asked_again_gets_time_to_answer(revision, cohort) -> None:
    late, trainer = DUE + timedelta(days=3), trainer_of(cohort)
    with pytest.raises(ReviewIncomplete, match="Frist"):
        decide(revision, judgement(), outcome="returned", by=trainer, now=late)
    returned(revision, trainer, now=late)
    write(revision.submission, "Neu")
    again = hand_in(
        scope_of(revision.submission),
        by=revision.submission.enrolment.user,
        now=late + timedelta(days=27),
    )
    assert again.number == 2


def test_the_same_person_clicking_twice_decides_once(revision, cohort) -> None:
    trainer = trainer_of(cohort)
    assert returned(revision, trainer) == returned(revision, trainer)
    assert Evidence.objects.filter(kind=EvidenceKind.RETURNED).count() == 1
    assert OutgoingMail.objects.filter(key__startswith="review:").count() == 1


def test_the_first_decision_stands(revision, cohort) -> None:
    first, second = trainer_of(cohort), trainer_of(cohort)
    returned(revision, first)
    with pytest.raises(AlreadyDecided, match=first.last_name):
        accepted(revision, second)
    assert [review.reviewer for review in Review.objects.all()] == [first]


def test_only_the_newest_version_is_decided_on(revision, cohort) -> None:
    trainer = trainer_of(cohort)
    returned(revision, trainer)
    write(revision.submission, "Neu")
    hand_in(scope_of(revision.submission), by=revision.submission.enrolment.user, now=BEFORE)
    with pytest.raises(AlreadyDecided):
        accepted(revision, trainer)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_decisions_at_once_leave_one() -> None:
    revision = handed_in(enrol(make_cohort()))
    cohort = revision.submission.enrolment.cohort
    one, two = trainer_of(cohort), trainer_of(cohort)
    results = at_once(lambda: returned(revision, one), lambda: accepted(revision, two))
    (review,) = [r for r in results if isinstance(r, Review)]
    (refused,) = [r for r in results if not isinstance(r, Review)]
    assert isinstance(refused, AlreadyDecided)
    assert Review.objects.get() == review
    kinds = Evidence.objects.filter(kind__in=[EvidenceKind.RETURNED, EvidenceKind.ACCEPTED])
    assert [row.kind for row in kinds] == [review.outcome]
    assert Submission.objects.get().state == review.outcome


def test_who_teaches_the_cohort_reviews_and_nobody_else(revision, cohort) -> None:
    external = person_with_role(cohort, CohortRole.Role.COMPANION_EXTERNAL)
    may = [trainer_of(cohort), external]
    may_not = [
        coordinator_of(cohort),
        person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL),
        person_with_role(cohort, CohortRole.Role.SUPERVISOR),
        trainer_of(make_cohort(slug="zwei")),
        UserFactory(is_superuser=True),
        enrol(cohort).user,
        revision.submission.enrolment.user,
    ]
    assert [list(revisions_reviewed_by(user)) for user in may] == [[revision], [revision]]
    assert [list(revisions_reviewed_by(user)) for user in may_not] == [[]] * len(may_not)
    for user in may_not:
        with pytest.raises(NothingHere):
            returned(revision, user)


def test_nobody_reviews_their_own_work(revision, cohort) -> None:
    author = revision.submission.enrolment.user
    CohortRole.objects.create(cohort=cohort, user=author, role=CohortRole.Role.TRAINER)
    assert list(revisions_reviewed_by(author)) == []


def save(revision, trainer, text, version):
    scope = Revision.objects.filter(pk=revision.pk)
    return save_review(scope, content={"letter": text}, version=version, by=trainer)


def test_each_reviewer_has_a_draft_of_their_own(revision, cohort) -> None:
    one, two = trainer_of(cohort), trainer_of(cohort)
    assert [save(revision, one, "eins", 0).version, save(revision, two, "zwei", 0).version] == [
        1,
        1,
    ]
    assert save(revision, one, "eins mehr", 1).version == 2
    drafts = {draft.reviewer: draft.content["letter"] for draft in ReviewDraft.objects.all()}
    assert drafts == {one: "eins mehr", two: "zwei"}


def test_a_second_window_of_a_reviewer_is_told(revision, cohort) -> None:
    trainer = trainer_of(cohort)
    save(revision, trainer, "eins", 0)
    save(revision, trainer, "eins", 0)
    with pytest.raises(Conflict) as refused:
        save(revision, trainer, "zwei", 0)
    assert (refused.value.version, refused.value.theirs) == (1, {"letter": "eins"})


def test_a_decision_takes_the_own_draft_along_and_leaves_the_others(revision, cohort) -> None:
    one, two = trainer_of(cohort), trainer_of(cohort)
    save(revision, one, "eins", 0)
    save(revision, two, "zwei", 0)
    returned(revision, one)
    assert [draft.reviewer for draft in ReviewDraft.objects.all()] == [two]
