"""The screen that exports are asked for on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from courses.cockpit.exports.domain import export
from courses.cockpit.exports.forms import ExportForm
from courses.cockpit.exports.tables import KINDS
from courses.cohorts.admin_pages import cohort_page, coordinated


def exports(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """A file for download. It is asked for with POST, because every export is written down."""
    cohort = coordinated(request, cohort_id)
    form = ExportForm(request.POST or None)
    if form.is_valid():
        file = export(cohort, form.wish(), by=request.user)
        headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
        return HttpResponse(file.content, content_type=file.content_type, headers=headers)
    context = cohort_page(cohort, _("Export"), form=form, kinds=KINDS)
    return render(request, "lms_courses/admin/cockpit/exports.html", context)
