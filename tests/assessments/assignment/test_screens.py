"""The trainers' screens in the admin: queue, review, acceptance, release."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.assignment.domain.deadlines import due_at
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.opinions import file_opinion
from assessments.assignment.models import Member, Review, ReviewDraft, Revision, Submission
from courses.cohorts.models import CohortRole
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence
from courses.progress.sources import release_key
from tests.assessments.empty_admin import EMPTY
from tests.assessments.plans import (
    accepted,
    another_cohort,
    begin,
    handed_in,
    make_cohort,
    plan_of,
    returned,
    scope_of,
    scores,
    write,
)
from tests.factories import UserFactory, coordinator_of, enrol, person_with_role, trainer_of

pytestmark = pytest.mark.django_db
AHEAD = datetime(2100, 1, 1, tzinfo=UTC)
QUEUE = "/cms/rueckmeldungen/"
RELEASES = "/cms/rueckmeldungen/freigabe/"


@pytest.fixture
def cohort():
    return make_cohort(due=AHEAD)


@pytest.fixture
def trainer(client, cohort):
    trainer = trainer_of(cohort)
    client.force_login(trainer)
    return trainer


@pytest.fixture
def revision(cohort):
    return handed_in(enrol(cohort))


def at(name: str, pk: int) -> str:
    return reverse(f"lms_reviews:{name}", args=[pk])


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


def form(version: int = 0, levels: dict | None = None, **fields) -> dict:
    chosen = scores(3) if levels is None else levels
    return {
        "version": version,
        "headline": "Ein tragfähiger Plan.",
        "letter": "Ihre Analyse hat uns überzeugt.",
        "section-abschnitt-1": "Bitte entscheiden Sie sich.",
        "comment-kriterium-2": "Sauber getrennt.",
        **{f"score-{key}": level for key, level in chosen.items()},
        **fields,
    }


# — The queue ——————————————————————————————————————————————————————————————————


def test_what_waits_is_listed_oldest_first(client, trainer, cohort) -> None:
    older, newer = enrol(cohort), enrol(cohort)
    handed_in(newer, now=datetime(2027, 7, 2, tzinfo=UTC))
    handed_in(older, now=datetime(2027, 7, 1, tzinfo=UTC))
    text = text_of(client.get(QUEUE))
    assert text.index(older.user.last_name) < text.index(newer.user.last_name)
    assert "1. Juli 2027" in text


def test_decided_work_leaves_the_queue_and_can_be_found(client, trainer, revision) -> None:
    accepted(revision, trainer)
    name = revision.submission.enrolment.user.last_name
    assert name not in text_of(client.get(QUEUE))
    assert name in text_of(client.get(QUEUE, {"show": "decided"}))


@pytest.mark.parametrize("query", [{}, {"show": "decided"}])
def test_an_empty_queue_says_what_will_come(client, trainer, query) -> None:
    text = text_of(client.get(QUEUE, query))
    assert ("Nichts wartet" in text) or ("Noch ist nichts entschieden" in text)


def test_drafts_are_nobody_elses_business(client, trainer, cohort) -> None:
    enrolment = enrol(cohort)
    write(begin(enrolment), "Geheim")
    assert enrolment.user.last_name not in text_of(client.get(QUEUE))


def test_the_queue_has_pages(client, trainer, cohort) -> None:
    for _ in range(21):
        handed_in(enrol(cohort))
    assert text_of(client.get(QUEUE)).count("Krisenpräventionsplan</small>") == 20
    assert text_of(client.get(QUEUE, {"p": 2})).count("Krisenpräventionsplan</small>") == 1


# — One version ————————————————————————————————————————————————————————————————


def test_a_version_is_read_with_its_rubric(client, trainer, revision) -> None:
    text = text_of(client.get(at("review", revision.pk)))
    for words in (
        "Text in abschnitt-1",
        "Kriterium 10",
        "überzeugend",
        "Pflichtkriterium",
        "0 von 40 Punkten, nötig sind 24.",
        "10 Kriterien haben noch keine Stufe.",
    ):
        assert words in text


def test_a_half_written_review_is_saved_while_typing(client, trainer, revision) -> None:
    data = {"version": 0, "letter": "Ihre Ana", "score-kriterium-1": 4}
    response = client.post(at("review", revision.pk), data, headers={"X-Autosave": "1"})
    assert response.status_code == 200
    assert response.json()["version"] == 1
    assert "4 von 40 Punkten" in response.json()["rule"]
    text = text_of(client.get(at("review", revision.pk)))
    assert "Ihre Ana" in text
    assert Review.objects.count() == 0


def test_a_saved_draft_comes_back_whole(client, trainer, revision) -> None:
    sent = form(action="save", due_on="2099-09-13")
    assert client.post(at("review", revision.pk), sent).url == at("review", revision.pk)
    shown = client.get(at("review", revision.pk)).context["form"]
    values = {bound.name: bound.value() for bound in shown if bound.value()}
    assert values == form(1, due_on="2099-09-13")


def test_a_second_window_is_shown_both(client, trainer, revision) -> None:
    client.post(at("review", revision.pk), form(action="save"))
    other = form(letter="Anders", action="return")
    response = client.post(at("review", revision.pk), other, headers={"X-Autosave": "1"})
    assert response.status_code == 409
    assert response.json()["theirs"]["letter"] == "Ihre Analyse hat uns überzeugt."
    text = text_of(client.post(at("review", revision.pk), other), 409)
    assert "Anders" in text
    assert "Ihre Analyse hat uns überzeugt." in text
    assert Review.objects.count() == 0


def test_asking_for_a_revision(client, trainer, revision) -> None:
    sent = form(action="return", due_on="2099-09-13")
    assert client.post(at("review", revision.pk), sent).url == QUEUE
    review = Review.objects.get()
    assert (review.outcome, review.headline) == ("returned", "Ein tragfähiger Plan.")
    assert review.scores == scores(3)
    assert review.section_comments == {"abschnitt-1": "Bitte entscheiden Sie sich."}
    assert review.criterion_comments == {"kriterium-2": "Sauber getrennt."}
    extended = Evidence.objects.get(kind=EvidenceKind.EXTENDED)
    assert extended.value == {"due_at": "2099-09-13T23:59:00+02:00"}


def test_a_double_click_asks_once(client, trainer, revision) -> None:
    for _ in range(2):
        client.post(at("review", revision.pk), form(action="return"))
    assert Review.objects.count() == 1


def test_what_is_missing_is_named_and_nothing_is_lost(client, trainer, revision) -> None:
    sent = form(action="return", headline="", levels={"kriterium-1": 4})
    text = text_of(client.post(at("review", revision.pk), sent))
    assert "Noch nicht entschieden." in text
    assert "Ihre Analyse hat uns überzeugt." in text
    assert ReviewDraft.objects.get().content["scores"] == {"kriterium-1": 4}
    assert Review.objects.count() == 0


def test_a_deadline_in_the_past_is_refused(client, trainer, revision) -> None:
    sent = form(action="return", due_on="2020-01-01")
    assert "Dieser Tag ist vorbei." in text_of(client.post(at("review", revision.pk), sent))
    assert Review.objects.count() == 0


def test_accepting_asks_first_and_stays(client, trainer, revision) -> None:
    response = client.post(at("review", revision.pk), form(action="accept"))
    assert response.url == at("accept", revision.pk)
    assert Review.objects.count() == 0
    text = text_of(client.get(response.url))
    assert "30 von 40 Punkten, nötig sind 24." in text
    for _ in range(2):
        client.post(response.url, {"version": 1})
    assert Review.objects.get().outcome == "accepted"


@pytest.mark.parametrize("levels", [scores(2), scores(4, k3=1)])
def test_the_server_says_what_may_be_accepted(client, trainer, revision, levels) -> None:
    text = text_of(client.post(at("review", revision.pk), form(levels=levels, action="accept")))
    assert "Diese Fassung kann noch nicht angenommen werden." in text
    client.post(at("accept", revision.pk), {"version": 1})
    assert Review.objects.count() == 0


def test_what_was_confirmed_is_what_is_accepted(client, trainer, revision) -> None:
    client.post(at("review", revision.pk), form(action="accept"))
    client.post(at("review", revision.pk), form(1, letter="Doch anders", action="save"))
    assert client.post(at("accept", revision.pk), {"version": 1}).url == at("accept", revision.pk)
    assert Review.objects.count() == 0


def test_the_second_reviewer_is_told_and_keeps_their_words(client, trainer, revision) -> None:
    first = trainer_of(revision.submission.enrolment.cohort)
    returned(revision, first)
    response = client.post(
        at("review", revision.pk), form(letter="Mein Brief", action="return"), follow=True
    )
    text = text_of(response)
    assert "hat am 30. Juli 2027 schon über diese Fassung entschieden" in text
    assert "Mein Brief" in text
    assert Review.objects.get().reviewer == first


def test_a_later_version_shows_what_was_said_before(client, trainer, revision, cohort) -> None:
    returned(revision, trainer, letter="Bitte genauer.")
    write(revision.submission, "Neu")
    again = hand_in(scope_of(revision.submission), by=revision.submission.enrolment.user)
    text = text_of(client.get(at("review", again.pk)))
    assert "Bitte genauer." in text
    assert "Zwei Stellen tragen hier die Verantwortung." in text
    assert (
        'gestrichen: </span>Text </del><ins><span class="lms-sr ui-sr">neu: </span>Neu </ins>'
        in text
    )
    assert "1 Wort neu, 1 Wort gestrichen" in text


def test_a_paste_of_five_megabytes_gets_a_clear_answer(client, trainer, revision) -> None:
    response = client.post(at("review", revision.pk), form(letter="x" * 5_000_000))
    assert "Der Text ist zu lang" in text_of(response, 413)


def test_exceptions_for_the_person_are_one_step_away(client, trainer, revision, cohort) -> None:
    enrolment = revision.submission.enrolment
    address = reverse("lms_cohorts:exceptions", args=[cohort.pk, enrolment.pk])
    asked = f"{address}?anforderung={revision.submission.activity_key}"
    for screen in (QUEUE, at("review", revision.pk)):
        assert asked in text_of(client.get(screen))
    found = client.get(asked).context
    assert found["choice"].key == revision.submission.activity_key
    assert list(found["sheets"]) == ["extend"]  # a waiver is the coordination's


# — Release ————————————————————————————————————————————————————————————————————


def test_people_are_released_by_choice(client, trainer, cohort) -> None:
    chosen, other = enrol(cohort), enrol(cohort)
    assert cohort.title in text_of(client.get(RELEASES))
    assert other.user.last_name in text_of(client.get(at("release", cohort.pk)))
    for _ in range(2):
        client.post(at("release", cohort.pk), {"people": [chosen.pk]})
    (row,) = Evidence.objects.all()
    assert (row.enrolment, row.kind) == (chosen, EvidenceKind.RELEASED)
    assert row.requirement_key == release_key(cohort)
    assert "1 von 2" in text_of(client.get(RELEASES))


def test_choosing_nobody_is_said(client, trainer, cohort) -> None:
    enrol(cohort)
    text = text_of(client.post(at("release", cohort.pk), {}))
    assert "Bitte wählen Sie mindestens eine Person." in text


def test_a_release_is_taken_back_with_a_reason(client, trainer, cohort) -> None:
    enrolment = enrol(cohort)
    client.post(at("release", cohort.pk), {"people": [enrolment.pk]})
    address = at("release_undo", enrolment.pk)
    text_of(client.post(address, {"reason": ""}))
    assert Evidence.objects.count() == 1
    assert client.post(address, {"reason": "verwechselt"}).url == at("release", cohort.pk)
    assert [row.kind for row in Evidence.objects.order_by("seq")] == ["released", "revoked"]


def test_a_cohort_without_people_says_so(client, trainer, cohort) -> None:
    assert "Noch nimmt niemand teil" in text_of(client.get(at("release", cohort.pk)))


def test_more_time_is_given_with_a_reason(client, trainer, cohort) -> None:
    submission = begin(enrol(cohort))
    address = at("more_time", submission.pk)
    assert address in text_of(client.get(at("release", cohort.pk)))
    assert "Dieser Tag ist vorbei." in text_of(
        client.post(address, {"until": "2020-01-01", "reason": "krank"})
    )
    client.post(address, {"until": "2100-09-13", "reason": "krank"})
    row = Evidence.objects.get()
    assert (row.kind, row.reason) == (EvidenceKind.EXTENDED, "krank")
    assert due_at(submission.enrolment, submission.activity_key) == datetime(
        2100, 9, 13, 21, 59, tzinfo=UTC
    )


def test_more_time_is_the_whole_teams(client, trainer, cohort) -> None:
    submission, mate = begin(enrol(cohort)), enrol(cohort)
    Member.objects.create(
        submission=submission, enrolment=mate, activity_key=submission.activity_key
    )
    client.post(at("more_time", submission.pk), {"until": "2100-09-13", "reason": "krank"})
    rows = Evidence.objects.filter(kind=EvidenceKind.EXTENDED)
    assert {row.enrolment for row in rows} == {submission.enrolment, mate}


def test_what_rests_needs_no_more_time(client, trainer, revision, cohort) -> None:
    address = at("more_time", revision.submission_id)
    assert client.get(address).status_code == 404
    assert address not in text_of(client.get(at("release", cohort.pk)))


# — Who sees it ————————————————————————————————————————————————————————————————


def addresses(revision, enrolment) -> list[str]:
    return [
        at("review", revision.pk),
        at("accept", revision.pk),
        at("release", enrolment.cohort_id),
        at("release_undo", enrolment.pk),
        at("more_time", revision.submission_id),
    ]


def test_other_cohorts_and_other_roles_see_nothing(client, cohort, revision) -> None:
    Submission.objects.update(state=Submission.State.RETURNED)  # so that time could be given
    elsewhere = another_cohort(plan_of(cohort))
    people = [
        trainer_of(elsewhere),
        coordinator_of(cohort),
        UserFactory(is_superuser=True),
        person_with_role(elsewhere, CohortRole.Role.COMPANION_EXTERNAL),
    ]
    enrolment = revision.submission.enrolment
    for user in people:
        client.force_login(user)
        found = [client.get(address).status_code for address in addresses(revision, enrolment)]
        sent = [client.post(address).status_code for address in addresses(revision, enrolment)]
        assert found == sent == [404] * len(found)
    assert Evidence.objects.exclude(kind=EvidenceKind.SUBMITTED).count() == 0


@pytest.mark.parametrize("address", [QUEUE, RELEASES])
def test_who_teaches_no_cohort_has_no_queue(client, cohort, address) -> None:
    for user in (coordinator_of(cohort), UserFactory(is_superuser=True)):
        client.force_login(user)
        assert client.get(address).status_code == 404


def test_people_without_a_role_do_not_come_in(client, cohort, revision) -> None:
    enrolment = revision.submission.enrolment
    for user in (enrolment.user, person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL)):
        client.force_login(user)
        for address in (QUEUE, RELEASES, *addresses(revision, enrolment)):
            assert client.get(address).status_code in (302, 404)


def test_the_own_cohorts_queue_shows_no_other_cohort(client, trainer, revision, cohort) -> None:
    foreign = handed_in(enrol(another_cohort(plan_of(cohort), due=AHEAD)))
    text = text_of(client.get(QUEUE))
    assert at("review", revision.pk) in text
    assert at("review", foreign.pk) not in text


def test_only_teachers_have_the_menu(client, cohort, trainer) -> None:
    assert QUEUE in text_of(client.get("/cms/"))
    client.force_login(coordinator_of(cohort))
    assert QUEUE not in text_of(client.get("/cms/"))


# — Speed ——————————————————————————————————————————————————————————————————————


def statements(client, address: str) -> int:
    client.get(address)  # what is remembered for good is remembered now
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("people", [1, 3])
def test_screens_take_the_same_few_statements(client, trainer, cohort, people: int) -> None:
    """Beyond an empty page of the admin."""
    revisions = [handed_in(enrol(cohort)) for _ in range(people)]
    decided = [handed_in(enrol(cohort)) for _ in range(people)]
    for revision in decided:
        returned(revision, trainer)
    client.post(at("review", revisions[0].pk), form(action="save"))
    write(decided[0].submission, "Neu")
    later = hand_in(scope_of(decided[0].submission), by=decided[0].submission.enrolment.user)
    for_two = handed_in(enrol(cohort))
    Submission.objects.filter(pk=for_two.submission_id).update(reviewers_wanted=2)
    for one in (trainer, trainer_of(cohort)):
        file_opinion(Revision.objects.get(pk=for_two.pk), {"scores": scores(3)}, by=one)
    empty = statements(client, EMPTY)
    found = {
        "queue": statements(client, QUEUE) - empty,
        "decided": statements(client, QUEUE + "?show=decided") - empty,
        "review": statements(client, at("review", revisions[0].pk)) - empty,
        "later": statements(client, at("review", later.pk)) - empty,
        "agreement": statements(client, at("agreement", for_two.pk)) - empty,
        "read": statements(client, at("review", decided[0].pk)) - empty,
        "accept": statements(client, at("accept", revisions[0].pk)) - empty,
        "cohorts": statements(client, RELEASES) - empty,
        "people": statements(client, at("release", cohort.pk)) - empty,
    }
    assert found == {
        "queue": 6,
        "decided": 7,
        "review": 7,
        "later": 9,
        "agreement": 7,
        "read": 5,
        "accept": 4,
        "cohorts": 2,
        "people": 2,
    }


def test_saving_a_review_takes_six_statements_behind_the_admins_door(
    client, trainer, revision, django_assert_num_queries
) -> None:
    client.post(at("review", revision.pk), form(action="save"))
    door = 6  # session, person, permissions, roles, profile
    with django_assert_num_queries(door + 6):
        client.post(at("review", revision.pk), form(1), headers={"X-Autosave": "1"})
