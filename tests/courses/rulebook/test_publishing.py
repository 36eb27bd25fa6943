"""Versions are written, never changed; running cohorts move only when somebody says so and why."""

from typing import Any

import pytest
from django.db import connection

from courses.cohorts.models import Cohort, CohortRole
from courses.governance.models import AuditEntry
from courses.progress.models import Evidence, Recount
from courses.progress.queries import load_journey
from courses.rulebook.domain import (
    Move,
    create_rule_set,
    fingerprint,
    publish_version,
    rename_rule_set,
)
from courses.rulebook.errors import RuleChanged, RuleRefused
from courses.rules.definition import CountRule, RequirementKind, RuleDefinition, to_json
from courses.rules.models import RuleSet, RuleSetVersion
from tests.courses.rulebook.conftest import another, attend, seminars
from tests.factories import UserFactory, coordinator_of, enrol, trainer_of
from tests.parallel import at_once

pytestmark = pytest.mark.django_db


def test_a_new_version_leaves_the_old_one_and_the_running_cohorts(
    cohort, rule_set, coordinator
) -> None:
    version = publish_version(rule_set, seminars(3), by=coordinator)
    assert (version.version, version.definition) == (2, to_json(seminars(3)))
    assert RuleSetVersion.objects.get(version=1).definition == to_json(seminars(2))
    cohort.refresh_from_db()
    assert cohort.rule_version.version == 1
    assert not Recount.objects.exists()


def test_a_ticked_cohort_moves_with_a_reason_and_is_judged_anew(
    cohort, rule_set, coordinator, run_queue
) -> None:
    stays = another(cohort)
    person = enrol(cohort)
    attend(person, cohort.sessions.first())
    move = Move({cohort.pk}, "Beschluss der Steuerungsgruppe")
    version = publish_version(rule_set, seminars(1), by=coordinator, move=move)
    run_queue()
    cohort.refresh_from_db()
    stays.refresh_from_db()
    assert (cohort.rule_version, stays.rule_version.version) == (version, 1)
    entry = AuditEntry.objects.get(action="rule.moved")
    assert (entry.cohort, entry.reason, entry.data) == (
        cohort,
        "Beschluss der Steuerungsgruppe",
        {"before": 1, "after": 2},
    )
    assert Recount.objects.get(cohort=cohort).cause == Recount.Cause.RULES
    assert load_journey(person).evaluation.completed


def test_who_has_completed_keeps_that_under_a_stricter_rule(
    cohort, rule_set, coordinator, run_queue
) -> None:
    person = enrol(cohort)
    attend(person, *cohort.sessions.all()[:2])
    before = list(Evidence.objects.values_list("pk", flat=True))
    move = Move({cohort.pk}, "strenger")
    publish_version(rule_set, seminars(3), by=coordinator, move=move)
    run_queue()
    cohort.refresh_from_db()
    person.refresh_from_db()
    evaluation = load_journey(person).evaluation
    assert (evaluation.completed, evaluation.met) == (True, False)
    assert list(Evidence.objects.values_list("pk", flat=True)) == before


def test_moving_needs_a_reason(cohort, rule_set, coordinator) -> None:
    with pytest.raises(RuleRefused, match="warum"):
        publish_version(rule_set, seminars(3), by=coordinator, move=Move({cohort.pk}, "  "))
    assert RuleSetVersion.objects.count() == 1


def test_only_cohorts_that_one_coordinates_move(cohort, rule_set, coordinator) -> None:
    foreign = another(cohort)
    with pytest.raises(RuleRefused, match="nicht jeden"):
        publish_version(rule_set, seminars(3), by=coordinator, move=Move({foreign.pk}, "x"))


def test_no_cohort_moves_to_a_rule_that_nobody_in_it_could_meet(
    cohort, rule_set, coordinator
) -> None:
    cohort.sessions.first().delete()
    with pytest.raises(RuleRefused, match="könnte niemand"):
        publish_version(rule_set, seminars(3), by=coordinator, move=Move({cohort.pk}, "x"))


def test_a_preview_that_is_out_of_date_is_refused(rule_set, coordinator) -> None:
    seen = fingerprint(rule_set.versions.first())
    publish_version(rule_set, seminars(3), by=coordinator, seen=seen)
    with pytest.raises(RuleChanged):
        publish_version(rule_set, seminars(1), by=coordinator, seen=seen)
    assert rule_set.versions.count() == 2


def test_publishing_the_same_again_is_refused(rule_set, coordinator) -> None:
    with pytest.raises(RuleRefused, match="nichts geändert"):
        publish_version(rule_set, seminars(2), by=coordinator)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (seminars(4), "4 Seminare“ verlangt mehr"),
        (
            RuleDefinition((CountRule((RequirementKind.SEMINAR,), 1, (5,)),)),
            "Modul 5 gibt es nicht",
        ),
        (RuleDefinition((CountRule((RequirementKind.PLAN,), 1),)), "verlangt mehr"),
    ],
)
def test_what_the_programme_does_not_have_is_refused(rule_set, coordinator, rule, words) -> None:
    with pytest.raises(RuleRefused, match=words):
        publish_version(rule_set, rule, by=coordinator)


def test_only_the_coordination_of_the_provider_writes_its_rules(cohort, rule_set) -> None:
    colleague = UserFactory()
    CohortRole.objects.create(cohort=cohort, user=colleague, role=CohortRole.Role.COORDINATOR)
    for person in (trainer_of(cohort), colleague, UserFactory(is_superuser=True)):
        with pytest.raises(RuleRefused, match="Koordination eines Trägers"):
            publish_version(rule_set, seminars(1), by=person)
        with pytest.raises(RuleRefused, match="Koordination eines Trägers"):
            rename_rule_set(rule_set, "Anders", by=person)
        with pytest.raises(RuleRefused, match="Koordination eines Trägers"):
            create_rule_set(cohort.provider, "Neu", seminars(1), by=person)


def test_names_are_given_once(cohort, rule_set, coordinator) -> None:
    version = create_rule_set(cohort.provider, " Eins  von drei ", seminars(1), by=coordinator)
    assert (version.rule_set.title, version.version) == ("Eins von drei", 1)
    with pytest.raises(RuleRefused, match="gibt es schon"):
        create_rule_set(cohort.provider, "Eins von drei", seminars(1), by=coordinator)
    with pytest.raises(RuleRefused, match="gibt es schon"):
        rename_rule_set(rule_set, "Eins von drei", by=coordinator)
    with pytest.raises(RuleRefused, match="Namen"):
        rename_rule_set(rule_set, "  ", by=coordinator)
    assert rename_rule_set(rule_set, "Zwei von drei", by=coordinator)
    assert not rename_rule_set(rule_set, "Zwei von drei", by=coordinator)
    assert rule_set.versions.count() == 1


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_two_who_publish_at_once_make_two_versions(cohort: Cohort, rule_set: RuleSet) -> None:
    people: list[Any] = [coordinator_of(cohort), coordinator_of(cohort)]
    rules = [seminars(1), seminars(3)]
    made = at_once(
        *(
            lambda n=n: publish_version(RuleSet.objects.get(pk=rule_set.pk), rules[n], by=people[n])
            for n in (0, 1)
        )
    )
    connection.close()
    assert sorted(version.version for version in made) == [2, 3]
