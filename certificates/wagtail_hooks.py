"""The desk's place in Wagtail's admin. It opens through a role in a cohort, never a permission."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.cohorts.policies import cohorts_coordinated_by


class DeskMenuItem(MenuItem):
    """Seen only by those who coordinate a cohort."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(cohorts_coordinated_by(request.user).exists())


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [path("zertifikate/", include("certificates.awards.desk"))]


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> Any:
    return DeskMenuItem(
        _("Certificates"),
        reverse("certificate_desk:index"),
        name="lms-certificates",
        icon_name="doc-full-inverse",
        order=340,
    )
