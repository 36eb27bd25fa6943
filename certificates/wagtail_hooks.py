"""Places in Wagtail's admin. The desk opens through a role in a cohort, never a permission; the
state of keys, which holds nothing about learners, also to whoever runs the server."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from certificates.upkeep.queries import issuers_seen_by
from courses.cohorts.policies import cohorts_coordinated_by, providers_coordinated_by


def _coordinates(request: Any) -> bool:
    """Two places ask for it on every screen, the database is asked once."""
    if not hasattr(request, "lms_coordinates"):
        request.lms_coordinates = cohorts_coordinated_by(request.user).exists()
    return bool(request.lms_coordinates)


class DeskMenuItem(MenuItem):
    """Seen only by those who coordinate a cohort."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _coordinates(request)


class TemplatesMenuItem(MenuItem):
    """Seen only by those who coordinate a provider or a cohort."""

    def is_shown(self, request: HttpRequest) -> bool:
        return _coordinates(request) or providers_coordinated_by(request.user).exists()


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern | URLResolver]:
    return [
        path("zertifikate/vorlagen/", include("certificates.template_editor.urls")),
        path("zertifikate/", include("certificates.awards.desk")),
    ]


class UpkeepMenuItem(MenuItem):
    """For whoever runs the server, and for the coordination of a provider that issues."""

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.is_superuser or issuers_seen_by(request.user).exists())


@hooks.register("register_admin_urls")
def upkeep_urls() -> list[URLPattern | URLResolver]:
    return [path("aussteller/", include("certificates.upkeep.urls"))]


@hooks.register("register_settings_menu_item")
def upkeep_menu_item() -> Any:
    return UpkeepMenuItem(
        _("Issuers and keys"),
        reverse_lazy("certificate_upkeep:index"),
        name="issuers-and-keys",
        icon_name="key",
        order=910,
    )


@hooks.register("register_admin_menu_item")
def desk_menu_item() -> Any:
    return DeskMenuItem(
        _("Certificates"),
        reverse("certificate_desk:index"),
        name="lms-certificates",
        icon_name="doc-full-inverse",
        order=340,
    )


@hooks.register("register_admin_menu_item")
def templates_menu_item() -> Any:
    return TemplatesMenuItem(
        _("Certificate templates"),
        reverse("certificate_templates:list"),
        name="lms-certificate-templates",
        icon_name="edit",
        order=341,
    )
