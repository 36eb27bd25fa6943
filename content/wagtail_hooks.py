"""What the content app adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
from wagtailmedia.wagtail_hooks import MediaSummaryItem

from content.checker import AuthorsChecker
from content.glossary import hooks as glossary_hooks
from content.h5p import hooks as h5p_hooks
from content.legal.report import LegalStatusMenuItem, LegalStatusReport
from content.sources import hooks as sources_hooks

# Each room registers its own part.
__all__ = ["glossary_hooks", "h5p_hooks", "sources_hooks"]


@hooks.register("construct_wagtail_userbar")
def check_by_our_rules(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [
        AuthorsChecker() if isinstance(item, ContentCheckerItem) else item for item in items
    ]


class MediaSummary(MediaSummaryItem):
    """How many media there are, in German too: the package's own sentence has lost its German."""

    template_name = "lms_content/admin/media_summary.html"


@hooks.register("construct_homepage_summary_items", order=1)
def count_media_in_our_words(request: HttpRequest, items: list[Any]) -> None:
    items[:] = [
        MediaSummary(request) if isinstance(item, MediaSummaryItem) else item for item in items
    ]


@hooks.register("register_admin_urls")
def legal_urls() -> list[Any]:
    screens = [
        path("", LegalStatusReport.as_view(), name="report"),
        path("ergebnisse/", LegalStatusReport.as_view(results_only=True), name="report_results"),
    ]
    return [path("berichte/rechtsstand/", include((screens, "lms_legal")))]


@hooks.register("register_reports_menu_item")
def legal_menu_item() -> MenuItem:
    return LegalStatusMenuItem(
        _("Legal status"),
        reverse_lazy("lms_legal:report"),
        name="legal-status",
        icon_name="doc-full-inverse",
        order=600,
    )
