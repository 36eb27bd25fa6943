"""Editing a draft beside its preview, and publishing it after a look at what changes.

Every button saves first, right or wrong, so nothing that was typed is lost and it all works
without a script. With one, the preview follows while somebody types.
"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.limits import of_bearable_files
from certificates.awards.downloads import attachment
from certificates.awards.errors import TemplateChangedError
from certificates.template_editor import domain
from certificates.template_editor.changes import changes
from certificates.template_editor.errors import DraftChanged
from certificates.template_editor.models import CertificateTemplateDraft
from certificates.template_editor.places import drafts_of, place_of
from certificates.template_editor.preview import (
    PAGES,
    Subject,
    choices,
    fits,
    people_to_show,
    preview_pages,
    preview_pdf,
    subject,
    template_from,
)
from certificates.template_editor.sheet import Sheet, Typed, data_address, rearranged, sent
from certificates.template_editor.views import below_list, issued_at
from certificates.template_editor.waiting import waiting_for
from content.foundation.errors import DomainError
from content.foundation.typesetting import UnprintableError

EDITED = 409


def own_draft(request: HttpRequest, pk: int) -> CertificateTemplateDraft:
    return get_object_or_404(drafts_of(request.user), pk=pk)


@of_bearable_files
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The form with its preview. A POST saves; its button says what comes next."""
    row = own_draft(request, pk)
    if request.method != "POST":
        return _form(request, row, Sheet(row.kind, row.typed))
    typed, wrong = sent(request.POST, request.FILES, row.typed)
    action = request.POST.get("action", "save")
    typed = rearranged(typed, action)
    try:
        row.version = domain.save(row, typed, version=_seen(request))
    except DraftChanged as error:
        return _refused(request, row, typed, error)
    row.typed = typed
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"version": row.version, "problem": _problem(request, row)})
    return _after(request, row, action, wrong)


def _after(
    request: HttpRequest, row: CertificateTemplateDraft, action: str, wrong: dict[str, str]
) -> HttpResponse:
    sheet = Sheet(row.kind, row.typed, bound=bool(wrong) or action == "publish")
    for where, sentence in wrong.items():
        sheet.refuse(where, sentence)
    if wrong:
        return _form(request, row, sheet)
    if action == "publish":
        return _to_comparison(request, row, sheet)
    if action == "save":
        messages.success(request, _("Saved in your draft."))
    here = reverse("certificate_templates:draft", args=[row.pk])
    what, _dash, rest = action.partition("-")
    place = f"#{rest.partition('-')[0]}" if what in {"add", "remove", "up", "down"} else ""
    return redirect(f"{here}?person={_wish(request)}{place or '#vorschau'}")


def _to_comparison(
    request: HttpRequest, row: CertificateTemplateDraft, sheet: Sheet
) -> HttpResponse:
    if _is_publishable(row, sheet):
        return redirect("certificate_templates:publish", pk=row.pk)
    return _form(request, row, sheet)


def _is_publishable(row: CertificateTemplateDraft, sheet: Sheet) -> bool:
    """Sound, printable and not longer than two pages; else the sheet says why not."""
    if not sheet.is_valid():
        return False
    try:
        if fits(template_from(place_of(row), row.typed)):
            return True
        said = _("This does not fit on two pages. Please shorten the statement or the competences.")
    except DomainError as error:
        said = _in_words(error)
    sheet.whole.add_error(None, said)
    return False


def _refused(
    request: HttpRequest, row: CertificateTemplateDraft, typed: Typed, error: DraftChanged
) -> HttpResponse:
    """What was typed stays in the form; saving once more keeps it."""
    row.version = error.version
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"problem": str(error)}, status=EDITED)
    return _form(request, row, Sheet(row.kind, typed), error=str(error), status=EDITED)


def _seen(request: HttpRequest) -> int:
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 9 else 0


def _wish(request: HttpRequest) -> str:
    wish = request.POST.get("person", "") or request.GET.get("person", "")
    return wish[:20] if wish.isalnum() else ""


def _form(
    request: HttpRequest,
    row: CertificateTemplateDraft,
    sheet: Sheet,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    place = place_of(row)
    people = people_to_show(place, request.user)
    shown = subject(_wish(request), people)
    context = below_list(
        _("Edit the template"),
        (place.url, place.name),
        draft=row,
        place=place,
        sheet=sheet,
        logo=data_address(row.typed["logo"]) if row.typed.get("logo") else "",
        people=choices(people),
        shown=shown,
        pages=range(1, PAGES + 1),
        problem=_why_not(row, shown),
        **more,
    )
    return render(request, "lms_certificates/templates/draft.html", context, status=status)


def _problem(request: HttpRequest, row: CertificateTemplateDraft) -> str:
    """Why the preview cannot be shown; empty when it can."""
    shown = subject(_wish(request), people_to_show(place_of(row), request.user))
    return _why_not(row, shown)


def _why_not(row: CertificateTemplateDraft, shown: Subject) -> str:
    try:
        # Only the PDF insists on a letter for every character; a picture would show an empty box.
        preview_pdf(template_from(place_of(row), row.typed), shown)
    except DomainError as error:
        return _in_words(error)
    return ""


def _in_words(error: DomainError) -> str:
    """The record's own error speaks of a name; here any word may be the one."""
    if isinstance(error, UnprintableError):
        return str(UnprintableError(error.characters))
    return str(error)


@require_safe
def picture(request: HttpRequest, pk: int, page: int) -> HttpResponse:
    """A page of the preview as PNG."""
    row = own_draft(request, pk)
    shown = subject(_wish(request), people_to_show(place_of(row), request.user))
    try:
        pages = preview_pages(template_from(place_of(row), row.typed), shown)
    except DomainError as error:
        raise Http404 from error
    if not 1 <= page <= len(pages):
        raise Http404
    headers = {"Cache-Control": "private, no-store"}
    return HttpResponse(pages[page - 1], content_type="image/png", headers=headers)


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview as the real PDF."""
    row = own_draft(request, pk)
    shown = subject(_wish(request), people_to_show(place_of(row), request.user))
    try:
        content = preview_pdf(template_from(place_of(row), row.typed), shown)
    except DomainError as error:
        messages.error(request, _in_words(error))
        return redirect("certificate_templates:draft", pk=row.pk)
    return attachment(content, content_type="application/pdf", name="muster.pdf")


def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """What changes and what stays; then the next version."""
    row = own_draft(request, pk)
    place = place_of(row)
    sheet = Sheet(row.kind, row.typed, bound=True)
    if not _is_publishable(row, sheet):
        return _form(request, row, sheet)
    error = ""
    if request.method == "POST" and _seen(request) == row.version:
        try:
            template = domain.publish(row, sheet, by=request.user)
        except TemplateChangedError as refused:
            domain.catch_up(row)
            error = str(refused)
        else:
            said = _("Version %(n)d is published. It counts from the next document on.")
            messages.success(request, said % {"n": template.version})
            return redirect(place.url)
    newest = place.newest()
    context = below_list(
        _("What changes"),
        (place.url, place.name),
        (reverse("certificate_templates:draft", args=[row.pk]), _("Edit the template")),
        draft=row,
        place=place,
        error=error,
        told=changes(newest, sheet.words()) if newest else [],
        newest=newest,
        in_force=place.in_force(),
        next_version=row.base + 1,
        issued=issued_at(place),
        waiting=waiting_for(place),
        pages=range(1, PAGES + 1),
    )
    return render(request, "lms_certificates/templates/publish.html", context)
