"""The page type of self-tests."""

from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from assessments.quiz.blocks import QUESTIONS, read_quiz
from assessments.quiz.grading import Quiz
from assessments.quiz.kinds.base import Order
from assessments.quiz.queries import last_attempt
from assessments.quiz.showing import AFRESH, ANCHOR, SelfTest, order_for, show_test
from content.foundation.fields import LeanStreamField
from content.foundation.retention import Retention, keeps
from courses.curriculum.activities import ActivityPage
from courses.curriculum.models import Activity
from courses.curriculum.outline import Step
from courses.curriculum.pages import LessonPage, VisitedPage
from courses.curriculum.readers import Visit


class QuizPageForm(WagtailAdminPageForm):
    """Tells the page whether it is only saved: a draft may be unfinished."""

    def _post_clean(self) -> None:
        self.instance.is_saved_as_draft = self.is_deferred_validation
        super()._post_clean()


@keeps(Retention.EDITORIAL)
class QuizPage(ActivityPage, VisitedPage):
    """Questions below a lesson, or on a page of their own below a module."""

    activity_kind = Activity.Kind.QUIZ
    activity_content = ("title", "questions")
    is_saved_as_draft = False

    questions = LeanStreamField(QUESTIONS, verbose_name=_("questions"))
    shuffle = models.BooleanField(_("mix the answers"), default=False)

    template = "lms_assessments/quiz/page.html"
    public_template = "lms_assessments/closed.html"
    parent_page_types = ["lms_courses.LessonPage", "lms_courses.ModulePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    base_form_class = QuizPageForm
    content_panels = [
        *Page.content_panels,
        FieldPanel(
            "questions",
            help_text=_(
                "Three to five. Ask for what somebody will need, not for what they remember. "
                "Nobody sees how people answer, and they may try as often as they like."
            ),
        ),
        FieldPanel(
            "shuffle",
            help_text=_(
                "Everybody gets the options of a choice in an order of their own. True and false "
                "stay as they are. What is matched or put in order is always mixed."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("Self-test")

    def clean(self) -> None:
        """The admin says it beside each question; this holds for whoever publishes otherwise."""
        super().clean()
        found = [word for question in self.quiz.questions for word in question.mistakes()]
        if found and not self.is_saved_as_draft:
            raise ValidationError({"questions": found})

    def order_for(self, user: Any, key: UUID) -> Order:
        return order_for(user, key, options=self.shuffle)

    @property
    def quiz(self) -> Quiz:
        return read_quiz(self.questions)

    def place(self) -> str:
        """Where the test is shown. Costs nothing where `parent_kind` is annotated."""
        kind = getattr(self, "parent_kind", None) or self._kind_of_parent
        url = self.get_url() or "/"
        return f"{urljoin(url, '..')}#{ANCHOR}" if kind == Activity.Kind.LESSON else url

    @cached_property
    def _kind_of_parent(self) -> str:
        parent = self.get_parent()
        return getattr(parent.specific_class, "activity_kind", "")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self._kind_of_parent == LessonPage.activity_kind:
            return redirect(self.place())
        return super().serve(request, *args, **kwargs)

    def visit_context(self, request: HttpRequest, current: Visit) -> dict[str, Any]:
        context = super().visit_context(request, current)
        step = context["step"]
        key = step.key if step else Activity().key  # a preview of what was never published
        test = self._shown(request, key, current) if current.may_read else None
        return {**context, "test": test}

    def embedded(self, request: HttpRequest, step: Step, current: Visit) -> SelfTest:
        """The test as part of its lesson, for somebody who may read it. One statement."""
        return self._shown(request, step.key, current)

    def _shown(self, request: HttpRequest, key: Any, current: Visit) -> SelfTest:
        takes_part = current.cohort_id is not None
        return show_test(
            self.title,
            self.quiz,
            key,
            order=self.order_for(request.user, key),
            attempt=last_attempt(request.user, key, self.pk) if takes_part else None,
            afresh=request.GET.get(ANCHOR) == AFRESH,
        )
