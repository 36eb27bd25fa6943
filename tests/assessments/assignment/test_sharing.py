"""What keeps a piece of work from being handed out, and what frees it again."""

import pytest

from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.sharing import ensure_handed_out
from assessments.assignment.errors import KeptBack
from assessments.assignment.models import Revision, Submission
from assessments.assignment.rubric import kept_back_by, parse, to_json
from tests.assessments.plans import (
    BEFORE,
    accepted,
    guard,
    handed_in,
    make_cohort,
    make_rubric,
    returned,
    scope_of,
    scores,
    write,
)
from tests.factories import enrol, trainer_of


def test_only_the_lowest_level_of_a_guard_keeps_back() -> None:
    rubric = make_rubric(guards=(3,))
    assert [c.id for c in kept_back_by(rubric, scores(4, k3=1))] == ["kriterium-3"]
    assert kept_back_by(rubric, scores(4, k3=2)) == ()
    assert kept_back_by(rubric, scores(4, k2=1)) == ()
    assert kept_back_by(rubric, {}) == ()


def test_a_rubric_from_before_stays_the_same_version() -> None:
    assert "guards_sharing" not in str(to_json(make_rubric()))
    guarded = make_rubric(guards=(3,))
    assert parse(to_json(guarded)) == guarded


# — The latest decision counts ————————————————————————————————————————————————————


@pytest.fixture
def first(db) -> Revision:
    revision = handed_in(enrol(make_cohort()))
    guard(revision.submission)
    return Revision.objects.get()


@pytest.fixture
def trainer(first):
    return trainer_of(first.submission.enrolment.cohort)


def again(submission: Submission) -> Revision:
    write(submission, "Neuer Text")
    return hand_in(scope_of(submission), by=submission.enrolment.user, now=BEFORE)


def why(first: Revision) -> str:
    try:
        ensure_handed_out(Submission.objects.get(pk=first.submission_id))
    except KeptBack as error:
        return str(error)
    return ""


def test_what_nobody_has_decided_on_is_handed_out(first) -> None:
    assert why(first) == ""


def test_a_low_level_elsewhere_keeps_nothing_back(first, trainer) -> None:
    returned(first, trainer, scores=scores(3, k2=1))
    assert why(first) == ""


def test_the_lowest_level_of_a_guard_keeps_it_back_and_says_why(first, trainer) -> None:
    returned(first, trainer, scores=scores(3, k3=1))
    assert why(first).startswith(
        "Herunterladen geht gerade nicht: Die Rückmeldung zu Fassung 1 sieht die Arbeit bei "
        "„Kriterium 3“ auf der untersten Stufe."
    )


def test_handing_in_again_frees_nothing_but_a_decision_does(first, trainer) -> None:
    returned(first, trainer, scores=scores(3, k3=1))
    second = again(Submission.objects.get())
    assert "Fassung 1" in why(first)
    accepted(second, trainer)
    assert why(first) == ""


def test_a_later_decision_can_keep_it_back_again(first, trainer) -> None:
    returned(first, trainer, scores=scores(3))
    assert why(first) == ""
    returned(again(Submission.objects.get()), trainer, scores=scores(3, k3=1))
    assert "Fassung 2" in why(first)
