"""The coordination's screens in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.cohorts.admin_urls import urlpatterns as people
from courses.cohorts.policies import looks_after_cohorts
from courses.sessions.admin_urls import urlpatterns as sessions


@hooks.register("register_admin_urls")
def cohort_urls() -> list[Any]:
    return [path("durchgaenge/", include(([*people, *sessions], "lms_cohorts")))]


class CohortsMenuItem(MenuItem):
    """Only for people with a role in a cohort; a superuser without one does not see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return looks_after_cohorts(request.user)


@hooks.register("register_admin_menu_item")
def cohorts_menu_item() -> MenuItem:
    return CohortsMenuItem(
        _("Cohorts"), reverse_lazy("lms_cohorts:list"), name="cohorts", icon_name="group", order=110
    )
