"""The state of issuers in Wagtail's admin: to look at, not to change; private keys never."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from certificates.upkeep.problems import hint, problems
from certificates.upkeep.queries import issuer_state, issuers_seen_by, overview
from content.ui.screens import screen


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    issuers = overview(request.user)
    if not issuers and not request.user.is_superuser:
        raise Http404
    context = screen(_("Issuers and keys"), issuers=issuers)
    return render(request, "lms_certificates/upkeep/index.html", context)


@require_safe
def issuer(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(issuers_seen_by(request.user), slug=slug)
    state = issuer_state(found)
    here = (reverse("certificate_upkeep:index"), _("Issuers and keys"))
    context = screen(found.name, here, state=state, problems=problems(state), hint=hint(state))
    return render(request, "lms_certificates/upkeep/issuer.html", context)
