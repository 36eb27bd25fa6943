"""Who needs a hand, and the sentence why."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from courses.cockpit.needs import Cause, long_invited, needs_of, rule_warnings
from courses.cohorts.models import Cohort, Enrolment, ScheduleEntry
from courses.cohorts.queries import OpenInvitation
from courses.curriculum.models import Activity
from courses.progress.domain import Fact, record
from courses.progress.enums import EvidenceKind, State
from courses.progress.sources import completion_key
from courses.rules.models import RuleSetVersion
from tests.courses.cockpit.conftest import NOW, five_seminars, matrix_of
from tests.factories import enrol, make_session

SEMINARS = {"type": "count", "kinds": ["seminar"], "count": 4}


def with_rule(cohort: Cohort, *rules: dict[str, Any], makeup: bool = True) -> None:
    definition = {"rules": list(rules), "session_share": 80, "makeup_allowed": makeup}
    RuleSetVersion.objects.filter(pk=cohort.rule_version_id).update(definition=definition)


def troubles(cohort: Cohort) -> list[tuple[str, str, str]]:
    return [
        (need.row.name, str(trouble.cause), trouble.sentence)
        for need in needs_of(matrix_of(cohort))
        for trouble in need.troubles
    ]


def note(enrolment: Enrolment, fact: Fact) -> None:
    record(
        fact,
        enrolments=Enrolment.objects.filter(pk=enrolment.pk),
        actor=None,
        role="system",
        now=NOW,
    )


def test_whoever_is_well_needs_no_hand(cohort: Cohort, attend: Callable[..., None]) -> None:
    with_rule(cohort, SEMINARS)
    seminars, person = five_seminars(cohort), enrol(cohort)
    attend(seminars[0], person, State.ATTENDED)
    assert troubles(cohort) == []


def test_the_last_session_missed_is_said_until_it_is_made_up(
    cohort: Cohort, attend: Callable[..., None]
) -> None:
    with_rule(cohort, SEMINARS)
    seminars = five_seminars(cohort)
    away, excused, made_up = enrol(cohort), enrol(cohort), enrol(cohort)
    attend(seminars[0], away, State.MISSED)
    attend(seminars[0], excused, State.EXCUSED)
    attend(seminars[0], made_up, State.EXCUSED)
    note(made_up, Fact(seminars[0].key, EvidenceKind.MADE_UP, minutes=360))
    assert [(cause, sentence) for _name, cause, sentence in troubles(cohort)] == [
        ("missed", "Hat „Seminar 1“ am 17. September 2026 verpasst und noch nicht nachgeholt."),
        (
            "missed",
            "War bei „Seminar 1“ am 17. September 2026 entschuldigt und hat noch nicht nachgeholt.",
        ),
    ]


def test_a_session_whose_attendance_nobody_recorded_was_missed_by_nobody(cohort: Cohort) -> None:
    with_rule(cohort, SEMINARS)
    five_seminars(cohort)
    enrol(cohort)
    assert troubles(cohort) == []


def lesson_due(cohort: Cohort, days: int) -> Activity:
    lesson = Activity.objects.filter(programme=cohort.programme, kind="lesson").earliest("pk")
    due_at = NOW + timedelta(days=days)
    ScheduleEntry.objects.create(cohort=cohort, key=lesson.key, due_at=due_at)
    return lesson


def test_work_past_its_deadline_is_overdue(cohort: Cohort) -> None:
    with_rule(cohort, {"type": "count", "kinds": ["lesson"], "count": 1})
    lesson = lesson_due(cohort, -9)
    late, done = enrol(cohort), enrol(cohort)
    note(done, Fact(lesson.key, EvidenceKind.SUBMITTED))
    assert troubles(cohort) == [
        (late.user.get_full_name(), "overdue", "„Einheit 1.1“ ist seit 9 Tagen überfällig.")
    ]


def test_whoever_was_given_longer_is_not_overdue(cohort: Cohort) -> None:
    with_rule(cohort, {"type": "count", "kinds": ["lesson"], "count": 1})
    lesson, person = lesson_due(cohort, -9), enrol(cohort)
    until = {"due_at": (NOW + timedelta(days=1)).isoformat()}
    note(person, Fact(lesson.key, EvidenceKind.EXTENDED, value=until))
    assert troubles(cohort) == []


def test_an_extension_taken_back_holds_no_longer(cohort: Cohort) -> None:
    with_rule(cohort, {"type": "count", "kinds": ["lesson"], "count": 1})
    lesson, person = lesson_due(cohort, -9), enrol(cohort)
    until = {"due_at": (NOW + timedelta(days=1)).isoformat()}
    note(person, Fact(lesson.key, EvidenceKind.EXTENDED, value=until))
    note(person, Fact(lesson.key, EvidenceKind.REVOKED, supersedes=1))
    assert [cause for _name, cause, _sentence in troubles(cohort)] == ["overdue"]


def test_no_way_left_to_the_rule_comes_first(cohort: Cohort, attend: Callable[..., None]) -> None:
    with_rule(cohort, {"type": "count", "kinds": ["seminar"], "count": 5}, makeup=False)
    seminars, person = five_seminars(cohort), enrol(cohort)
    attend(seminars[0], person, State.MISSED)
    (need,) = needs_of(matrix_of(cohort))
    assert [trouble.cause for trouble in need.troubles] == [Cause.UNREACHABLE, Cause.MISSED]
    assert need.letter == "unreachable"
    assert need.troubles[0].sentence == (
        "Die Regel ist so nicht mehr erreichbar. Es fehlt: 5 Seminare."
    )


def test_a_rule_nobody_can_meet_is_the_cohorts_trouble_and_no_persons(cohort: Cohort) -> None:
    with_rule(cohort, SEMINARS)
    make_session(cohort)
    enrol(cohort)
    assert troubles(cohort) == []
    assert rule_warnings(matrix_of(cohort)) == [
        "4 Seminare: Das kann niemand erreichen, vorhanden: 1."
    ]


def test_what_is_over_makes_no_rule_impossible(cohort: Cohort) -> None:
    with_rule(cohort, SEMINARS, makeup=False)
    five_seminars(cohort)
    late = matrix_of(cohort, now=NOW + timedelta(days=900))
    assert rule_warnings(late) == []


def test_an_agreement_not_confirmed_is_said_without_a_letter(cohort: Cohort) -> None:
    with_rule(cohort, SEMINARS)
    five_seminars(cohort)
    enrol(cohort, agreed=False)
    (need,) = needs_of(matrix_of(cohort))
    assert (need.troubles[0].cause, need.letter) == (Cause.AGREEMENT, "")


def test_who_has_completed_or_ended_needs_no_hand(
    cohort: Cohort, attend: Callable[..., None]
) -> None:
    with_rule(cohort, SEMINARS)
    seminars = five_seminars(cohort)
    done, gone = enrol(cohort), enrol(cohort)
    for person in (done, gone):
        attend(seminars[0], person, State.MISSED)
    note(done, Fact(completion_key(cohort), EvidenceKind.COMPLETED))
    Enrolment.objects.filter(pk=gone.pk).update(state=Enrolment.State.ENDED)
    assert troubles(cohort) == []


def test_an_invitation_is_old_after_two_weeks() -> None:
    def invited(days: int | None) -> OpenInvitation:
        sent_at = None if days is None else NOW - timedelta(days=days)
        return OpenInvitation(1, f"{days}@quellingen.example", NOW, sent_at, expired=False)

    found = long_invited([invited(None), invited(13), invited(14), invited(30)], NOW)
    assert [(guest.email, guest.sentence) for guest in found] == [
        ("14@quellingen.example", "Ist seit 2 Wochen eingeladen und noch nicht dabei."),
        ("30@quellingen.example", "Ist seit 4 Wochen eingeladen und noch nicht dabei."),
    ]
