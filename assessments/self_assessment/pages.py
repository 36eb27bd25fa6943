"""The page type of self-assessments, before and after."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from assessments.self_assessment.blocks import StatementBlock, read_survey
from assessments.self_assessment.enums import Step
from assessments.self_assessment.showing import AFRESH, ANSWERING, show_cohorts, show_own
from assessments.self_assessment.survey import Survey
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.pages import ProgrammePage, VisitedPage
from courses.curriculum.readers import Visit


class SelfAssessmentForm(WagtailAdminPageForm):
    """Says beside the field what keeps the page from being published."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.is_deferred_validation:
            return
        for name, sentence in self.instance.mistakes(self.parent_page).items():
            if name not in self.errors:
                self.add_error(name, sentence)


@keeps(Retention.EDITORIAL)
class SelfAssessmentPage(ActivityPage, VisitedPage):
    """Statements people place themselves beside, from 1 to 5.

    The one at the end of a programme names the `earlier` one, asks its statements again and shows
    each person what has changed.
    """

    activity_kind = Activity.Kind.SELF_ASSESSMENT
    activity_content = ("title", "intro", "statements", "earlier_id")

    intro = models.TextField(_("introduction"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=10)
    statements = LeanStreamField(
        [("statement", StatementBlock())], verbose_name=_("statements"), blank=True
    )
    earlier = models.ForeignKey(
        "self",
        verbose_name=_("earlier self-assessment"),
        # Not protected: a programme goes with all its pages, this one and the earlier one.
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Its statements are asked again, and the two are compared."),
    )

    template = "lms_assessments/self_assessment/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.ModulePage"]
    subpage_types: list[str] = []
    base_form_class = SelfAssessmentForm
    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "intro",
            help_text=_("Why one looks at oneself here, and that nobody is judged by it."),
        ),
        FieldPanel("minutes", help_text=_("About 40 seconds a statement, rather more than less.")),
        MultiFieldPanel(
            [
                FieldPanel(
                    "statements",
                    help_text=_(
                        "For the start of the programme: eight to twelve sentences that begin "
                        "with “I can …”. Changed words are asked as they are; what people have "
                        "answered stays with the words they saw."
                    ),
                ),
                PageChooserPanel("earlier"),
            ],
            heading=_("What is asked"),
            help_text=_(
                "Either statements, or the earlier self-assessment whose statements are asked "
                "once more at the end."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("Self-assessment")

    def clean(self) -> None:
        """What is shown holds together, whoever saves it. A draft may be unfinished, and so may a
        page that is just being made: it says that it is live before it is.
        """
        super().clean()
        if self.pk and self.live and (found := self.mistakes()):
            raise ValidationError(found)

    def mistakes(self, above: Page | None = None) -> dict[str, Any]:
        """Field → what keeps the page from being published; `above` where it has no place yet."""
        if self.earlier is None:
            nothing = {"statements": _("Write statements, or choose the earlier self-assessment.")}
            return {} if self.statements else nothing
        if self.statements:
            return {
                "statements": _(
                    "The statements of the earlier self-assessment are asked again. Take these "
                    "away, or choose no earlier one."
                )
            }
        found = self._mistake_of(self.earlier, above)
        return {"earlier": found} if found else {}

    def _mistake_of(self, earlier: "SelfAssessmentPage", above: Page | None) -> Any:
        if earlier.pk == self.pk:
            return _("This is the page itself. Choose the one before it.")
        if earlier.earlier_id:
            return _("This one looks back itself. Choose the first one, which has the statements.")
        parent = above or (self.get_parent() if self.path else None)
        if parent and _programme_of(parent) != _programme_of(earlier):
            return _("Choose a self-assessment of the same programme.")
        return None

    @property
    def survey(self) -> Survey:
        """What is asked here: the page's own statements, or those of the earlier one."""
        return read_survey((self.earlier or self).statements)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """What somebody says about themselves stays in no cache, whatever middleware a host has."""
        response = super().serve(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    def visit_context(
        self, request: HttpRequest, current: Visit, **answering: Any
    ) -> dict[str, Any]:
        """People with a place answer; who teaches sees the statements and the cohorts' means."""
        context = super().visit_context(request, current)
        context |= {"steps": Step, "survey": self.survey, "looks_back": bool(self.earlier_id)}
        if not current.may_read:
            return context
        if current.cohort_id is None or context["step"] is None:
            return {**context, "cohorts": show_cohorts(self, request.user)}
        answering.setdefault("afresh", request.GET.get(ANSWERING) == AFRESH)
        own = show_own(self, request.user, context["step"].key, current.cohort_id, **answering)
        return {**context, "own": own, "cohorts": own.cohorts}


def _programme_of(page: Page) -> ProgrammePage | None:
    return ProgrammePage.objects.ancestor_of(page, inclusive=True).first()
