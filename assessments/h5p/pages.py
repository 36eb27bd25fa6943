"""The page type of interactive exercises."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page

from assessments.h5p.enums import Method, Policy
from assessments.h5p.grading import default_policy
from assessments.h5p.showing import Exercise, show_kept, show_trial
from content.foundation.retention import Retention, keeps
from content.h5p.models import H5PContent
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.outline import Step
from courses.curriculum.pages import VisitedPage
from courses.curriculum.readers import Visit

# Stages, films and pictures; `content` of a page comes with its version.
WIDE = frozenset(
    f"H5P.{name}"
    for name in (
        *("BranchingScenario", "CoursePresentation", "ImageHotspots", "ImpressPresentation"),
        *("InteractiveVideo", "Timeline", "ThreeImage"),
    )
)


@keeps(Retention.EDITORIAL)
class H5PPage(ActivityPage, VisitedPage):
    """A package that is played as an activity of its own, with attempts and results."""

    activity_kind = Activity.Kind.H5P
    activity_content = ("title", "intro", "content_id", "alternative", "policy", "pass_mark")

    intro = models.TextField(_("introduction"), blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    content = models.ForeignKey(
        "lms_content.H5PContent",
        verbose_name=_("H5P content"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    alternative = models.TextField(_("the same in words"))
    policy = models.CharField(
        _("done"), max_length=10, choices=Policy.choices, blank=True, default=""
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("pass mark"),
        default=80,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    grading = models.CharField(
        _("what counts"), max_length=10, choices=Method.choices, default=Method.BEST
    )
    needs_firm = models.BooleanField(_("only checked or confirmed results count"), default=False)

    template = "lms_assessments/h5p/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("minutes"),
        FieldPanel("content"),
        FieldPanel(
            "alternative",
            help_text=_(
                "What the exercise asks and what there is to learn from it. Shown where it cannot "
                "be played: without JavaScript, on paper, and to whoever prefers to read."
            ),
        ),
        MultiFieldPanel(
            [
                FieldPanel(
                    "policy",
                    help_text=_(
                        "Without a choice the content type decides. It is said on the page."
                    ),
                ),
                FieldRowPanel(
                    [
                        FieldPanel("pass_mark", help_text=_("Of 100, where the pass mark counts.")),
                        FieldPanel("grading"),
                    ]
                ),
                FieldPanel(
                    "needs_firm",
                    help_text=_(
                        "A browser can report whatever it likes. We check multiple choice, true "
                        "or false, fill in the blanks and question sets of these ourselves; "
                        "others have to be confirmed by a trainer."
                    ),
                ),
            ],
            heading=_("When it counts as done"),
        ),
    ]

    class Meta:
        verbose_name = _("Interactive exercise")

    @property
    def effective_policy(self) -> Policy:
        """What was chosen, else what suits the content type. `content` comes with its version."""
        if self.policy:
            return Policy(self.policy)
        version = self.content.current
        return default_policy(version.main_library.machine_name) if version else Policy.FINISH

    @property
    def is_wide(self) -> bool:
        """Whether its content type wants the whole page; others are read like a text."""
        version = self.content.current
        return bool(version and version.main_library.machine_name in WIDE)

    @property
    def grade_method(self) -> Method:
        return Method(self.grading)

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        """Who takes part plays for good; who teaches, and the preview, only try."""
        context = super().visit_context(request, current)
        step = context["step"]
        shown = self._shown(request.user, current, step) if current.may_read else None
        return {**context, "exercise": shown}

    def _shown(self, user: Any, current: Visit, step: Step | None) -> Exercise:
        page = self._with_version()
        if current.cohort_id is None or step is None:
            return show_trial(page, user)
        activity = Activity.objects.values_list("programme", flat=True).get(page=self.pk)
        return show_kept(page, user, step.key, activity, is_done=step.standing.done)

    def _with_version(self) -> "H5PPage":
        """This page with its content's version and content type, in one statement."""
        rows = H5PContent.objects.select_related("current__main_library")
        self.content = rows.get(pk=self.content_id)
        return self
