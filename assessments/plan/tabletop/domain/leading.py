"""Leading: preparing an exercise, sending cards, the clock, and what the trainer notices.

Lock order: the exercise, and nothing behind it. The plan is only read.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.errors import NothingHere
from assessments.assignment.models import Submission
from assessments.plan.tabletop.cards import Card, to_json
from assessments.plan.tabletop.errors import AlreadyKept, StillOpen, WrongMoment
from assessments.plan.tabletop.models import CardSet, Exercise, Inject, Observation

State = Exercise.State

# Where a state may lead.
WAYS = {
    State.PREPARED: (State.RUNNING,),
    State.RUNNING: (State.PAUSED, State.EVALUATING),
    State.PAUSED: (State.RUNNING, State.EVALUATING),
    State.EVALUATING: (State.PAUSED, State.CLOSED),
    State.CLOSED: (),
}


@transaction.atomic
def prepare(
    submission: Submission, *, title: str, cards: Iterable[Card], by: Any, now: datetime
) -> Exercise:
    """An exercise with the group's plan, with copies of these cards. Raises StillOpen."""
    try:
        with transaction.atomic():
            exercise = Exercise.objects.create(
                submission=submission, title=title, led_by=by, prepared_at=now
            )
    except IntegrityError as error:
        said = _("This group has an exercise that is not closed yet.")
        raise StillOpen(said) from error
    Inject.objects.bulk_create(
        Inject(exercise=exercise, text=card.text, minutes=card.minutes) for card in cards
    )
    return exercise


def lock(scope: QuerySet[Exercise]) -> Exercise:
    """The one exercise of `scope`, locked; every change of it begins here. Raises NothingHere."""
    found = scope.select_for_update(of=("self",)).first()
    if found is None:
        raise NothingHere
    return found


def touch(exercise: Exercise, *fields: str) -> None:
    """Store these fields, and let every browser know that there is something new."""
    exercise.number += 1
    exercise.save(update_fields=["number", *fields])


@transaction.atomic
def move(scope: QuerySet[Exercise], to: str, *, now: datetime | None = None) -> Exercise:
    """Into another state; the clock follows. A second click changes nothing.

    Raises NothingHere, WrongMoment for a way the life-cycle does not know.
    """
    now = now or timezone.now()
    exercise = lock(scope)
    if exercise.state == to:
        return exercise
    if to not in WAYS[State(exercise.state)]:
        raise WrongMoment(_("The exercise has moved on in the meantime. This is where it stands."))
    exercise.ran, exercise.running_since = exercise.seconds(now), None
    exercise.state = State(to)
    if to == State.RUNNING:
        exercise.running_since = now
        exercise.started_at = exercise.started_at or now
    if to == State.CLOSED:
        exercise.closed_at = now
    touch(exercise, "state", "ran", "running_since", "started_at", "closed_at")
    return exercise


@transaction.atomic
def discard(scope: QuerySet[Exercise]) -> None:
    """Remove an exercise that was never started. Raises NothingHere, WrongMoment."""
    exercise = lock(scope)
    if exercise.state != State.PREPARED:
        raise WrongMoment(_("It has been started, so it stays."))
    exercise.delete()


@transaction.atomic
def add_card(scope: QuerySet[Exercise], card: Card) -> Inject:
    """Put a card into the trainer's hand. Raises NothingHere, WrongMoment once it is played."""
    exercise = lock(scope)
    _ensure_not_over(exercise)
    inject = Inject.objects.create(exercise=exercise, text=card.text, minutes=card.minutes)
    touch(exercise)
    return inject


@transaction.atomic
def change_card(scope: QuerySet[Exercise], pk: int, card: Card) -> None:
    """Raises NothingHere, WrongMoment for a card the group has already read."""
    exercise = lock(scope)
    inject = _in_hand(exercise, pk)
    inject.text, inject.minutes = card.text, card.minutes
    inject.save(update_fields=["text", "minutes"])
    touch(exercise)


@transaction.atomic
def drop_card(scope: QuerySet[Exercise], pk: int) -> None:
    """Raises as `change_card`."""
    exercise = lock(scope)
    _in_hand(exercise, pk).delete()
    touch(exercise)


@transaction.atomic
def send_card(scope: QuerySet[Exercise], pk: int, *, now: datetime | None = None) -> Inject:
    """Lay a card on the table; its time to answer begins. A second click sends nothing twice.

    Raises NothingHere, WrongMoment unless the clock runs.
    """
    exercise = lock(scope)
    inject = _card(exercise, pk)
    return inject if inject.number else _send(exercise, inject, now or timezone.now())


@transaction.atomic
def send_new(scope: QuerySet[Exercise], card: Card, *, now: datetime | None = None) -> Inject:
    """Lay down what the trainer has just thought of. Raises as `send_card`."""
    exercise = lock(scope)
    inject = Inject(exercise=exercise, text=card.text, minutes=card.minutes)
    return _send(exercise, inject, now or timezone.now())


def _send(exercise: Exercise, inject: Inject, now: datetime) -> Inject:
    if exercise.state != State.RUNNING:
        raise WrongMoment(_("Cards are sent while the clock runs."))
    last = exercise.injects.aggregate(last=Max("number"))["last"]
    inject.number = (last or 0) + 1
    inject.sent_at, inject.sent_clock = now, exercise.seconds(now)
    inject.save()
    touch(exercise)
    return inject


@transaction.atomic
def observe(
    scope: QuerySet[Exercise],
    text: str,
    *,
    card: int | None = None,
    by: Any,
    now: datetime | None = None,
) -> Observation:
    """Note something, on a card or on the whole. Raises NothingHere, WrongMoment once closed."""
    now = now or timezone.now()
    exercise = lock(scope)
    if exercise.state == State.CLOSED:
        raise WrongMoment(_("The exercise is closed. What was noted stays as it is."))
    inject = _card(exercise, card) if card else None
    noted = Observation.objects.create(
        exercise=exercise,
        inject=inject,
        text=text,
        noted_at=now,
        clock=exercise.seconds(now),
        by=by,
    )
    touch(exercise)
    return noted


@transaction.atomic
def drop_observation(scope: QuerySet[Exercise], pk: int) -> None:
    """Raises NothingHere, WrongMoment once closed."""
    exercise = lock(scope)
    if exercise.state == State.CLOSED:
        raise WrongMoment(_("The exercise is closed. What was noted stays as it is."))
    exercise.observations.filter(pk=pk).delete()
    touch(exercise)


def keep_cards(exercise: Exercise, title: str) -> CardSet:
    """Keep all cards of an exercise for others to begin with. Raises AlreadyKept."""
    injects = exercise.injects.order_by("sent_clock", "pk")
    cards = [Card(inject.text, inject.minutes) for inject in injects]
    provider = exercise.submission.enrolment.cohort.provider
    try:
        with transaction.atomic():
            return CardSet.objects.create(provider=provider, title=title, cards=to_json(cards))
    except IntegrityError as error:
        raise AlreadyKept(_("There is a set of this name already.")) from error


def _ensure_not_over(exercise: Exercise) -> None:
    if exercise.state in (State.EVALUATING, State.CLOSED):
        raise WrongMoment(_("The playing is over. No more cards are laid down."))


def _card(exercise: Exercise, pk: int) -> Inject:
    found = exercise.injects.filter(pk=pk).first()
    if found is None:
        raise NothingHere
    return found


def _in_hand(exercise: Exercise, pk: int) -> Inject:
    """A card nobody but the trainers has read."""
    inject = _card(exercise, pk)
    if inject.number:
        raise WrongMoment(_("This card lies on the table. It stays as it is."))
    return inject
