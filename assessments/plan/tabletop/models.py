"""A group plays its own plan at a table: situation cards, answers, observations, lessons."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.assignment.models import KeptQuerySet, Submission
from assessments.plan.tabletop.clock import elapsed, reading
from content.foundation.retention import Retention, keeps

LINE, MINUTES = 500, 10


@keeps(Retention.EDITORIAL)
class CardSet(models.Model):
    """Situation cards written beforehand, for every trainer of a provider to begin with."""

    provider = models.ForeignKey(
        "lms_courses.Provider", on_delete=models.PROTECT, related_name="card_sets"
    )
    title = models.CharField(_("title"), max_length=200)
    # [{"text", "minutes"}] in their order, see `assessments.plan.tabletop.cards`.
    cards = models.JSONField()

    class Meta:
        verbose_name = _("set of situation cards")
        verbose_name_plural = _("sets of situation cards")
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "title"], name="lms_card_set_once_a_provider"
            ),
        ]

    def __str__(self) -> str:
        return self.title


def forget_exercises(user_id: Any) -> int:
    """Takes the person's name from what they said at a table; the exercise goes with its plan."""
    gone = Exercise.objects.filter(led_by=user_id).update(led_by=None)
    gone += Exercise.objects.filter(sheet_by=user_id).update(sheet_by=None)
    gone += Inject.objects.filter(draft_by=user_id).update(draft_by=None)
    gone += Answer.objects.filter(by=user_id).update(by=None)
    gone += Observation.objects.filter(by=user_id).update(by=None)
    gone += Lesson.objects.filter(by=user_id).update(by=None)
    return gone + Lesson.objects.filter(done_by=user_id).update(done_by=None)


@keeps(Retention.COURSEWORK, eraser=forget_exercises)
class Exercise(models.Model):
    """A group plays its plan. The plan itself is only read, whatever state it is in.

    Life-cycle, in order: prepared → running ⇄ paused → evaluating → closed. While the clock runs
    cards come; until the evaluation they can be answered. The evaluation can be left again to play
    on; closed it stays as it is, and its lessons stand in the plan.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", _("prepared")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        EVALUATING = "evaluating", _("in evaluation")
        CLOSED = "closed", _("closed")

    PLAYED = (State.RUNNING, State.PAUSED)

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="exercises")
    title = models.CharField(_("title"), max_length=200)
    led_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    state = models.CharField(max_length=20, choices=State, default=State.PREPARED)
    prepared_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # The clock: seconds up to the last pause, and since when it runs again.
    ran = models.PositiveIntegerField(default=0)
    running_since = models.DateTimeField(null=True)
    # Grows with every change, so that a browser knows whether there is anything new.
    number = models.PositiveIntegerField(default=1)
    # {"planned", "happened", "why", "keep"}: the after-action sheet, written by everybody.
    sheet = models.JSONField(default=dict)
    sheet_version = models.PositiveIntegerField(default=1)
    sheet_saved_at = models.DateTimeField(null=True)
    sheet_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("tabletop exercise")
        verbose_name_plural = _("tabletop exercises")
        constraints = [
            models.UniqueConstraint(
                fields=["submission"],
                condition=~models.Q(state="closed"),
                name="lms_exercise_one_open",
            ),
        ]

    @property
    def is_played(self) -> bool:
        return self.state in self.PLAYED

    def seconds(self, now: datetime) -> int:
        """What the clock shows."""
        return elapsed(self.ran, self.running_since, now)


@keeps(Retention.COURSEWORK)
class Inject(models.Model):
    """A situation card (Lagekarte): prepared, then sent; and the answer the group writes to it."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="injects")
    text = models.TextField(_("situation"))
    minutes = models.PositiveSmallIntegerField(_("minutes to answer"), default=MINUTES)
    # The how-manieth it was, and what the clock showed; None until it is sent.
    number = models.PositiveIntegerField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_clock = models.PositiveIntegerField(null=True)
    # What the group is writing, shared by everybody; `draft_version` grows with every save.
    draft = models.JSONField(default=dict)
    draft_version = models.PositiveIntegerField(default=1)
    draft_saved_at = models.DateTimeField(null=True)
    draft_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("situation card")
        verbose_name_plural = _("situation cards")
        ordering = ["exercise", "number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["exercise", "number"],
                condition=models.Q(number__isnull=False),
                name="lms_inject_number",
            ),
        ]

    @property
    def due_clock(self) -> int:
        """What the clock shows when the time to answer is over."""
        return (self.sent_clock or 0) + self.minutes * 60


class SaidQuerySet(KeptQuerySet):
    """What was answered is never changed, only erased with its exercise."""

    def update(self, **kwargs: Any) -> int:
        if set(kwargs) - {"by"}:
            raise TypeError("What was answered is never changed.")
        return models.QuerySet.update(self, **kwargs)


@keeps(Retention.COURSEWORK)
class Answer(models.Model):
    """What the group decided on a card, in the words the plan had then. Append-only: who decides
    anew adds one, and the latest counts.
    """

    inject = models.ForeignKey(Inject, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    level = models.PositiveSmallIntegerField()
    # The row of the plan, and its words; without a row it was improvised.
    measure_row = models.CharField(max_length=60, blank=True)
    measure = models.CharField(max_length=LINE, blank=True)
    function_row = models.CharField(max_length=60, blank=True)
    function = models.CharField(max_length=LINE, blank=True)
    message = models.TextField(blank=True)
    reasons = models.TextField(blank=True)
    given_at = models.DateTimeField()
    clock = models.PositiveIntegerField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = SaidQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a situation card")
        verbose_name_plural = _("answers to situation cards")
        ordering = ["inject", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["inject", "number"], name="lms_exercise_answer_number"),
        ]

    @property
    def clock_words(self) -> str:
        return reading(self.clock)


@keeps(Retention.COURSEWORK)
class Observation(models.Model):
    """What a trainer noticed. The group reads it from the evaluation on."""

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="observations")
    inject = models.ForeignKey(Inject, on_delete=models.CASCADE, null=True, related_name="+")
    text = models.TextField(_("observation"))
    noted_at = models.DateTimeField(default=timezone.now)
    clock = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        ordering = ["exercise", "noted_at", "pk"]

    @property
    def clock_words(self) -> str:
        return reading(self.clock)


@keeps(Retention.COURSEWORK)
class Lesson(models.Model):
    """One thing to change, with its place in the plan. It stands there once the exercise is
    closed, until somebody marks it as done.
    """

    exercise = models.ForeignKey(Exercise, on_delete=models.CASCADE, related_name="lessons")
    section_id = models.CharField(max_length=60)
    text = models.TextField(_("what to change"))
    who = models.CharField(_("function that sees to it"), max_length=LINE, blank=True)
    due_on = models.DateField(_("by when"), null=True)
    noted_at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("lesson from an exercise")
        verbose_name_plural = _("lessons from an exercise")
        ordering = ["exercise", "pk"]
