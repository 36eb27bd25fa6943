"""Choosing a content, like a picture or a document."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import ModelAdminURLFinder
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet

from content.h5p.models import H5PContent
from content.h5p.policies import policy


def choosable(user: Any) -> QuerySet[H5PContent]:
    """Of their collections, and only what plays."""
    contents = policy.instances_user_has_any_permission_for(user, ["choose"])
    return contents.filter(current__isnull=False).select_related("current__main_library")


class ForWriters:
    """Nobody else looks around in here, not even at an empty list."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policy.user_has_permission(request.user, "choose"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class Choosing(ForWriters):
    """What both views of the list share."""

    ordering = ["-created_at", "-pk"]
    request: Any

    def get_object_list(self) -> QuerySet[H5PContent]:
        return choosable(self.request.user)

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("type", label=_("Content type"), accessor="current.main_library.title"),
            DateColumn("created_at", label=_("Uploaded on"), width="16%"),
        ]


class H5PChooseView(Choosing, ChooseView):
    pass


class H5PChooseResultsView(Choosing, ChooseResultsView):
    pass


class H5PChosenView(ForWriters, ChosenView):
    def get_object(self, pk: str) -> H5PContent:
        """A content of somebody else is refused by its number, too."""
        found = choosable(self.request.user).filter(pk=pk).first() if pk.isdigit() else None
        if found is None:
            raise PermissionDenied
        return found


class H5PChosenMultipleView(ForWriters, ChosenMultipleView):
    def get_objects(self, pks: list[str]) -> QuerySet[H5PContent]:
        return choosable(self.request.user).filter(pk__in=pks)


class H5PChooserViewSet(ChooserViewSet):
    """Without a tab to upload: a package is examined first, which takes longer than a dialogue."""

    model = H5PContent
    icon = "media"
    choose_one_text = _("Choose an H5P content")
    choose_another_text = _("Choose another H5P content")
    edit_item_text = _("Look at this H5P content")
    choose_view_class = H5PChooseView
    choose_results_view_class = H5PChooseResultsView
    chosen_view_class = H5PChosenView
    chosen_multiple_view_class = H5PChosenMultipleView


class H5PContentFinder(ModelAdminURLFinder):
    edit_url_name = "lms_h5p:content"


viewset = H5PChooserViewSet("lms_h5p_chooser", url_prefix="h5p/auswahl")
H5PChooserBlock = viewset.get_block_class("H5PChooserBlock", "content.h5p.admin.chooser")
