"""Giving feedback about a module."""

from random import SystemRandom
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.feedback.errors import AlreadyGiven
from assessments.feedback.models import FeedbackGiven, FeedbackPool
from assessments.feedback.questions import INTENTION, Answer
from assessments.reflection.domain import Typed, write
from courses.cohorts.models import Enrolment

_chance = SystemRandom()


def give(
    enrolment: Enrolment, key: UUID, answer: Answer, *, intention: Typed | None = None
) -> None:
    """Note that somebody has answered, put the answer into the pool of the cohort, and keep what
    they intend among their private texts. All of it or nothing.

    The answer lands at a place chosen by chance among all that are there, under the pool's lock,
    without a time. There is no evidence on purpose: it would say when somebody answered, and
    whoever looks at the results before and after would know what.
    Raises AlreadyGiven; ChangedElsewhere, TooLong and SealingError as `reflection.write` does.
    """
    with transaction.atomic():
        # First the row that only one of two clicks can write: on every database it makes the
        # other one wait or fail before anything is read.
        _note(enrolment, key)
        _pour(enrolment, key, answer)
        if intention and intention.text.strip():
            write(enrolment.user, key=key, prompt_id=INTENTION, typed=intention)


def _note(enrolment: Enrolment, key: UUID) -> None:
    try:
        with transaction.atomic():
            FeedbackGiven.objects.create(enrolment=enrolment, activity_key=key)
    except IntegrityError as error:
        raise AlreadyGiven(_("You have answered already.")) from error


def _pour(enrolment: Enrolment, key: UUID, answer: Answer) -> None:
    place: dict[str, Any] = {"cohort_id": enrolment.cohort_id, "activity_key": key}
    FeedbackPool.objects.get_or_create(**place)
    pool = FeedbackPool.objects.select_for_update().get(**place)
    pool.answers.insert(_chance.randint(0, len(pool.answers)), dict(answer))
    pool.save(update_fields=["answers"])
