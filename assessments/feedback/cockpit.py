"""What the coordination hears of module feedback: figures for the funder's report."""

from collections.abc import Collection
from functools import partial

from django.utils.translation import gettext_lazy as _

from assessments.feedback.queries import pools_of
from assessments.feedback.questions import BENEFIT, PACE, SAFETY, Scale, counted, satisfied
from courses.cockpit.registry import provide_figure
from courses.cohorts.models import Cohort


def connect() -> None:
    provide_figure("feedback", _("Feedback on modules (from five answers on)"), given)
    labels = (
        (BENEFIT, _("Feedback: great or very great use for one’s work")),
        (PACE, _("Feedback: the pace fitted or nearly")),
        (SAFETY, _("Feedback: could speak openly")),
    )
    for scale, label in labels:
        provide_figure(f"feedback.{scale.id}", label, partial(content_with, scale))


def given(cohorts: Collection[Cohort]) -> dict[int, int]:
    """Answers by cohort. One statement."""
    return {cohort: counted(pools) for cohort, pools in pools_of(cohorts).items()}


def content_with(scale: Scale, cohorts: Collection[Cohort]) -> dict[int, int]:
    """Answers with one of the scale's content steps, by cohort. One statement."""
    return {cohort: satisfied(scale, pools) for cohort, pools in pools_of(cohorts).items()}
