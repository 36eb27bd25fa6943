"""Two look at a version on their own, talk where they are far apart, and decide once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from assessments.assignment.cockpit import open_reviews
from assessments.assignment.domain.opinions import file_opinion, record_agreement, stand_of
from assessments.assignment.domain.reviewing import decide
from assessments.assignment.errors import (
    AlreadyDecided,
    NotAgreed,
    NothingHere,
    OpinionRefused,
    ReviewIncomplete,
)
from assessments.assignment.models import Member, Opinion, Review, ReviewDraft, Submission
from courses.governance.models import AuditEntry, OutgoingMail
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence
from tests.assessments.plans import BEFORE, handed_in, judgement, make_cohort, scores
from tests.factories import UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db
DECIDED = (EvidenceKind.RETURNED, EvidenceKind.ACCEPTED)


def for_two(**cohort):
    revision = handed_in(enrol(make_cohort(**cohort)))
    Submission.objects.update(reviewers_wanted=2)
    revision.submission.refresh_from_db()
    return revision


@pytest.fixture
def revision():
    return for_two(due=None)


@pytest.fixture
def cohort(revision):
    return revision.submission.enrolment.cohort


@pytest.fixture
def pair(cohort):
    return trainer_of(cohort), trainer_of(cohort)


def opinion(level: int = 3, letter: str = "Mein Brief", **levels: int) -> dict:
    return {"scores": scores(level, **levels), "letter": letter, "headline": "Gut"}


def settle(revision, by, outcome: str = "accepted", **levels: int):
    words = judgement(scores=scores(3, **levels))
    return decide(revision, words, outcome=outcome, by=by, now=BEFORE)


def test_nobody_decides_before_both_have_filed(revision, pair) -> None:
    with pytest.raises(NotAgreed, match="zweite Einschätzung fehlt"):
        settle(revision, pair[0])
    file_opinion(revision, opinion(), by=pair[0])
    with pytest.raises(NotAgreed, match="zweite Einschätzung fehlt"):
        settle(revision, pair[0])
    assert Review.objects.count() == 0


def test_one_of_the_two_decides_with_what_both_say(revision, pair) -> None:
    file_opinion(revision, opinion(3, k2=2), by=pair[0])
    file_opinion(revision, opinion(3), by=pair[1])
    with pytest.raises(NotAgreed, match="zu denen Sie beide stehen"):
        settle(revision, pair[0], k2=4)
    review = settle(revision, pair[1], k2=2)
    assert (review.reviewer, review.scores) == (pair[1], scores(3, k2=2))
    assert Evidence.objects.filter(kind__in=DECIDED).count() == 1
    assert AuditEntry.objects.filter(action="review.accepted").count() == 1


def test_far_apart_they_talk_first(revision, pair) -> None:
    file_opinion(revision, opinion(3, k2=1), by=pair[0])
    file_opinion(revision, opinion(3), by=pair[1])
    with pytest.raises(NotAgreed, match="sprechen Sie miteinander"):
        settle(revision, pair[0])
    record_agreement(
        revision, {"kriterium-2": {"level": 2, "reason": "Der Kern fehlt noch."}}, by=pair[0]
    )
    assert settle(revision, pair[1], k2=2).scores["kriterium-2"] == 2


def test_in_a_talk_also_who_stays_with_their_word_files_it_again(revision, pair) -> None:
    file_opinion(revision, opinion(3, k2=1), by=pair[0])
    file_opinion(revision, opinion(3), by=pair[1])
    file_opinion(revision, opinion(3, k2=2), by=pair[0])
    assert [o.who for o in stand_of(revision).waits_for] == [pair[1].pk]
    file_opinion(revision, opinion(3), by=pair[1])
    assert stand_of(revision).may_decide


def test_filing_the_same_twice_files_once(revision, pair) -> None:
    first = file_opinion(revision, opinion(), by=pair[0])
    assert file_opinion(revision, opinion(), by=pair[0]) == first
    assert file_opinion(revision, opinion(2), by=pair[0]).number == 2
    assert [row.number for row in Opinion.objects.order_by("number")] == [1, 2]


def test_an_opinion_has_a_level_for_every_criterion(revision, pair) -> None:
    with pytest.raises(ReviewIncomplete):
        file_opinion(revision, {"scores": {"kriterium-1": 3}}, by=pair[0])
    assert Opinion.objects.count() == 0


def test_a_third_person_is_told_who_was_first(revision, cohort, pair) -> None:
    for trainer in pair:
        file_opinion(revision, opinion(), by=trainer)
    third = trainer_of(cohort)
    with pytest.raises(OpinionRefused, match="Zwei Personen"):
        file_opinion(revision, opinion(), by=third)
    with pytest.raises(NotAgreed, match="Zwei andere"):
        settle(revision, third)


def test_only_who_teaches_the_cohort_files(revision, cohort) -> None:
    author = revision.submission.enrolment.user
    for user in (coordinator_of(cohort), UserFactory(is_superuser=True), author):
        with pytest.raises(NothingHere):
            file_opinion(revision, opinion(), by=user)


def test_where_one_decides_alone_no_opinion_is_filed(cohort, pair, revision) -> None:
    Submission.objects.update(reviewers_wanted=1)
    with pytest.raises(OpinionRefused):
        file_opinion(revision, opinion(), by=pair[0])


@pytest.mark.parametrize("words", [{"level": 2}, {"level": 9, "reason": "x"}, {"reason": "x"}])
def test_an_agreed_level_has_a_reason(revision, pair, words) -> None:
    file_opinion(revision, opinion(3, k2=1), by=pair[0])
    file_opinion(revision, opinion(3), by=pair[1])
    with pytest.raises(OpinionRefused):
        record_agreement(revision, {"kriterium-2": words}, by=pair[0])
    with pytest.raises(OpinionRefused):
        record_agreement(revision, {"kriterium-3": {"level": 2, "reason": "x"}}, by=pair[0])


def test_after_the_decision_opinions_rest_and_drafts_are_gone(revision, pair) -> None:
    for trainer in pair:
        file_opinion(revision, opinion(), by=trainer)
        ReviewDraft.objects.create(revision=revision, reviewer=trainer)
    settle(revision, pair[0])
    with pytest.raises(AlreadyDecided):
        file_opinion(revision, opinion(4), by=pair[1])
    assert (Opinion.objects.count(), ReviewDraft.objects.count()) == (2, 0)
    with pytest.raises(TypeError):
        Opinion.objects.update(number=3)


def test_everybody_in_the_team_gets_the_evidence_and_the_mail(revision, cohort, pair) -> None:
    submission = revision.submission
    mate, gone = enrol(cohort), enrol(cohort)
    for place, left in ((mate, None), (gone, BEFORE)):
        Member.objects.create(
            submission=submission,
            enrolment=place,
            activity_key=submission.activity_key,
            left_at=left,
        )
    for trainer in pair:
        file_opinion(revision, opinion(), by=trainer)
    settle(revision, pair[0])
    places = {submission.enrolment, mate}
    assert {row.enrolment for row in Evidence.objects.filter(kind="accepted")} == places
    mails = OutgoingMail.objects.filter(key__startswith="review:")
    assert {mail.recipient for mail in mails} == {place.user for place in places}


def test_a_new_deadline_is_everybodys_in_the_team(revision, cohort, pair) -> None:
    submission, mate = revision.submission, enrol(cohort)
    Member.objects.create(
        submission=submission, enrolment=mate, activity_key=submission.activity_key
    )
    Submission.objects.update(reviewers_wanted=1)
    words = judgement(due_at=BEFORE.replace(year=2100))
    decide(revision, words, outcome="returned", by=pair[0], now=BEFORE)
    rows = Evidence.objects.filter(kind=EvidenceKind.EXTENDED)
    assert {row.enrolment for row in rows} == {submission.enrolment, mate}


def test_who_wrote_in_the_team_does_not_review_it(revision, cohort, pair) -> None:
    place = enrol(cohort, pair[0])
    submission = revision.submission
    Member.objects.create(
        submission=submission, enrolment=place, activity_key=submission.activity_key
    )
    with pytest.raises(NothingHere):
        file_opinion(revision, opinion(), by=pair[0])


def test_the_cockpit_says_that_the_second_opinion_is_missing(revision, cohort, pair) -> None:
    person = revision.submission.enrolment.user

    def title(user) -> str:
        return open_reviews([cohort], user, timezone.now())[cohort.pk][0].title

    assert title(pair[0]) == str(person)
    file_opinion(revision, opinion(), by=pair[0])
    assert title(pair[1]) == f"{person} (wartet auf die zweite Einschätzung)"
    assert title(coordinator_of(cohort)) == ""


# — At the same moment —————————————————————————————————————————————————————————


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_three_opinions_at_once_are_two() -> None:
    revision = for_two()
    cohort = revision.submission.enrolment.cohort
    people = [trainer_of(cohort) for _ in range(3)]
    calls = [lambda one=one: file_opinion(revision, opinion(), by=one) for one in people]
    results = at_once(*calls)
    assert sorted(type(result).__name__ for result in results) == [
        "Opinion",
        "Opinion",
        "OpinionRefused",
    ]
    assert stand_of(revision).may_decide


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_joint_decisions_at_once_leave_one() -> None:
    revision = for_two()
    cohort = revision.submission.enrolment.cohort
    one, two = trainer_of(cohort), trainer_of(cohort)
    for trainer in (one, two):
        file_opinion(revision, opinion(), by=trainer)
    results = at_once(lambda: settle(revision, one), lambda: settle(revision, two, "returned"))
    assert sorted(type(result).__name__ for result in results) == ["AlreadyDecided", "Review"]
    assert Evidence.objects.filter(kind__in=DECIDED).count() == 1


# — On the screen ——————————————————————————————————————————————————————————————


def at(name: str, revision) -> str:
    return reverse(f"lms_reviews:{name}", args=[revision.pk])


def form(version: int = 0, level: int = 3, **fields) -> dict:
    levels = {f"score-{key}": value for key, value in scores(level).items()}
    return {"version": version, "headline": "Gut", "letter": "Ein Brief", **levels, **fields}


def post(client, user, address: str, data: dict, **options):
    client.force_login(user)
    return client.post(address, data, **options)


def page(client, user, address: str) -> str:
    client.force_login(user)
    response = client.get(address, follow=True)
    assert response.status_code == 200
    return response.content.decode()


def test_each_files_without_seeing_the_other(client, revision, pair) -> None:
    words = {"letter": "Nur unter uns", "comment-kriterium-1": "Sehr klar", "action": "file"}
    post(client, pair[0], at("review", revision), form(**words))
    mine = page(client, pair[0], at("review", revision))
    assert "Ihre Einschätzung ist eingereicht" in mine
    theirs = page(client, pair[1], at("review", revision))
    assert "Die andere Einschätzung liegt schon vor." in theirs
    assert "Nur unter uns" not in theirs
    assert "Sehr klar" not in theirs
    assert 'value="return"' not in theirs
    client.force_login(pair[1])
    assert client.get(at("agreement", revision)).url == at("review", revision)


def test_a_talk_is_walked_to_its_end(client, revision, pair) -> None:
    post(client, pair[0], at("review", revision), form(level=1, action="file"))
    post(client, pair[1], at("review", revision), form(level=3, action="file"))
    text = page(client, pair[1], at("review", revision))
    assert text.count("mehr als eine Stufe auseinander</span>") == 10
    assert "Bitte sprechen Sie zuerst darüber" in text
    half = {"action": "agree", "level-kriterium-1": 2}
    refused = post(client, pair[1], at("agreement", revision), half)
    assert "Bitte schreiben Sie in einem Satz, warum." in refused.content.decode()
    both = {f"level-kriterium-{n}": 3 for n in range(1, 11)}
    why = {f"reason-kriterium-{n}": "Nach dem Gespräch klar." for n in range(1, 11)}
    post(client, pair[1], at("agreement", revision), {"action": "agree"} | both | why)
    text = page(client, pair[0], at("review", revision))
    assert "vereinbart: 3 · sicher" in text
    assert "Nach dem Gespräch klar." in text
    answer = post(client, pair[0], at("agreement", revision), form(1, action="accept"))
    assert answer.url == at("accept", revision)


def test_a_joint_decision_is_kept_asked_for_and_made(client, revision, pair) -> None:
    for trainer in pair:
        post(client, trainer, at("review", revision), form(action="file"))
    client.force_login(pair[0])
    context = client.get(at("agreement", revision)).context
    shown = context["form"]
    assert shown["score-kriterium-1"].value() == 3
    assert "30 von 40 Punkten" in context["rule"]
    sent = form(shown["version"].value(), headline="Gemeinsam gut", action="accept")
    response = client.post(at("agreement", revision), sent)
    assert response.url == at("accept", revision)
    version = ReviewDraft.objects.get(reviewer=pair[0]).version
    client.post(response.url, {"version": version})
    review = Review.objects.get()
    assert (review.headline, review.outcome, review.scores) == (
        "Gemeinsam gut",
        "accepted",
        scores(3),
    )


def test_a_forged_level_decides_nothing(client, revision, pair) -> None:
    for trainer in pair:
        post(client, trainer, at("review", revision), form(action="file"))
    sent = form(1, **{"score-kriterium-1": 4}, action="return")
    post(client, pair[0], at("agreement", revision), sent)
    assert Review.objects.count() == 0


def test_who_thinks_again_starts_from_their_own_opinion(client, revision, pair) -> None:
    for trainer in pair:
        post(client, trainer, at("review", revision), form(action="file"))
    client.force_login(pair[0])
    client.post(at("agreement", revision), form(1, letter="Unser Brief", action="save"))
    shown = client.get(at("review", revision) + "?neu=1").context["form"]
    assert (shown["letter"].value(), shown["version"].value()) == ("Ein Brief", 2)


def test_a_third_person_reads_along(client, revision, cohort, pair) -> None:
    for trainer in pair:
        post(client, trainer, at("review", revision), form(action="file"))
    third = trainer_of(cohort)
    text = page(client, third, at("review", revision))
    assert "Zwei Personen haben diese Fassung angesehen" in text
    assert "Ein Brief" not in text
    assert client.get(at("agreement", revision)).status_code == 302


def test_nobody_else_sees_the_opinions(client, revision, cohort, pair) -> None:
    for trainer in pair:
        post(client, trainer, at("review", revision), form(action="file"))
    elsewhere = trainer_of(make_cohort(slug="zwei"))
    for user in (elsewhere, coordinator_of(cohort), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(at("agreement", revision)).status_code == 404
        assert client.post(at("agreement", revision), {"action": "agree"}).status_code == 404
