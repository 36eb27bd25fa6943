"""Wagtail's report „Rechtsstand“: which texts somebody has to compare with the law again."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from content.legal.models import Land
from content.legal.queries import with_legal_status
from content.legal.status import SOON
from content.ui.dates import long_date

OVERDUE, ALL = "overdue", "all"


class LegalStatusFilter(WagtailFilterSet):
    due = django_filters.ChoiceFilter(
        label=_("What is due"),
        choices=[(OVERDUE, _("Only what is overdue")), (ALL, _("Everything with a legal status"))],
        empty_label=_("Overdue or within 60 days"),
        method="keep",
    )
    land = django_filters.ChoiceFilter(
        label=_("State"), choices=Land.choices, field_name="legal_land"
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def keep(self, pages: QuerySet[Page], name: str, word: str) -> QuerySet[Page]:
        return pages.filter(legal_due__lt=timezone.localdate()) if word == OVERDUE else pages

    def filter_queryset(self, queryset: QuerySet[Page]) -> QuerySet[Page]:
        pages = super().filter_queryset(queryset)
        if not self.form.cleaned_data.get("due"):
            pages = pages.filter(legal_due__lte=timezone.localdate() + SOON)
        return pages


def state_of(page: Any) -> str:
    today = timezone.localdate()
    if page.legal_due < today:
        return gettext("overdue")
    return gettext("due soon") if page.legal_due <= today + SOON else gettext("up to date")


def _day(day: date | None) -> str:
    return long_date(day) if day else ""


def _where(page: Any) -> str:
    return page.legal_land or gettext("see the callout “Law”")


class LegalStatusReport(ReportView):
    """Only pages the person may edit: who can mend a text is told of it."""

    model = Page
    any_permission_required = ["change"]
    page_title = _("Legal status")
    header_icon = "doc-full-inverse"
    index_url_name = "lms_legal:report"
    index_results_url_name = "lms_legal:report_results"
    filterset_class = LegalStatusFilter
    no_results_message = _("No text is due for a check.")
    columns = [
        TitleColumn(
            "title",
            label=_("Page"),
            url_name="wagtailadmin_pages:edit",
            accessor="get_admin_display_title",
        ),
        Column("state", label=pgettext_lazy("legal status", "State"), accessor=state_of),
        Column("check_by", label=_("Check by"), accessor=lambda page: _day(page.legal_due)),
        Column("land", label=_("Applies to"), accessor=_where),
        Column("as_of", label=_("As of"), accessor=lambda page: _day(page.legal_as_of)),
    ]
    list_export = ["title", "legal_state", "legal_due", "legal_land", "legal_as_of", "full_url"]
    export_headings = {
        "title": _("Page"),
        "legal_state": pgettext_lazy("legal status", "State"),
        "legal_due": _("Check by"),
        "legal_land": _("Applies to"),
        "legal_as_of": _("As of"),
        "full_url": _("Address"),
    }

    def get_queryset(self) -> QuerySet[Page]:
        editable = PagePermissionPolicy().instances_user_has_permission_for(
            self.request.user, "change"
        )
        self.queryset = with_legal_status(editable)
        return super().get_queryset()

    def decorate_paginated_queryset(self, object_list: Any) -> Any:
        for page in object_list:
            page.legal_state = state_of(page)
        return object_list

    def get_filename(self) -> str:
        return f"rechtsstand-{timezone.localdate().isoformat()}"


class LegalStatusMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return PagePermissionPolicy().user_has_permission(request.user, "change")
