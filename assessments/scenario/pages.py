"""The page type of scenario exercises."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from assessments.scenario.admin_form import ScenarioForm
from assessments.scenario.blocks import NODES
from assessments.scenario.media import media_of
from assessments.scenario.panels import scenario_editor
from assessments.scenario.queries import distribution, own_runs
from assessments.scenario.reading import read_story
from assessments.scenario.showing import Play, kept_parts, show_kept, show_trial
from assessments.scenario.story import ESCALATION, ROOM, TRUST, from_json
from assessments.scenario.trying import read_trial
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.outline import Step
from courses.curriculum.pages import VisitedPage
from courses.curriculum.readers import Visit


def _dial(label: Any, ends: tuple[int, int], default: int) -> models.PositiveSmallIntegerField:
    validators = [MinValueValidator(ends[0]), MaxValueValidator(ends[1])]
    return models.PositiveSmallIntegerField(label, default=default, validators=validators)


@keeps(Retention.EDITORIAL)
class ScenarioPage(ActivityPage, VisitedPage):
    """A story that goes on as people decide. No right or wrong: effects, gain and price."""

    activity_kind = Activity.Kind.SCENARIO
    activity_content = ("title", "role", "intro", "escalation", "trust", "room", "nodes")

    role = models.TextField(_("your role"))
    intro = models.TextField(_("introduction"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=15)
    escalation = _dial(_("escalation at the start"), ESCALATION, 3)
    trust = _dial(_("trust at the start"), TRUST, 3)
    room = _dial(_("room for manoeuvre at the start"), ROOM, 3)
    nodes = LeanStreamField(NODES, verbose_name=_("situations and endings"))

    template = "lms_assessments/scenario/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    base_form_class = ScenarioForm
    edit_handler = scenario_editor()

    class Meta:
        verbose_name = _("Scenario exercise")

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        """Who takes part plays for good; who teaches, and the preview, only try."""
        context = super().visit_context(request, current)
        step = context["step"]
        play = self._play(request, current, step) if current.may_read else None
        return {**context, "play": play, **media_of(play)}

    def _play(self, request: HttpRequest, current: Visit, step: Step | None) -> Play:
        if current.cohort_id is None or step is None:
            trial = read_trial(read_story(self), request.GET)
            return show_trial(trial, current.outline, kept_parts(request.GET))
        runs = own_runs(request.user, step.key, self.pk)
        spread = None
        if runs and runs[0].ending:
            spread = distribution(current.cohort_id, step.key, from_json(runs[0].shown))
        return show_kept(self, step.key, runs, current.outline, spread=spread)
