"""The coordination's screens in Wagtail's admin."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permission_policies.pages import PagePermissionPolicy

from courses.cockpit.admin_urls import urlpatterns as cockpit
from courses.cockpit.home import CohortsPanel, home_lines
from courses.cohorts import four_eyes_views
from courses.cohorts.admin_urls import urlpatterns as people
from courses.cohorts.policies import (
    cohorts_overseen_by,
    looks_after_cohorts,
    providers_coordinated_by,
)
from courses.curriculum.four_eyes.domain import publishes_alone
from courses.curriculum.four_eyes.menu import in_our_words
from courses.curriculum.overview.queries import programmes_edited_by
from courses.reminders.admin_urls import urlpatterns as letters
from courses.rulebook.admin_urls import urlpatterns as rules
from courses.sessions.admin_urls import urlpatterns as sessions


@hooks.register("register_admin_urls")
def cohort_urls() -> list[Any]:
    screens = [*people, *sessions, *rules, *letters, *cockpit]
    return [
        path("durchgaenge/", include((screens, "lms_cohorts"))),
        path("lehrplan/", include("courses.curriculum.overview.urls")),
        path("regeln/", include("courses.rulebook.urls")),
    ]


class CohortsMenuItem(MenuItem):
    """Only for people with a role in a cohort; a superuser without one does not see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_cohorts(request.user) or cohorts_overseen_by(request.user).exists()


@hooks.register("register_admin_menu_item")
def cohorts_menu_item() -> MenuItem:
    return CohortsMenuItem(
        _("Cohorts"), reverse_lazy("lms_cohorts:list"), name="cohorts", icon_name="group", order=110
    )


class ForProviderCoordinators(MenuItem):
    """For whoever coordinates a provider; asked once a page, however many entries there are."""

    def is_shown(self, request: HttpRequest) -> bool:
        if not hasattr(request, "lms_coordinates_provider"):
            answer = providers_coordinated_by(request.user).exists()
            request.lms_coordinates_provider = answer  # type: ignore[attr-defined]
        return bool(request.lms_coordinates_provider)  # type: ignore[attr-defined]


@hooks.register("register_admin_menu_item")
def rules_menu_item() -> MenuItem:
    return ForProviderCoordinators(
        _("Rules"), reverse_lazy("lms_rules:list"), name="rules", icon_name="tasks", order=115
    )


@hooks.register("construct_homepage_panels")
def cohorts_on_the_home_page(request: HttpRequest, panels: list[Any]) -> None:
    """Above everything else, for people with a role in a cohort alone."""
    if lines := home_lines(request.user):
        panels.insert(0, CohortsPanel(lines))


@hooks.register("construct_page_chooser_queryset")
def drafts_are_for_those_who_write(pages: Any, request: HttpRequest) -> Any:
    """Wagtail's chooser opens to everybody behind the admin's door, who may not even write."""
    writes = PagePermissionPolicy().user_has_permission(request.user, "change")
    return pages if writes else pages.live()


@hooks.register("register_admin_urls")
def four_eyes_urls() -> list[Any]:
    screens = [
        path("", four_eyes_views.four_eyes, name="overview"),
        path("<int:provider_id>/", four_eyes_views.switch_four_eyes, name="switch"),
    ]
    return [path("vier-augen/", include((screens, "lms_four_eyes")))]


@hooks.register("register_settings_menu_item")
def four_eyes_menu_item() -> MenuItem:
    return ForProviderCoordinators(
        _("Four eyes"),
        reverse_lazy("lms_four_eyes:overview"),
        name="four-eyes",
        icon_name="view",
        order=900,
    )


@hooks.register("before_publish_page")
def second_author_publishes(request: HttpRequest, page: Any) -> Any:
    """Also for an author whom another group allows to publish. The text is saved as a draft."""
    if not publishes_alone(request.user, page):
        return None
    messages.error(request, _("A second author publishes here. Your text is saved as a draft."))
    return redirect("wagtailadmin_pages:edit", page.pk)


class CurriculumMenuItem(MenuItem):
    """For those who write: a programme whose pages they may change."""

    def is_shown(self, request: HttpRequest) -> bool:
        return programmes_edited_by(request.user).exists()


@hooks.register("register_admin_menu_item")
def curriculum_menu_item() -> MenuItem:
    return CurriculumMenuItem(
        _("Curriculum"),
        reverse_lazy("lms_curriculum:programmes"),
        name="curriculum",
        icon_name="list-ul",
        order=105,
    )


@hooks.register("construct_page_action_menu")
def four_eyes_in_the_menu(items: list[Any], request: HttpRequest, context: Any) -> None:
    in_our_words(items, context)
