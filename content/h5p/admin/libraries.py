"""The library manager, for those who may install."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.foundation.errors import DomainError
from content.h5p.accessibility import known_note
from content.h5p.admin.uploads import to_index
from content.h5p.domain.libraries import remove_library
from content.h5p.forms import NoteForm
from content.h5p.listing import shelf
from content.h5p.models import H5PContent
from content.h5p.policies import libraries_managed_by, may_install
from content.ui.screens import screen


@require_safe
def libraries(request: HttpRequest) -> HttpResponse:
    if not may_install(request.user):
        raise Http404
    rows = shelf()
    only_unused = "unbenutzt" in request.GET
    context = screen(
        _("H5P libraries"),
        to_index(),
        rows=[row for row in rows if row.is_unused] if only_unused else rows,
        unused=sum(row.is_unused for row in rows),
        only_unused=only_unused,
    )
    return render(request, "lms_content/h5p/admin/libraries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_library(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(libraries_managed_by(request.user), pk=pk)
    form = NoteForm(request.POST or None, instance=row)
    if form.is_valid():
        form.save()
        messages.success(request, _("“%s” is saved.") % row)
        return redirect("lms_h5p:library", row.pk)
    shelved = next(line for line in shelf() if line.item.pk == row.pk)
    context = screen(
        str(row),
        *(to_index(), (reverse("lms_h5p:libraries"), _("H5P libraries"))),
        row=shelved,
        form=form,
        known=known_note(row.machine_name),
        contents=H5PContent.objects.filter(versions__libraries=row).distinct().order_by("title"),
    )
    return render(request, "lms_content/h5p/admin/library.html", context)


@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(libraries_managed_by(request.user), pk=pk)
    name = str(row)
    try:
        remove_library(row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_h5p:library", pk)
    messages.success(request, _("“%s” is removed.") % name)
    return redirect("lms_h5p:libraries")
