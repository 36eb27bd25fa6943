"""The example of a piece of work, for everybody who may read its page."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from assessments.assignment.desks import above
from assessments.assignment.domain.handing_in import frozen
from assessments.assignment.reading import read
from assessments.assignment.sheet.examples import values_in
from courses.curriculum.activities import page_type_of
from courses.curriculum.models import Activity
from courses.curriculum.readers import visit

KINDS = (Activity.Kind.PLAN, Activity.Kind.ASSIGNMENT)


@require_safe
@login_required
def example(request: HttpRequest, key: UUID) -> HttpResponse:
    """A whole example, section by section, with the pictures drawn from it."""
    activity = _activity(key)
    page = _page(activity)
    if not page.example or not visit(request.user, page).may_read:
        raise Http404
    sections = frozen(page.template_version.parsed(), values_in(page.example))
    context = {
        "page": page,
        "module": None if activity.kind == Activity.Kind.PLAN else above(activity),
        "title": page.example["title"],
        "sections": read(sections),
    }
    return render(request, "lms_assessments/writing/example.html", context)


def _activity(key: UUID) -> Activity:
    rows = Activity.objects.filter(kind__in=KINDS, live=True).select_related("parent__page")
    return get_object_or_404(rows, key=key)


def _page(activity: Activity) -> Any:
    """The live page of this activity. Raises Http404."""
    pages = page_type_of(activity.kind)._default_manager.select_related("template_version")
    return get_object_or_404(pages, pk=activity.page_id)
