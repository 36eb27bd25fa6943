"""The curriculum at a glance, for those who write it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.ui.screens import screen
from courses.curriculum.overview.queries import load_plan, programmes_edited_by


@require_safe
def programmes(request: HttpRequest) -> HttpResponse:
    """The programmes somebody writes; straight on where there is one."""
    found = list(programmes_edited_by(request.user))
    if not found:
        raise Http404
    if len(found) == 1:
        return redirect("lms_curriculum:overview", found[0].pk)
    context = screen(_("Curriculum"), programmes=found)
    return render(request, "lms_courses/admin/programmes.html", context)


@require_safe
def overview(request: HttpRequest, page_id: int) -> HttpResponse:
    home = get_object_or_404(programmes_edited_by(request.user), pk=page_id)
    trail = (reverse("lms_curriculum:programmes"), _("Curriculum"))
    context = screen(home.title, trail, home=home, plan=load_plan(home))
    return render(request, "lms_courses/admin/overview.html", context)
