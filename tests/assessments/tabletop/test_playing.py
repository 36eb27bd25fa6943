"""What the rules of an exercise are, without a screen."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.assignment.errors import Conflict, Invalid, Locked, NothingHere
from assessments.assignment.models import Submission
from assessments.plan.tabletop.cards import Card, parse, supplied, to_json
from assessments.plan.tabletop.choices import Choices, choices_of
from assessments.plan.tabletop.clock import elapsed, reading
from assessments.plan.tabletop.domain.answering import give, save_draft
from assessments.plan.tabletop.domain.evaluating import (
    Change,
    add_lesson,
    drop_lesson,
    lessons_in_plan,
    mark_done,
    save_sheet,
)
from assessments.plan.tabletop.domain.leading import (
    add_card,
    change_card,
    discard,
    drop_card,
    drop_observation,
    keep_cards,
    move,
    observe,
    prepare,
    send_card,
    send_new,
)
from assessments.plan.tabletop.errors import AlreadyKept, StillOpen, WrongMoment
from assessments.plan.tabletop.models import (
    Answer,
    CardSet,
    Exercise,
    Inject,
    Lesson,
    Observation,
    forget_exercises,
)
from tests.assessments.plans import begin, make_cohort
from tests.assessments.tabletop.conftest import said
from tests.factories import enrol

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 5, 9, tzinfo=UTC)
C = Card("Eine Karte")
FUNCTION = "Rufbereitschaft Ordnung"


def after(minutes: float) -> datetime:
    return NOW + timedelta(minutes=minutes)


def scope(exercise: Exercise):
    return Exercise.objects.filter(pk=exercise.pk)


def evaluated(exercise: Exercise) -> Exercise:
    move(scope(exercise), "running", now=NOW)
    return move(scope(exercise), "evaluating", now=NOW)


# — The clock —————————————————————————————————————————————————————————————————


@given(st.integers(0, 10_000), st.integers(-10, 10_000))
def test_the_clock_never_goes_backwards(ran: int, passed: int) -> None:
    assert elapsed(ran, NOW, NOW + timedelta(seconds=passed)) == ran + max(0, passed)
    assert elapsed(ran, None, NOW) == ran


@pytest.mark.parametrize(
    ("seconds", "shown"), [(-4, "0:00"), (0, "0:00"), (249, "4:09"), (3849, "1:04:09")]
)
def test_the_clock_reads_as_a_clock_does(seconds: int, shown: str) -> None:
    assert reading(seconds) == shown


def test_the_clock_stands_still_while_the_group_pauses(exercise) -> None:
    move(scope(exercise), "running", now=NOW)
    move(scope(exercise), "paused", now=after(10))
    move(scope(exercise), "running", now=after(30))
    ended = move(scope(exercise), "evaluating", now=after(35))
    assert (ended.seconds(after(90)), ended.started_at) == (15 * 60, NOW)


# — The life-cycle ————————————————————————————————————————————————————————————


@pytest.mark.parametrize(
    ("state", "ways"),
    [
        ("prepared", {"prepared", "running"}),
        ("running", {"running", "paused", "evaluating"}),
        ("paused", {"paused", "running", "evaluating"}),
        ("evaluating", {"evaluating", "paused", "closed"}),
        ("closed", {"closed"}),
    ],
)
def test_an_exercise_goes_its_ways_and_no_others(exercise, state: str, ways: set[str]) -> None:
    found = set()
    for to in Exercise.State.values:
        Exercise.objects.update(state=state)
        try:
            move(scope(exercise), to, now=NOW)
            found.add(to)
        except WrongMoment:
            pass
    assert found == ways


def test_a_second_click_changes_nothing(exercise) -> None:
    first = move(scope(exercise), "running", now=NOW)
    second = move(scope(exercise), "running", now=after(1))
    assert (second.running_since, second.number) == (NOW, first.number)


def test_a_group_has_one_exercise_at_a_time(exercise, plan, trainer) -> None:
    with pytest.raises(StillOpen):
        prepare(plan, title="Noch eine", cards=[], by=trainer, now=NOW)
    Exercise.objects.update(state="closed")
    prepare(plan, title="Die nächste", cards=[], by=trainer, now=NOW)


def test_only_what_was_never_started_can_be_thrown_away(exercise) -> None:
    move(scope(exercise), "running", now=NOW)
    with pytest.raises(WrongMoment):
        discard(scope(exercise))
    Exercise.objects.update(state="prepared")
    discard(scope(exercise))
    assert (Exercise.objects.count(), Inject.objects.count()) == (0, 0)


# — Cards —————————————————————————————————————————————————————————————————————


def test_cards_are_numbered_as_they_are_laid_down(exercise) -> None:
    move(scope(exercise), "running", now=NOW)
    first, second = exercise.injects.all()
    send_card(scope(exercise), second.pk, now=after(3))
    again = send_card(scope(exercise), second.pk, now=after(4))
    new = send_new(scope(exercise), Card("Spontan."), now=after(13))
    send_card(scope(exercise), first.pk, now=after(20))
    rows = Inject.objects.order_by("number").values_list("number", "sent_clock")
    assert list(rows) == [(1, 180), (2, 780), (3, 1200)]
    assert (again.sent_clock, new.due_clock) == (180, 780 + 600)


@pytest.mark.parametrize("state", ["prepared", "paused", "evaluating", "closed"])
def test_cards_are_sent_while_the_clock_runs(exercise, state: str) -> None:
    Exercise.objects.update(state=state)
    card = exercise.injects.first()
    for send in (lambda: send_card(scope(exercise), card.pk), lambda: send_new(scope(exercise), C)):
        with pytest.raises(WrongMoment):
            send()


def test_what_lies_on_the_table_stays_as_it_is(running, card) -> None:
    for act in (
        lambda: change_card(scope(running), card.pk, C),
        lambda: drop_card(scope(running), card.pk),
    ):
        with pytest.raises(WrongMoment):
            act()
    in_hand = add_card(scope(running), C)
    change_card(scope(running), in_hand.pk, Card("Anders", 3))
    in_hand.refresh_from_db()
    assert (in_hand.text, in_hand.minutes) == ("Anders", 3)
    drop_card(scope(running), in_hand.pk)
    with pytest.raises(NothingHere):
        drop_card(scope(running), in_hand.pk)


def test_cards_can_be_kept_for_other_groups_once(exercise, cohort) -> None:
    keep_cards(exercise, "Meine Karten")
    with pytest.raises(AlreadyKept):
        keep_cards(exercise, "Meine Karten")
    kept = CardSet.objects.get()
    assert kept.provider == cohort.provider
    assert [card.minutes for card in parse(kept.cards)] == [10, 5]


def test_six_cards_come_with_the_platform() -> None:
    stack = supplied()
    assert "Gerücht am Freitag" in stack.title
    assert len(stack.cards) == 6
    assert parse(to_json(stack.cards)) == stack.cards
    assert all(len(card.text.split()) <= 60 for card in stack.cards)


# — Answers ———————————————————————————————————————————————————————————————————


def test_the_plan_offers_its_measures_and_functions(plan) -> None:
    assert choices_of(plan) == Choices((("a1", "Rundruf der Fachstelle"),), (("c3", FUNCTION),))


def test_a_template_without_them_offers_nothing() -> None:
    assert choices_of(begin(enrol(make_cohort()))) == Choices()


def test_two_who_write_at_once_lose_nothing(running, card, place, join) -> None:
    mate = join().user
    saved = save_draft(scope(running), card.pk, said(message="Eins"), version=1, by=place.user)
    assert saved.version == 2
    with pytest.raises(Conflict) as refused:
        save_draft(scope(running), card.pk, said(message="Zwei"), version=1, by=mate)
    assert refused.value.theirs["message"] == "Eins"
    assert refused.value.by == place.user.get_full_name()
    same = save_draft(scope(running), card.pk, said(message="Eins"), version=1, by=mate)
    assert same.version == 2


def test_a_decision_stays_in_the_words_of_the_plan(running, card, plan, place) -> None:
    words = said(measure="a1", function_else=" Hausmeister ", message="An alle", reasons="Eilt")
    give(
        scope(running),
        card.pk,
        words,
        choices=choices_of(plan),
        version=1,
        by=place.user,
        now=running.running_since + timedelta(minutes=4),
    )
    plan.draft_sections.filter(section_id="massnahmen").update(values={})
    (answer,) = Answer.objects.all()
    assert (answer.level, answer.measure_row, answer.measure) == (2, "a1", "Rundruf der Fachstelle")
    assert (answer.function_row, answer.function) == ("", "Hausmeister")
    assert (answer.clock, answer.by) == (240, place.user)


def test_deciding_twice_is_one_decision_and_deciding_anew_another(running, card, place) -> None:
    decide = {"choices": Choices(), "by": place.user}
    for _ in range(2):
        give(scope(running), card.pk, said(), version=1, **decide)
    give(scope(running), card.pk, said(level="3"), version=2, **decide)
    assert list(card.answers.values_list("number", "level")) == [(2, 3), (1, 2)]


@pytest.mark.parametrize("state", ["evaluating", "closed"])
def test_nothing_is_answered_when_the_playing_is_over(running, card, place, state) -> None:
    Exercise.objects.update(state=state)
    with pytest.raises(Locked):
        save_draft(scope(running), card.pk, said(), version=1, by=place.user)


def test_a_card_in_the_hand_cannot_be_answered(running, place) -> None:
    hidden = running.injects.filter(number=None).first()
    with pytest.raises(NothingHere):
        save_draft(scope(running), hidden.pk, said(), version=1, by=place.user)


def test_an_answer_is_never_changed() -> None:
    with pytest.raises(TypeError):
        Answer.objects.update(level=1)
    with pytest.raises(TypeError):
        Answer.objects.all().delete()


# — Evaluation ————————————————————————————————————————————————————————————————


def test_the_sheet_is_written_after_the_playing_and_both_texts_are_kept(
    exercise, place, trainer
) -> None:
    words = {"planned": "Stufe 2", "happened": "", "why": "", "keep": ""}
    with pytest.raises(Locked):
        save_sheet(scope(exercise), words, version=1, by=place.user)
    evaluated(exercise)
    assert save_sheet(scope(exercise), words, version=1, by=place.user).version == 2
    with pytest.raises(Conflict) as refused:
        save_sheet(scope(exercise), words | {"why": "Frei"}, version=1, by=trainer)
    assert refused.value.theirs == words
    move(scope(exercise), "closed", now=NOW)
    with pytest.raises(Locked):
        save_sheet(scope(exercise), words, version=2, by=trainer)


def test_lessons_stand_in_the_plan_once_the_exercise_is_closed(exercise, plan, place) -> None:
    evaluated(exercise)
    change = Change("massnahmen", "Vertretung nennen", "Amtsleitung")
    for _ in range(2):
        lesson = add_lesson(scope(exercise), change, by=place.user)
    gone = add_lesson(scope(exercise), Change("massnahmen", "Doch nicht"), by=place.user)
    drop_lesson(scope(exercise), gone.pk)
    assert list(lessons_in_plan(plan)) == []
    move(scope(exercise), "closed", now=NOW)
    assert list(lessons_in_plan(plan)) == [lesson]
    with pytest.raises(Locked):
        add_lesson(scope(exercise), change, by=place.user)


def test_a_lesson_needs_a_section_the_plan_has(exercise, place) -> None:
    evaluated(exercise)
    with pytest.raises(Invalid):
        add_lesson(scope(exercise), Change("gibt-es-nicht", "x"), by=place.user)


def test_a_lesson_is_marked_as_done_and_as_open_again(exercise, plan, place) -> None:
    evaluated(exercise)
    lesson = add_lesson(scope(exercise), Change("massnahmen", "Nachts"), by=place.user)
    mine = Submission.objects.filter(pk=plan.pk)
    with pytest.raises(NothingHere):
        mark_done(mine, lesson.pk, is_done=True, by=place.user)
    move(scope(exercise), "closed", now=NOW)
    mark_done(mine, lesson.pk, is_done=True, by=place.user, now=NOW)
    mark_done(mine, lesson.pk, is_done=True, by=None, now=after(5))
    assert Lesson.objects.values_list("done_at", "done_by").get() == (NOW, place.user.pk)
    mark_done(mine, lesson.pk, is_done=False, by=place.user)
    assert Lesson.objects.get().done_at is None
    with pytest.raises(NothingHere):
        mark_done(Submission.objects.none(), lesson.pk, is_done=True, by=place.user)


def test_observations_are_noted_until_it_is_closed(running, card, trainer) -> None:
    on_card = observe(scope(running), "Nur improvisiert", card=card.pk, by=trainer)
    observe(scope(running), "Ruhig geblieben", by=trainer)
    drop_observation(scope(running), on_card.pk)
    Exercise.objects.update(state="closed")
    with pytest.raises(WrongMoment):
        observe(scope(running), "Zu spät", by=trainer)
    with pytest.raises(WrongMoment):
        drop_observation(scope(running), Observation.objects.get().pk)


# — People who go —————————————————————————————————————————————————————————————


def test_who_is_erased_leaves_no_name(running, card, place, join, trainer) -> None:
    """Of a group's exercise only the name goes; the exercise goes with the plan."""
    join()
    give(scope(running), card.pk, said(), choices=Choices(), version=1, by=place.user)
    observe(scope(running), "Gut", by=trainer)
    assert forget_exercises(place.user.pk) == 2
    assert forget_exercises(trainer.pk) == 2
    assert Answer.objects.get().by is None
    running.submission.delete()
    assert (Exercise.objects.count(), Answer.objects.count()) == (0, 0)
