"""„Mein Koffer“: keeping cards, notes, order; and paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from content.foundation.crypto import SealingError
from content.toolkit.kept import domain
from content.toolkit.kept.errors import ChangedElsewhere
from content.toolkit.kept.forms import NoteForm
from content.toolkit.kept.models import KeptCard
from content.toolkit.kept.queries import koffer, open_note, own_row
from content.toolkit.pages import MethodPage
from content.ui import autosave

ACTIONS: dict[str, Callable[[KeptCard], None]] = {
    "take-out": domain.take_out,
    "put-back": domain.put_back,
    "forget": domain.forget,
    "up": lambda row: domain.move(row, up=True),
    "down": lambda row: domain.move(row, up=False),
}


@never_cache
@login_required
@require_safe
def own_koffer(request: HttpRequest) -> HttpResponse:
    shown = koffer(request.user)
    taken_out = request.GET.get("entnommen", "")
    undo = next((kept for kept in shown.removed if str(kept.pk) == taken_out), None)
    context = {"koffer": shown, "undo": undo, "nav_section": "toolkit"}
    return render(request, "lms_content/toolkit/koffer.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, card_id: int) -> HttpResponse:
    """Put a card into one's Koffer. GET: after signing in, back to the card."""
    card = get_object_or_404(MethodPage.objects.visible_to(request.user), pk=card_id)
    if request.method == "GET":
        return redirect(card.get_url())
    domain.keep(request.user, card)
    messages.success(request, _("“%(title)s” is in your toolkit.") % {"title": card.title})
    return redirect(_back(request, card.get_url()))


@login_required
@require_POST
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one card out, put it back, forget it, or move it."""
    row = get_object_or_404(KeptCard.objects.of(request.user), pk=pk)
    action = request.POST.get("action", "")
    if action in ACTIONS:
        ACTIONS[action](row)
    own = reverse("toolkit:koffer")
    if action == "take-out":
        own = f"{own}?entnommen={row.pk}"
    return redirect(_back(request, own))


def _back(request: HttpRequest, otherwise: str) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else otherwise


# — The note ——————————————————————————————————————————————————————————————————————————


@sensitive_post_parameters("note")
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, card_id: int) -> HttpResponse:
    """The note on a card, which puts the card into the Koffer. Also where it is closed by now."""
    row = own_row(request.user, card_id)
    card = MethodPage.objects.visible_to(request.user).filter(pk=card_id).first()
    if row is None and card is None:
        raise Http404
    if request.method == "GET":
        return _note_page(request, row, card, NoteForm(note=open_note(row).text))
    form = NoteForm(request.POST)
    answer = _autosaved if autosave.is_autosave(request) else _saved
    return answer(request, row, card, form)


def _write(request: HttpRequest, row: KeptCard | None, card: Any, form: NoteForm) -> domain.Written:
    row = row or domain.keep(request.user, card)
    if row.removed_at:
        domain.put_back(row)
    return domain.write_note(row, form.typed)


def _autosaved(
    request: HttpRequest, row: KeptCard | None, card: Any, form: NoteForm
) -> HttpResponse:
    if not form.is_valid():
        return autosave.invalid(form)
    try:
        written = _write(request, row, card, form)
    except ChangedElsewhere as error:
        return autosave.conflict(error.version, {"note": error.text})
    except SealingError as error:
        return JsonResponse({"errors": {"note": [str(error)]}}, status=503)
    return autosave.saved(written.version, written.saved_at)


def _saved(request: HttpRequest, row: KeptCard | None, card: Any, form: NoteForm) -> HttpResponse:
    if not form.is_valid():
        return _note_page(request, row, card, form, status=422)
    try:
        _write(request, row, card, form)
    except ChangedElsewhere as error:
        form.add_error("note", str(error))
        return _note_page(request, row, card, form, status=409, other=error)
    except SealingError as error:
        form.add_error(None, str(error))
        return _note_page(request, row, card, form, status=503)
    messages.success(request, _("The note is saved. Nobody but you can read it."))
    return redirect(card.get_url() if card else reverse("toolkit:koffer"))


def _note_page(
    request: HttpRequest,
    row: KeptCard | None,
    card: Any,
    form: NoteForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """The note alone. With everything that was typed."""
    context = {
        "title": card.title if card else row and row.title,
        "card": card,
        "card_id": card.pk if card else row and row.card_id,
        "note_form": form,
        "note": open_note(row),
        "nav_section": "toolkit",
        **more,
    }
    return render(request, "lms_content/toolkit/note_page.html", context, status=status)
