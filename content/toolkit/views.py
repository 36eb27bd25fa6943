"""Cards on paper."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.toolkit.kept.queries import kept_pages
from content.toolkit.pages import MethodPage
from content.toolkit.printing import Sheet, UnprintableCard, print_card, print_koffer
from content.toolkit.readers import levels_open_to

# Less than half a second of typesetting; nobody carries more than that into a meeting.
MOST_IN_A_PDF = 25


@never_cache
@require_safe
def card_pdf(request: HttpRequest, card_id: int) -> HttpResponse:
    card = get_object_or_404(MethodPage.objects.live(), pk=card_id)
    if card.visibility not in levels_open_to(request.user):
        return redirect(card.get_url())  # which says for whom the card is
    return _pdf(
        request,
        lambda: print_card(card, on=timezone.localdate()),
        name=f"methodenkarte-{card.slug}.pdf",
        otherwise=card.get_url(),
    )


@never_cache
@login_required
@require_safe
def koffer_print(request: HttpRequest) -> HttpResponse:
    """All cards of one's Koffer in full, for the browser's own printing."""
    cards = [page for page, _note in kept_pages(request.user)]
    context = {"cards": cards, "nav_section": "toolkit"}
    return render(request, "lms_content/toolkit/koffer_print.html", context)


@never_cache
@login_required
@require_safe
def koffer_pdf(request: HttpRequest) -> HttpResponse:
    """One's Koffer; with `?notizen=1` the notes too."""
    with_notes = request.GET.get("notizen") == "1"
    pages = kept_pages(request.user)
    if not pages:
        return redirect("toolkit:koffer")
    sheets = [Sheet(page, note if with_notes else "") for page, note in pages[:MOST_IN_A_PDF]]
    left_out = max(0, len(pages) - MOST_IN_A_PDF)
    return _pdf(
        request,
        lambda: print_koffer(sheets, on=timezone.localdate(), left_out=left_out),
        name="mein-methodenkoffer.pdf",
        otherwise="toolkit:koffer",
    )


def _pdf(
    request: HttpRequest, make: Callable[[], bytes], *, name: str, otherwise: Any
) -> HttpResponse:
    """The file; where a character cannot be printed, the page again with a sentence about it."""
    try:
        pdf = make()
    except UnprintableCard as error:
        messages.error(request, str(error))
        return redirect(otherwise)
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
