"""Answering a card: one draft for the whole group, and decisions that stay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import Saved
from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.plan.tabletop.choices import Choices
from assessments.plan.tabletop.domain.leading import lock, touch
from assessments.plan.tabletop.models import Answer, Exercise, Inject
from content.foundation.people import display_name

Said = Mapping[str, str]  # as `assessments.plan.tabletop.forms.AnswerForm` gives it


@transaction.atomic
def save_draft(
    scope: QuerySet[Exercise],
    card: int,
    said: Said,
    *,
    version: int,
    by: Any,
    now: datetime | None = None,
) -> Saved:
    """Store what the group writes if nobody saved in between; the same twice is saved once.

    Raises NothingHere, Locked outside the playing, Conflict with what stands there.
    """
    exercise, inject = _open(scope, card)
    return _save(exercise, inject, said, version=version, by=by, now=now or timezone.now())


@transaction.atomic
def give(
    scope: QuerySet[Exercise],
    card: int,
    said: Said,
    *,
    choices: Choices,
    version: int,
    by: Any,
    now: datetime | None = None,
) -> Answer:
    """Decide: the draft becomes an answer that stays, in the words the plan has now.

    A second click finds the answer of the first. Raises as `save_draft`.
    """
    now = now or timezone.now()
    exercise, inject = _open(scope, card)
    _save(exercise, inject, said, version=version, by=by, now=now)
    answer = _answer(said, choices)
    last = inject.answers.first()
    if last and _content(last) == _content(answer):
        return last
    answer.inject, answer.number = inject, (last.number if last else 0) + 1
    answer.by, answer.given_at, answer.clock = by, now, exercise.seconds(now)
    answer.save()
    touch(exercise)
    return answer


def _open(scope: QuerySet[Exercise], card: int) -> tuple[Exercise, Inject]:
    exercise = lock(scope)
    inject = exercise.injects.select_related("draft_by").filter(pk=card, number__gt=0).first()
    if inject is None:
        raise NothingHere
    if not getattr(exercise, "may_play", True):
        raise Locked(_("Your participation has ended. You can go on reading."))
    if not exercise.is_played:
        raise Locked(_("The playing is over, so no more answers are taken."))
    return exercise, inject


def _save(
    exercise: Exercise, inject: Inject, said: Said, *, version: int, by: Any, now: datetime
) -> Saved:
    if inject.draft == dict(said):
        return Saved(inject.draft_version, inject.draft_saved_at or now)
    if inject.draft_version != version:
        other = inject.draft_by if inject.draft_by_id != by.pk else None
        raise Conflict(
            _("This answer was changed somewhere else in the meantime."),
            version=inject.draft_version,
            theirs=inject.draft,
            by=display_name(other) if other else "",
        )
    inject.draft, inject.draft_version = dict(said), version + 1
    inject.draft_saved_at, inject.draft_by = now, by
    inject.save(update_fields=["draft", "draft_version", "draft_saved_at", "draft_by"])
    touch(exercise)
    return Saved(inject.draft_version, now)


def _answer(said: Said, choices: Choices) -> Answer:
    """What was said, frozen: a row of the plan in its words, else the words that were typed."""
    measure, function = said.get("measure", ""), said.get("function", "")
    return Answer(
        level=int(said["level"]),
        measure_row=measure,
        measure=dict(choices.measures).get(measure, said.get("measure_else", "").strip()),
        function_row=function,
        function=dict(choices.functions).get(function, said.get("function_else", "").strip()),
        message=said.get("message", "").strip(),
        reasons=said.get("reasons", "").strip(),
    )


def _content(answer: Answer) -> tuple[Any, ...]:
    parts = "level measure_row measure function_row function message reasons"
    return tuple(getattr(answer, name) for name in parts.split())
