"""The curriculum at a glance, for those who write it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.foundation.errors import DomainError
from content.ui.screens import screen
from courses.curriculum.copying import copy_programme
from courses.curriculum.models import Programme
from courses.curriculum.overview.forms import CopyForm
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


@require_http_methods(["GET", "HEAD", "POST"])
def copy(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for whom and under which keys, then copy. What was typed stays when it is refused."""
    home = get_object_or_404(programmes_edited_by(request.user), pk=page_id)
    programme = get_object_or_404(Programme, page=home)
    form = CopyForm(request.POST or None, user=request.user)
    refused = ""
    if form.is_valid():
        try:
            made = copy_programme(programme, **form.cleaned_data, by=request.user)
        except DomainError as error:
            refused = str(error)
        else:
            messages.success(request, _("The programme is copied: “%s”.") % made.title)
            return redirect("lms_curriculum:overview", made.page_id)
    here = (reverse("lms_curriculum:overview", args=[home.pk]), home.title)
    context = screen(_("Copy the programme"), here, home=home, form=form, refused=refused)
    return render(request, "lms_courses/admin/copy_programme.html", context)
