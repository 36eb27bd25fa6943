"""Choosing a kind, writing in its form, saving it as a version.

Every button saves the draft first, right or wrong, so nothing that was typed is lost and it all
works without a script.
"""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.foundation.errors import DomainError
from content.h5p.authoring import domain
from content.h5p.authoring.errors import DraftChanged
from content.h5p.authoring.kinds import BY_KIND
from content.h5p.authoring.kinds.base import Typed
from content.h5p.authoring.models import H5PDraft
from content.h5p.authoring.policies import drafts_of
from content.h5p.authoring.sheet import rearranged
from content.h5p.authoring.shelf import Offer, offers
from content.h5p.authoring.whole import Whole, typed_from
from content.h5p.errors import NothingNew
from content.h5p.exporting import exported, file_name
from content.h5p.listing import installer_names
from content.h5p.policies import contents_changed_by, contents_seen_by, uploads_to
from content.h5p.queries import libraries_by_name
from content.ui.screens import Step, screen

EDITED, INVALID = 409, 422


def to_index() -> Step:
    return reverse("lms_h5p:index"), _("H5P")


@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """What can be written, what is missing for the rest, and one's drafts."""
    if not uploads_to(request.user).exists():
        raise Http404
    if request.method == "POST":
        return _begin(request)
    found = offers(libraries_by_name())
    context = screen(
        _("Write a content"),
        to_index(),
        offers=found,
        installers=installer_names() if any(offer.missing for offer in found) else [],
        drafts=[(draft, BY_KIND[draft.kind].LABEL) for draft in drafts_of(request.user)],
    )
    return render(request, "lms_content/h5p/authoring/kinds.html", context)


def _begin(request: HttpRequest) -> HttpResponse:
    kind = BY_KIND.get(request.POST.get("kind", ""))
    if kind is None:
        raise Http404
    try:
        draft = domain.begin(kind, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_h5p:write")
    return redirect("lms_h5p:draft", draft.pk)


@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A content that is there, in the form it was written with."""
    content = get_object_or_404(contents_changed_by(request.user), pk=pk)
    try:
        draft = domain.begin_edit(content, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_h5p:content", content.pk)
    return redirect("lms_h5p:draft", draft.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form. A POST saves; its button says what comes next."""
    row = get_object_or_404(drafts_of(request.user), pk=pk)
    try:
        found = domain.offer_of(row)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_h5p:index")
    if request.method != "POST":
        return _form(request, row, _whole(request, row, found))
    action = request.POST.get("action", "save")
    typed, at = rearranged(typed_from(request.POST, found), found.spec, action)
    try:
        domain.save(row, typed, version=_seen(request))
    except DraftChanged as error:
        return _refused(request, row, found, typed, error)
    return _after(request, row, found, action, at)


def _after(request: HttpRequest, row: H5PDraft, found: Offer, action: str, at: str) -> HttpResponse:
    if action == "publish":
        return _published(request, row, found)
    if action == "save":
        messages.success(request, _("Saved in your draft."))
    if action.startswith("remove:") and (lost := _whole(request, row, found).lost()):
        sentence = _("What led to the step you removed needs another goal: %s.")
        messages.warning(request, sentence % "; ".join(lost))
    place = f"#teil-{at}" if at else ""
    return redirect(f"{reverse('lms_h5p:draft', args=[row.pk])}{place}")


def _published(request: HttpRequest, row: H5PDraft, found: Offer) -> HttpResponse:
    whole = _whole(request, row, found, bound=True)
    if not whole.is_valid():
        return _form(request, row, whole, status=INVALID)
    try:
        content = domain.publish(row, found, by=request.user, collection=whole.collection)
    except NothingNew:
        messages.info(request, _("Nothing has changed."))
        return redirect("lms_h5p:draft", row.pk)
    except DomainError as error:
        return _form(request, row, whole, error=str(error), status=EDITED)
    messages.success(request, _("“%s” is saved and can be chosen on pages.") % content.title)
    return redirect("lms_h5p:content", content.pk)


def _refused(
    request: HttpRequest, row: H5PDraft, found: Offer, typed: Typed, error: DraftChanged
) -> HttpResponse:
    """What was typed stays in the form; saving once more keeps it."""
    row.typed, row.version = typed, error.version
    return _form(request, row, _whole(request, row, found), error=str(error), status=EDITED)


def _whole(request: HttpRequest, row: H5PDraft, found: Offer, *, bound: bool = False) -> Whole:
    is_new = row.content is None
    return Whole(found, row.typed, user=request.user, is_new=is_new, bound=bound)


def _form(
    request: HttpRequest, row: H5PDraft, whole: Whole, *, error: str = "", status: int = 200
) -> HttpResponse:
    trail = [to_index()]
    if row.content:
        trail.append((reverse("lms_h5p:content", args=[row.content_id]), row.content.title))
    title = str(whole.found.kind.LABEL)
    context = screen(title, *trail, draft=row, whole=whole, node=whole.root, error=error)
    return render(request, "lms_content/h5p/authoring/draft.html", context, status=status)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0


@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(drafts_of(request.user), pk=pk)
    content_id = row.content_id
    domain.discard(row)
    messages.success(request, _("The draft is gone."))
    return redirect("lms_h5p:content", content_id) if content_id else redirect("lms_h5p:write")


@require_safe
def export(request: HttpRequest, pk: int) -> HttpResponse | FileResponse:
    """The current version as a file for other systems."""
    rows = contents_seen_by(request.user).select_related("current")
    content = get_object_or_404(rows, pk=pk)
    if content.current is None:
        raise Http404
    try:
        package = exported(content.current)
    except OSError:
        messages.error(request, _("A file of this content is gone. Please tell your operator."))
        return redirect("lms_h5p:content", content.pk)
    name = file_name(content.title)
    return FileResponse(package, as_attachment=True, filename=name, content_type="application/zip")
