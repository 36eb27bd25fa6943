"""Contents: the list, one of them, copying and deleting."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import ReferenceIndex

from content.foundation.errors import DomainError
from content.foundation.usage import places_of
from content.h5p.admin.uploads import to_index
from content.h5p.authoring.editing import why_not_editable
from content.h5p.domain.contents import delete_content, duplicate
from content.h5p.forms import ContentForm
from content.h5p.listing import (
    contents_for,
    report_parts,
    uploads_under_way,
    versions_of,
)
from content.h5p.policies import contents_changed_by, may_install, uploads_to, uses_packages
from content.ui.screens import screen

PER_PAGE = 30
LONGEST = 100


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    if not uses_packages(request.user) and not may_install(request.user):
        raise Http404
    asked = request.GET.get("q", "")[:LONGEST].strip()
    page = Paginator(contents_for(request.user, asked), PER_PAGE).get_page(request.GET.get("p"))
    used = ReferenceIndex.get_references_to_in_bulk(list(page.object_list))
    counts: dict[str, set[str]] = {}
    for pk, place in used.values_list("to_object_id", "object_id"):
        counts.setdefault(pk, set()).add(place)
    context = screen(
        _("H5P"),
        page=page,
        rows=[(row, len(counts.get(str(row.pk), ()))) for row in page.object_list],
        asked=asked,
        uploads=uploads_under_way(request.user),
        may_upload=uploads_to(request.user).exists(),
        may_install=may_install(request.user),
    )
    return render(request, "lms_content/h5p/admin/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def content(request: HttpRequest, pk: int) -> HttpResponse:
    """One content: its name, its report, its versions, where it is used."""
    row = get_object_or_404(
        contents_changed_by(request.user).select_related("current__main_library"), pk=pk
    )
    form = ContentForm(request.POST or None, instance=row, user=request.user)
    if form.is_valid():
        form.save()
        messages.success(request, _("“%s” is saved.") % row.title)
        return redirect("lms_h5p:content", row.pk)
    version = row.current
    context = screen(
        row.title,
        to_index(),
        content=row,
        form=form,
        version=version,
        parts=report_parts(version.report) if version else [],
        versions=versions_of(row),
        places=places_of(row),
        not_editable=why_not_editable(version) if version else "",
        may_copy=uploads_to(request.user).filter(pk=row.collection_id).exists(),
    )
    status = 422 if form.is_bound else 200
    return render(request, "lms_content/h5p/admin/content.html", context, status=status)


@require_POST
def copy(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(contents_changed_by(request.user), pk=pk)
    if not uploads_to(request.user).filter(pk=row.collection_id).exists():
        raise Http404
    try:
        made = duplicate(row, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_h5p:content", row.pk)
    messages.success(request, _("This is the copy. Change its name so that it can be told apart."))
    return redirect("lms_h5p:content", made.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(contents_changed_by(request.user), pk=pk)
    if request.method == "POST":
        title = row.title
        try:
            delete_content(row)
        except DomainError as error:
            messages.error(request, str(error))
            return redirect("lms_h5p:content", pk)
        messages.success(request, _("“%s” is deleted.") % title)
        return redirect("lms_h5p:index")
    here = (reverse("lms_h5p:content", args=[row.pk]), row.title)
    context = screen(_("Delete"), to_index(), here, content=row, places=places_of(row))
    return render(request, "lms_content/h5p/admin/delete.html", context)
