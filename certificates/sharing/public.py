"""What strangers see of a shared certificate: two pictures, and the page behind a link."""

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from certificates import codes
from certificates.badges.enums import Mark
from certificates.badges.faces import face_of, preview_of
from certificates.badges.pictures import badge_png, preview_png
from certificates.sharing.models import LinkState
from certificates.sharing.queries import opened
from certificates.verification.forms import CodeForm
from certificates.verification.queries import Shown, Verdict, find, shown
from certificates.verification.views import discreet, verify

GONE, NOT_FOUND = 410, 404
FIVE_MINUTES = 300
MARKS = {
    Verdict.VALID: Mark.VALID,
    Verdict.EXPIRED: Mark.EXPIRED,
    Verdict.SUSPENDED: Mark.SUSPENDED,
    Verdict.REVOKED: Mark.REVOKED,
}


@require_safe
def badge(request: HttpRequest, typed: str) -> HttpResponse:
    """`/v/<code>/abzeichen.png`: the badge for other people's sites. It names nobody."""
    found = _found(typed)
    if found is None:
        return _as_the_page_says(request, typed)
    face, mark = face_of(found.said), _mark(found)
    return _picture(f"badge {face} {mark}", lambda: badge_png(face, mark=mark))


@require_safe
def preview(request: HttpRequest, typed: str) -> HttpResponse:
    """`/v/<code>/vorschau.png`: what messengers show beside the address. Name by consent only."""
    found = _found(typed)
    if found is None:
        return _as_the_page_says(request, typed)
    facts = preview_of(found.said, _mark(found), name=found.name)
    return _picture(f"preview {facts}", lambda: preview_png(facts))


@discreet
@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """`/v/link/<secret>/`: the verification page with the name, as long as the link is open."""
    found = opened(token, now=timezone.now())
    context: dict[str, Any] = {"opened": found, "code_form": CodeForm()}
    if found is None or found.shown is None:
        status = NOT_FOUND if found is None else GONE
        expired = found is not None and found.state is LinkState.EXPIRED
        context |= {"form": CodeForm(), "expired": expired}
        return render(request, "lms_certificates/sharing/closed.html", context, status=status)
    context["shown"] = found.shown
    return render(request, "lms_certificates/sharing/link.html", context)


def _found(typed: str) -> Shown | None:
    """The certificate behind a code. Raises Http404 where nothing is left to draw it from."""
    code = codes.normalise(typed)
    certificate = find(code) if codes.is_well_formed(code) else None
    if certificate is None:
        return None
    found = shown(certificate, code)
    if not found.said or found.verdict not in MARKS:
        raise Http404
    return found


def _mark(found: Shown) -> Mark:
    return Mark.REPLACED if found.is_replaced else MARKS[found.verdict]


def _as_the_page_says(request: HttpRequest, typed: str) -> HttpResponse:
    """An unknown code gets the page's own answer, and counts for the same brake."""
    code = codes.normalise(typed)
    if not codes.is_well_formed(code):
        return verify(request, typed)
    request.path = reverse("certificates:verify", args=[code])
    return verify(request, code)


def _picture(facts: str, draw: Callable[[], bytes]) -> HttpResponse:
    """Drawing takes a tenth of a second; the same picture is drawn once in five minutes."""
    key = "lms-picture-" + sha256(facts.encode()).hexdigest()
    made = cache.get(key)
    if made is None:
        made = draw()
        cache.set(key, made, FIVE_MINUTES)
    response = HttpResponse(bytes(made), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={FIVE_MINUTES}"
    response["X-Robots-Tag"] = "noindex"
    return response
