"""Whom a new version would touch: named before it is published, by the one evaluator."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.progress.domain import revoke_completion
from courses.rulebook.impact import Verdict, impact
from courses.rulebook.queries import rule_list, unreachable_rules, unreachable_under
from courses.rules.definition import HoursRule, RuleDefinition
from tests.courses.rulebook.conftest import another, attend, seminars
from tests.factories import CohortFactory, enrol, make_session

pytestmark = pytest.mark.django_db


def changes(rule_set, definition, coordinator) -> list[tuple]:
    (found,) = impact(rule_set, definition, by=coordinator)
    return [(c.before, c.after, c.open, c.keeps) for c in found.changes]


def test_nobody_is_named_whose_result_stays(cohort, rule_set, coordinator) -> None:
    enrol(cohort)
    (found,) = impact(rule_set, seminars(3), by=coordinator)
    assert (found.people, found.touched, found.changes) == (1, 0, ())


def test_not_met_becomes_met(cohort, rule_set, coordinator) -> None:
    attend(enrol(cohort), cohort.sessions.first())
    assert changes(rule_set, seminars(1), coordinator) == [
        (Verdict.REACHABLE, Verdict.MET, (), False)
    ]


def test_met_becomes_open_but_whoever_completed_keeps_that(cohort, rule_set, coordinator) -> None:
    keeps, revoked = enrol(cohort), enrol(cohort)
    for person in (keeps, revoked):
        attend(person, *cohort.sessions.all()[:2])
    revoke_completion(revoked, by=coordinator, reason="Prüfung")
    assert sorted(changes(rule_set, seminars(3), coordinator), key=lambda row: row[3]) == [
        (Verdict.MET, Verdict.REACHABLE, ("1 Seminar",), False),
        (Verdict.MET, Verdict.REACHABLE, ("1 Seminar",), True),
    ]
    assert impact(rule_set, seminars(3), by=coordinator)[0].completed == 1


def test_reachable_becomes_out_of_reach(cohort, rule_set, coordinator) -> None:
    past = timezone.now() - timedelta(days=9)
    cohort.sessions.all().delete()
    for number in (1, 2, 3):
        make_session(cohort, module_number=number, start=past)
    enrol(cohort)
    strict = seminars(2, makeup_allowed=False)
    assert changes(rule_set, strict, coordinator) == [
        (Verdict.REACHABLE, Verdict.UNREACHABLE, ("2 Seminare",), False)
    ]


def test_another_share_of_a_session_is_looked_at_too(cohort, rule_set, coordinator) -> None:
    attend(enrol(cohort), *cohort.sessions.all()[:2], minutes=200)
    assert changes(rule_set, seminars(2, session_share=50), coordinator) == [
        (Verdict.REACHABLE, Verdict.MET, (), False)
    ]


def test_only_running_cohorts_are_looked_at(cohort, rule_set, coordinator) -> None:
    another(cohort, starts_on=date(2020, 1, 1), ends_on=date(2020, 12, 31))
    CohortFactory(programme=cohort.programme)
    assert [row.cohort for row in impact(rule_set, seminars(3), by=coordinator)] == [cohort]


def test_people_of_cohorts_one_does_not_coordinate_are_counted_not_named(
    cohort, rule_set, coordinator
) -> None:
    foreign = another(cohort)
    attend(enrol(foreign), foreign.sessions.first())
    found = {row.cohort: row for row in impact(rule_set, seminars(1), by=coordinator)}
    row = found[foreign]
    assert (row.touched, row.changes, row.coordinated, row.may_move) == (1, (), False, False)
    assert found[cohort].may_move


@pytest.mark.parametrize("count", [1, 3])
def test_the_number_of_statements_does_not_depend_on_cohorts_and_people(
    cohort, rule_set, coordinator, count
) -> None:
    for _n in range(count - 1):
        another(cohort)
    for each in rule_set.versions.get().cohorts.all():
        for _m in range(count):
            attend(enrol(each), each.sessions.first())
    with CaptureQueriesContext(connection) as captured:
        impact(rule_set, seminars(3), by=coordinator)
    assert len(captured) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_rules_takes_four_statements(
    cohort, coordinator, count, django_assert_num_queries
) -> None:
    for _n in range(count - 1):
        CohortFactory(programme=cohort.programme)
    with django_assert_num_queries(4):
        assert len(rule_list(coordinator)) == count


# — a rule that nobody can meet ——————————————————————————————————————————————————


def test_a_rule_that_can_be_met_has_nothing_to_say(cohort) -> None:
    assert unreachable_rules(cohort) == []


def test_a_rule_that_nobody_can_meet_says_so(cohort) -> None:
    cohort.sessions.all()[0].delete()
    cohort.sessions.all()[0].delete()
    assert unreachable_rules(cohort) == ["2 Seminare: Das kann niemand erreichen, vorhanden: 1."]
    hours = RuleDefinition((HoursRule(600),))
    assert unreachable_under(hours, cohort) == [
        "10 Stunden Anwesenheit: Das kann niemand erreichen, geplant: 6 Stunden."
    ]


def test_a_cohort_without_sessions_or_modules_crashes_nothing(cohort, rule_set, coordinator):
    cohort.sessions.all().delete()
    cohort.programme.activities.all().delete()
    enrol(cohort)
    assert unreachable_rules(cohort) == ["2 Seminare: Das kann niemand erreichen, vorhanden: 0."]
    assert len(impact(rule_set, seminars(1), by=coordinator)) == 1
    assert len(rule_list(coordinator)) == 1


def test_what_lies_behind_makes_no_rule_impossible(cohort) -> None:
    past = timezone.now() - timedelta(days=9)
    cohort.sessions.all().delete()
    for number in (1, 2):
        make_session(cohort, module_number=number, start=past)
    assert unreachable_under(seminars(2, makeup_allowed=False), cohort) == []


def test_sessions_after_the_deadline_help_nobody(cohort) -> None:
    assert unreachable_under(seminars(2, days_after_end=10), cohort) == [
        "2 Seminare: Das kann niemand bis zur Frist erreichen."
    ]
