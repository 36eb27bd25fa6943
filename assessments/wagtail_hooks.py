"""What the admin shows of the assessments, to the people it concerns."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from assessments.assignment import admin_urls
from assessments.assignment.rubric_editor.queries import providers_written_for
from assessments.feedback import admin_urls as feedback_urls
from assessments.plan.tabletop import admin_urls as exercise_urls
from courses.cohorts.policies import cohorts_taught_by


@hooks.register("register_admin_urls")
def review_urls() -> list[URLPattern | URLResolver]:
    return [
        path("rueckmeldungen/", include(admin_urls)),
        path("szenarien/", include("assessments.scenario.admin_urls")),
        path("modulfeedback/", include(feedback_urls)),
        path("bewertungsraster/", include("assessments.assignment.rubric_editor.urls")),
        path("abschnittsvorlagen/", include("assessments.assignment.template_editor.urls")),
        path("uebungen/", include(exercise_urls)),
        path("h5p-ergebnisse/", include("assessments.h5p.admin_urls")),
        path("geteilte-texte/", include("assessments.journal.admin_urls")),
    ]


class TeachingMenuItem(MenuItem):
    """Shown to people who teach a cohort."""

    def is_shown(self, request: Any) -> bool:
        if not hasattr(request, "_lms_teaches"):
            request._lms_teaches = cohorts_taught_by(request.user).exists()
        return request._lms_teaches


@hooks.register("register_admin_menu_item")
def feedback_item() -> MenuItem:
    url = reverse("lms_reviews:queue")
    return TeachingMenuItem(_("Feedback"), url, name="lms-reviews", icon_name="comment", order=210)


@hooks.register("register_admin_menu_item")
def release_item() -> MenuItem:
    url = reverse("lms_reviews:releases")
    return TeachingMenuItem(_("Release"), url, name="lms-release", icon_name="check", order=220)


@hooks.register("register_admin_menu_item")
def shared_item() -> MenuItem:
    url = reverse("lms_shared:list")
    return TeachingMenuItem(_("Shared texts"), url, name="lms-shared", icon_name="view", order=215)


@hooks.register("register_admin_menu_item")
def exercises_item() -> MenuItem:
    url = reverse("lms_exercises:list")
    name = "lms-exercises"
    return TeachingMenuItem(_("Tabletop exercises"), url, name=name, icon_name="time", order=217)


class WritingMenuItem(MenuItem):
    """Shown to a provider's authors."""

    def is_shown(self, request: Any) -> bool:
        if not hasattr(request, "_lms_writes"):
            request._lms_writes = providers_written_for(request.user).exists()
        return request._lms_writes


@hooks.register("register_admin_menu_item")
def rubrics_item() -> MenuItem:
    url = reverse("lms_rubrics:list")
    return WritingMenuItem(_("Rubrics"), url, name="lms-rubrics", icon_name="table", order=106)


@hooks.register("register_admin_menu_item")
def section_templates_item() -> MenuItem:
    url = reverse("lms_templates:list")
    return WritingMenuItem(
        _("Section templates"), url, name="lms-templates", icon_name="list-ul", order=107
    )
