"""The table as the group and the trainer meet it; strangers find nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from assessments.assignment.models import Member, Submission
from assessments.plan.tabletop.cards import Card
from assessments.plan.tabletop.domain.evaluating import Change, add_lesson
from assessments.plan.tabletop.domain.leading import move, observe, prepare, send_new
from assessments.plan.tabletop.models import CardSet, Exercise, Lesson, Observation
from courses.cohorts.models import CohortRole, Enrolment
from tests.assessments.empty_admin import EMPTY
from tests.assessments.plans import another_cohort, begin, plan_of
from tests.assessments.tabletop.conftest import said
from tests.factories import coordinator_of, enrol, person_with_role, trainer_of

pytestmark = pytest.mark.django_db
LIST = "/cms/uebungen/"


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(place, name: str, *more) -> str:
    return reverse(f"assessments:plan_{name}", args=[place.key, *more])


def led(exercise, name: str = "exercise", *more) -> str:
    return reverse(f"lms_exercises:{name}", args=[exercise.pk, *more])


def scope(exercise):
    return Exercise.objects.filter(pk=exercise.pk)


@pytest.fixture
def group(place) -> Client:
    return browser(place.user)


@pytest.fixture
def lead(trainer) -> Client:
    return browser(trainer)


@pytest.fixture
def answer_to(place, running, card) -> str:
    return at(place, "exercise_card", running.pk, card.pk)


@pytest.fixture
def closed(exercise, place) -> Exercise:
    """With a lesson in the plan."""
    move(scope(exercise), "running")
    move(scope(exercise), "evaluating")
    add_lesson(scope(exercise), Change("massnahmen", "Vertretung nennen", "Amt"), by=place.user)
    return move(scope(exercise), "closed")


def text_of(response, status: int = 200) -> str:
    assert response.status_code == status
    return response.content.decode()


# — The way there —————————————————————————————————————————————————————————————


def test_a_plan_leads_to_its_exercise(group, place, plan) -> None:
    assert "Es gibt noch keine Übung" in text_of(group.get(at(place, "exercises")))
    assert "Zur Übung" not in text_of(group.get(at_plan(place)))


def test_the_exercise_that_is_not_over_opens_by_itself(group, place, exercise) -> None:
    assert group.get(at(place, "exercises")).url == at(place, "exercise", exercise.pk)
    assert at(place, "exercise", exercise.pk) in text_of(group.get(at_plan(place)))
    text = text_of(group.get(at(place, "exercise", exercise.pk)))
    assert "Es hat noch nicht begonnen" in text
    assert "18:40 Uhr" not in text
    assert "Neu laden" in text


def at_plan(place) -> str:
    return reverse("assessments:plan", args=[place.key])


def at_section(place, section: str) -> str:
    return reverse("assessments:plan_section", args=[place.key, section])


# — Playing ———————————————————————————————————————————————————————————————————


def test_the_trainer_prepares_with_the_cards_that_come_with_it(lead, plan, cohort) -> None:
    prepare_at = reverse("lms_exercises:prepare", args=[plan.pk])
    assert prepare_at in text_of(lead.get(LIST))
    assert "Gerücht am Freitag, 18:40 Uhr" in text_of(lead.get(prepare_at))
    made = lead.post(prepare_at, {"title": "Probe", "cards": "supplied"})
    exercise = Exercise.objects.get()
    assert made.url == led(exercise)
    assert exercise.injects.count() == 6
    assert "Gerberstraße" in text_of(lead.get(led(exercise)))
    again = lead.post(prepare_at, {"title": "Zweite", "cards": "none"}, follow=True)
    assert "noch nicht abgeschlossen" in text_of(again)


def test_sets_of_the_own_provider_are_offered(lead, plan, cohort, exercise) -> None:
    lead.post(led(exercise, "keep"), {"title": "Hochwasser"})
    assert CardSet.objects.get().provider == cohort.provider
    twice = lead.post(led(exercise, "keep"), {"title": "Hochwasser"})
    assert "gibt es schon" in text_of(twice, 400)
    Exercise.objects.update(state="closed")
    prepare_at = reverse("lms_exercises:prepare", args=[plan.pk])
    assert "Hochwasser (Karten: 2)" in text_of(lead.get(prepare_at))
    lead.post(prepare_at, {"title": "Nass", "cards": CardSet.objects.get().pk})
    assert Exercise.objects.get(title="Nass").injects.count() == 2


def test_an_exercise_from_the_first_card_to_the_plan(
    lead, group, place, exercise, plan, join
) -> None:
    lead.post(led(exercise, "steer"), {"to": "running"})
    card = exercise.injects.first()
    lead.post(led(exercise, "card", card.pk), {"action": "send"})
    text = text_of(group.get(at(place, "exercise", exercise.pk)))
    assert "Lagekarte 1" in text
    assert "Rundruf der Fachstelle" in text
    assert "19:20 Uhr" not in text
    data = said(measure="a1", function="c3", message="Wir prüfen.") | {"version": 1}
    there = at(place, "exercise_card", exercise.pk, card.pk)
    assert group.post(there, data | {"action": "give"}).status_code == 302
    shown = text_of(lead.get(led(exercise)))
    for words in ("Rundruf der Fachstelle", "Rufbereitschaft Ordnung", "Wir prüfen."):
        assert words in shown
    lead.post(led(exercise, "observations"), {"text": "Schnell entschieden", "card": card.pk})
    assert "Schnell entschieden" not in text_of(group.get(at(place, "exercise", exercise.pk)))
    lead.post(led(exercise, "steer"), {"to": "evaluating"})
    assert "Schnell entschieden" in text_of(group.get(at(place, "exercise", exercise.pk)))
    sheet = {"version": 1, "planned": "Stufe 2", "happened": "", "why": "", "keep": ""}
    group.post(at(place, "exercise_sheet", exercise.pk), sheet)
    change = {"section_id": "massnahmen", "text": "Vertretung nennen", "who": "Amt", "due_on": ""}
    lead.post(led(exercise, "lessons"), change)
    lead.post(led(exercise, "steer"), {"to": "closed"})
    section = text_of(group.get(at_section(place, "massnahmen")))
    assert "Aus der Übung vom" in section
    assert "Vertretung nennen" in section
    assert "Vertretung nennen" not in text_of(group.get(at_section(place, "zustaendigkeiten")))
    read = text_of(lead.get(led(exercise)))
    assert "Stufe 2" in read


def test_a_card_of_the_moment_can_be_laid_down_or_kept(lead, running) -> None:
    data = {"text": "Ein Anruf", "minutes": 5}
    lead.post(led(running, "cards"), data | {"action": "send"})
    lead.post(led(running, "cards"), data | {"action": "add"})
    rows = running.injects.filter(text="Ein Anruf").order_by("pk")
    assert list(rows.values_list("number", flat=True)) == [1, None]
    refused = lead.post(led(running, "cards"), {"text": "Lang", "minutes": 999})
    assert "von 1 bis 120" in text_of(refused, 400)
    Exercise.objects.update(state="paused")
    kept = text_of(lead.post(led(running, "cards"), data | {"action": "send"}), 400)
    assert "solange die Uhr läuft" in kept
    assert "Ein Anruf" in kept


def test_a_card_in_the_hand_can_be_changed_and_dropped(lead, running) -> None:
    card = running.injects.first()
    assert "18:40" in text_of(lead.get(led(running, "card", card.pk)))
    lead.post(led(running, "card", card.pk), {"text": "Anders", "minutes": 3})
    card.refresh_from_db()
    assert (card.text, card.minutes) == ("Anders", 3)
    lead.post(led(running, "card", card.pk), {"action": "drop"})
    assert lead.get(led(running, "card", card.pk)).status_code == 404


def test_what_was_never_started_can_be_thrown_away(lead, exercise) -> None:
    assert lead.post(led(exercise, "steer"), {"to": "discard"}).url == LIST
    assert Exercise.objects.count() == 0
    assert lead.post(led(exercise, "steer"), {"to": "running"}).status_code == 404


def test_a_way_the_exercise_does_not_know_is_told(lead, exercise) -> None:
    answer = lead.post(led(exercise, "steer"), {"to": "closed"}, follow=True)
    assert "inzwischen weiter" in text_of(answer)
    assert lead.post(led(exercise, "steer"), {"to": "kaputt"}).status_code == 404


# — Answering in several browsers —————————————————————————————————————————————


def test_two_browsers_are_shown_both_answers(group, join, place, running, answer_to) -> None:
    mate = join()
    other = browser(mate.user)
    theirs = at(mate, "exercise_card", running.pk, running.injects.get(number=1).pk)
    script = {"headers": {"X-Autosave": "1"}}
    first = group.post(answer_to, said(message="Eins") | {"version": 1}, **script)
    second = other.post(theirs, said(message="Zwei") | {"version": 1}, **script)
    assert (first.status_code, first.json()["version"]) == (200, 2)
    assert (second.status_code, second.json()["by"]) == (409, place.user.get_full_name())
    assert second.json()["theirs"]["message"] == "Eins"
    page = text_of(other.post(theirs, said(message="Zwei", level="3") | {"version": 1}), 409)
    for words in ("Eins", "Zwei", "2 Orange · Zugespitzt", place.user.get_full_name()):
        assert words in page
    kept = other.post(theirs, said(message="Zwei") | {"version": 2, "action": "give"})
    assert kept.status_code == 302


def test_what_is_new_comes_by_itself_and_nothing_where_nothing_is(
    group, place, running, card
) -> None:
    there = at(place, "exercise_news", running.pk)
    running.refresh_from_db()
    assert group.get(there, {"nach": running.number}).status_code == 204
    fresh = text_of(group.get(there, {"nach": running.number - 1}))
    assert f'data-number="{running.number}"' in fresh
    assert "<html" not in fresh
    observe(scope(running), "Etwas", by=None)
    assert group.get(there, {"nach": running.number}).status_code == 200


def test_a_decision_needs_a_level_and_nothing_else(group, answer_to) -> None:
    data = said(level="", message="Noch offen") | {"version": 1}
    refused = text_of(group.post(answer_to, data | {"action": "give"}), 400)
    assert "Bitte wählen Sie eine Stufe." in refused
    assert "Noch offen" in refused
    assert group.post(answer_to, data).status_code == 302
    assert group.post(answer_to, said() | {"version": 2, "action": "give"}).status_code == 302


def test_a_measure_that_left_the_plan_is_told(group, answer_to) -> None:
    data = said(measure="weg", message="Bleibt") | {"version": 1}
    refused = text_of(group.post(answer_to, data), 400)
    assert "steht nicht mehr in Ihrem Plan" in refused
    assert "Bleibt" in refused


def test_what_comes_too_late_is_kept_in_the_form(group, place, running, answer_to) -> None:
    Exercise.objects.update(state="evaluating")
    data = said(message="Zu spät") | {"version": 1}
    refused = text_of(group.post(answer_to, data), 400)
    assert "Zu spät" in refused
    sheet = {"version": 1, "planned": "Geplantes"}
    Exercise.objects.update(state="closed")
    late = text_of(group.post(at(place, "exercise_sheet", running.pk), sheet), 400)
    assert "Geplantes" in late


def test_huge_and_foreign_input_gets_an_answer(group, answer_to) -> None:
    long = "x" * 6_000
    refused = text_of(group.post(answer_to, said(message=long) | {"version": 1}), 400)
    assert long in refused
    huge = group.post(answer_to, said(message="x" * 5_000_000) | {"version": 1})
    assert huge.status_code == 413
    script = said(message="<script>alert(1)</script>") | {"version": 1, "action": "give"}
    assert "<script>alert" not in text_of(group.post(answer_to, script, follow=True))


def test_the_plan_may_be_handed_in_or_accepted_meanwhile(group, answer_to) -> None:
    for state in ("handed_in", "accepted"):
        Submission.objects.update(state=state)
        assert group.post(answer_to, said(message=state) | {"version": 1}).status_code in (302, 409)


def test_who_has_ended_reads_on_and_writes_nothing(group, place, running, answer_to) -> None:
    Enrolment.objects.filter(pk=place.pk).update(state="ended")
    text = text_of(group.get(at(place, "exercise", running.pk)))
    assert "Ihre Teilnahme ist beendet" in text
    assert "data-autosave" not in text
    assert group.post(answer_to, said() | {"version": 1}).status_code == 400


# — What becomes of the lessons ———————————————————————————————————————————————


def test_the_group_marks_a_lesson_as_done(group, place, closed) -> None:
    lesson = Lesson.objects.get()
    done = at(place, "lesson", lesson.pk)
    assert group.post(done, {"state": "done"}).url == at_section(place, "massnahmen")
    assert "erledigt am" in text_of(group.get(at_section(place, "massnahmen")))
    group.post(done, {"state": "open"})
    assert "Als erledigt markieren" in text_of(group.get(at_section(place, "massnahmen")))
    assert "1 Änderung ist offen" in text_of(group.get(at_plan(place)))


def test_a_change_can_be_taken_out_before_closing(group, place, exercise) -> None:
    move(scope(exercise), "running")
    move(scope(exercise), "evaluating")
    there = at(place, "exercise_lessons", exercise.pk)
    nothing = group.post(there, {"section_id": "", "text": "", "due_on": "bald"})
    assert "Bitte wählen Sie den Abschnitt" in text_of(nothing, 400)
    change = {"section_id": "massnahmen", "text": "Nachts", "due_on": "2027-04-01"}
    group.post(there, change)
    lesson = Lesson.objects.get()
    assert "1. April 2027" in text_of(group.get(at(place, "exercise", exercise.pk)))
    group.post(there, {"drop": lesson.pk})
    assert Lesson.objects.count() == 0


def test_observations_can_be_taken_back(lead, running) -> None:
    lead.post(led(running, "observations"), {"text": "Vertippt", "card": ""})
    lead.post(led(running, "observations"), {"drop": Observation.objects.get().pk})
    assert Observation.objects.count() == 0
    nothing = lead.post(led(running, "observations"), {"text": "", "card": ""})
    assert "Bitte schreiben Sie, was Ihnen aufgefallen ist." in text_of(nothing, 400)


# — Strangers —————————————————————————————————————————————————————————————————


def members_side(place, exercise, card) -> list[tuple[str, str]]:
    lesson = Lesson.objects.first()
    return [
        ("get", at(place, "exercises")),
        ("get", at(place, "exercise", exercise.pk)),
        ("get", at(place, "exercise_news", exercise.pk)),
        ("post", at(place, "exercise_card", exercise.pk, card.pk)),
        ("post", at(place, "exercise_sheet", exercise.pk)),
        ("post", at(place, "exercise_lessons", exercise.pk)),
        ("post", at(place, "lesson", lesson.pk if lesson else 1)),
    ]


def trainers_side(exercise, card) -> list[tuple[str, str]]:
    names = ("steer", "cards", "keep", "observations", "sheet", "lessons")
    return [
        ("get", reverse("lms_exercises:prepare", args=[exercise.submission_id])),
        ("get", led(exercise)),
        ("get", led(exercise, "news")),
        ("get", led(exercise, "card", card.pk)),
        *(("post", led(exercise, name)) for name in names),
    ]


def answers(user, addresses) -> set[int]:
    client = browser(user)
    return {getattr(client, method)(address).status_code for method, address in addresses}


def test_others_see_nothing_of_the_group(cohort, place, running, card, trainer) -> None:
    elsewhere = enrol(another_cohort(plan_of(cohort), due=None))
    begin(elsewhere)
    people = [enrol(cohort).user, elsewhere.user, trainer, coordinator_of(cohort)]
    for user in people:
        assert answers(user, members_side(place, running, card)) == {404}


def test_nobody_reads_another_groups_exercise_in_their_own_place(cohort, running, card) -> None:
    other = enrol(cohort)
    begin(other)
    addresses = members_side(other, running, card)[1:]
    assert answers(other.user, addresses) == {404}


def test_who_has_left_sees_nothing(place, join, running, card) -> None:
    mate = join()
    Member.objects.filter(enrolment=mate).update(left_at=timezone.now())
    assert answers(mate.user, members_side(mate, running, card)) == {404}


def test_others_cannot_lead(cohort, running, card, place, join) -> None:
    elsewhere = another_cohort(plan_of(cohort), due=None)
    companion = person_with_role(cohort, CohortRole.Role.COMPANION_LOCAL)
    for user in (trainer_of(elsewhere), coordinator_of(cohort), companion):
        assert answers(user, trainers_side(running, card)) == {404}
    assert browser(trainer_of(elsewhere)).get(LIST).status_code == 200
    assert browser(coordinator_of(cohort)).get(LIST).status_code == 404
    assert 302 in answers(place.user, trainers_side(running, card))


def test_who_writes_a_plan_does_not_lead_its_exercise(cohort, running, card, place) -> None:
    CohortRole.objects.create(cohort=cohort, user=place.user, role=CohortRole.Role.TRAINER)
    assert answers(place.user, trainers_side(running, card)) == {404}
    assert led(running) not in text_of(browser(place.user).get(LIST))


# — Speed —————————————————————————————————————————————————————————————————————

SIGNED_IN = 3  # session, person, and the menu's question for the admin


def statements(client, address: str, status: int = 200) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == status
    return len(caught)


def lay_down(exercise, count: int, user) -> None:
    for number in range(count):
        card = send_new(scope(exercise), Card(f"Karte {number}"))
        card.answers.create(number=1, level=1, given_at=timezone.now(), clock=1, by=user)
        observe(scope(exercise), "Etwas", card=card.pk, by=user)


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_takes_the_same_few_statements(group, place, running, trainer, count) -> None:
    lay_down(running, count, trainer)
    there = at(place, "exercise", running.pk)
    assert statements(group, there) - SIGNED_IN == 4
    news = at(place, "exercise_news", running.pk)
    assert statements(group, news) - SIGNED_IN == 4
    running.refresh_from_db()
    assert statements(group, f"{news}?nach={running.number}", 204) == 3
    for number in range(count):
        Lesson.objects.create(exercise=running, section_id="massnahmen", text=str(number))
    Exercise.objects.update(state="evaluating")
    assert statements(group, there) - SIGNED_IN == 5


@pytest.mark.urls("tests.assessments.empty_admin")
@pytest.mark.parametrize("count", [1, 3])
def test_leading_takes_the_same_few_statements(lead, cohort, running, trainer, count) -> None:
    lay_down(running, count, trainer)
    empty = statements(lead, EMPTY)
    assert statements(lead, led(running)) - empty == 5
    for _ in range(count - 1):
        plan = begin(enrol(cohort))
        prepare(plan, title="Eine", cards=[], by=trainer, now=timezone.now())
    assert statements(lead, LIST) - empty == 5


@pytest.mark.parametrize("count", [1, 3])
def test_notes_beside_a_section_take_one_statement(group, place, closed, count) -> None:
    Lesson.objects.all().delete()
    Exercise.objects.update(state="prepared")
    there = at_section(place, "massnahmen")
    without = statements(group, there)
    Exercise.objects.update(state="closed", closed_at=timezone.now())
    for number in range(count):
        Lesson.objects.create(exercise=closed, section_id="massnahmen", text=str(number))
    assert statements(group, there) == without + 1
