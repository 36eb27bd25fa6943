"""H5P's part of the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder
from wagtail.admin.forms.collections import collection_member_permission_formset_factory
from wagtail.admin.menu import MenuItem

from content.h5p.admin.chooser import H5PContentFinder, viewset
from content.h5p.models import H5PContent
from content.h5p.policies import INSTALL, may_install, uses_packages

register_admin_url_finder(H5PContent, H5PContentFinder)


@hooks.register("register_admin_viewset")
def h5p_chooser() -> Any:
    return viewset


@hooks.register("register_admin_urls")
def h5p_urls() -> list[Any]:
    return [path("h5p/", include("content.h5p.admin.urls"))]


class H5PMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return uses_packages(request.user) or may_install(request.user)


@hooks.register("register_admin_menu_item")
def h5p_menu_item() -> MenuItem:
    return H5PMenuItem(
        _("H5P"), reverse_lazy("lms_h5p:index"), name="h5p", icon_name="media", order=410
    )


@hooks.register("register_group_permission_panel")
def h5p_collections() -> Any:
    """Who brings and chooses packages, collection by collection."""
    return collection_member_permission_formset_factory(
        H5PContent,
        [
            ("add_h5pcontent", _("Add"), _("Add and change packages of one's own")),
            ("change_h5pcontent", _("Change"), _("Change any package")),
            ("choose_h5pcontent", _("Choose"), _("Choose packages for pages")),
        ],
    )


@hooks.register("register_permissions")
def h5p_installing() -> QuerySet[Permission]:
    app, code = INSTALL.split(".")
    return Permission.objects.filter(content_type__app_label=app, codename=code)
