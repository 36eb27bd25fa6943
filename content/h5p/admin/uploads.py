"""Bringing a package, watching it, reading what was found."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.h5p.domain.uploading import discard_upload, let_libraries_in, submit_upload
from content.h5p.forms import FileForm, UploadForm
from content.h5p.listing import report_parts
from content.h5p.models import H5PUpload
from content.h5p.policies import contents_changed_by, may_install, uploads_seen_by, uploads_to
from content.h5p.progress import is_late
from content.ui.screens import Step, screen

FORM = "lms_content/h5p/admin/upload_form.html"


def to_index() -> Step:
    return reverse("lms_h5p:index"), _("H5P")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """A new content."""
    if not uploads_to(request.user).exists():
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, user=request.user)
    if form.is_valid():
        made = submit_upload(**form.cleaned_data, by=request.user)
        return redirect("lms_h5p:upload", made.pk)
    context = screen(_("Upload a package"), to_index(), form=form, may_install=_may(request))
    return render(request, FORM, context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def replace(request: HttpRequest, pk: int) -> HttpResponse:
    """A new version of a content; attempts on the old one stay where they are."""
    content = get_object_or_404(contents_changed_by(request.user), pk=pk)
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        made = submit_upload(
            content.collection, file=form.cleaned_data["file"], by=request.user, replaces=content
        )
        return redirect("lms_h5p:upload", made.pk)
    here = (reverse("lms_h5p:content", args=[content.pk]), content.title)
    context = screen(
        _("Replace by a new version"),
        *(to_index(), here),
        form=form,
        content=content,
        may_install=_may(request),
    )
    return render(request, FORM, context, status=422 if form.is_bound else 200)


@require_safe
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is, and then what was found. Works by loading again without a script."""
    upload = get_object_or_404(uploads_seen_by(request.user).select_related("content"), pk=pk)
    context = screen(
        upload.name,
        to_index(),
        upload=upload,
        parts=report_parts(upload.report),
        is_moving=upload.is_moving,
        is_late=is_late(upload, timezone.now()),
        may_let_in=_may(request) and bool(upload.file) and bool(upload.report.get("withheld")),
        may_change=_may_change(request, upload),
    )
    return render(request, "lms_content/h5p/admin/upload.html", context)


@require_safe
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """For the script that moves the bar."""
    upload = get_object_or_404(uploads_seen_by(request.user), pk=pk)
    answer = {"moving": upload.is_moving, "done": upload.done, "total": upload.total}
    answer["late"] = is_late(upload, timezone.now())
    return JsonResponse({**answer, "words": upload.get_state_display()})


@require_POST
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody who may install answers for the libraries of a package that lacked them."""
    upload = get_object_or_404(uploads_seen_by(request.user), pk=pk)
    if not _may(request):
        raise Http404
    let_libraries_in(upload, by=request.user)
    return redirect("lms_h5p:upload", pk)


@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks first. Also an upload whose examination never ended: its worker may be gone."""
    upload = get_object_or_404(uploads_seen_by(request.user).select_related("content"), pk=pk)
    if request.method == "POST":
        discard_upload(upload)
        messages.success(request, _("The upload is thrown away."))
        return redirect("lms_h5p:index")
    here = (reverse("lms_h5p:upload", args=[upload.pk]), upload.name)
    context = screen(
        _("Throw this upload away"), to_index(), here, upload=upload, is_moving=upload.is_moving
    )
    return render(request, "lms_content/h5p/admin/discard.html", context)


def _may(request: HttpRequest) -> bool:
    return may_install(request.user)


def _may_change(request: HttpRequest, upload: H5PUpload) -> bool:
    """Whoever lets libraries in need not be able to change what comes of it."""
    if upload.content_id is None:
        return False
    return contents_changed_by(request.user).filter(pk=upload.content_id).exists()
