"""Where the graduate decides who sees what. 404 for everybody else."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certificates.awards.models import Certificate
from certificates.documents.record import thaw
from certificates.sharing import domain
from certificates.sharing.elsewhere import linkedin_url, snippet
from certificates.sharing.errors import CannotShareError
from certificates.sharing.forms import AddressForm, LinkForm, SnippetForm
from certificates.sharing.models import LinkState
from certificates.sharing.queries import as_seen, links_of, own_links, shareable_certificates
from content.foundation.errors import DomainError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def share(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about showing this certificate; a POST makes a link and shows it once.

    The answer to the POST is the page itself: a redirect would have to keep the secret somewhere.
    """
    certificate = get_object_or_404(shareable_certificates(request.user), pk=pk)
    form = LinkForm(request.POST or None)
    if not form.is_bound or not form.is_valid():
        return _page(request, certificate, form)
    now = timezone.now()
    try:
        link, secret = domain.create_link(
            certificate,
            by=request.user,
            label=form.cleaned_data["label"],
            expires_at=form.expires_at(now),
            now=now,
        )
    except DomainError as error:
        form.add_error(None, str(error))
        return _page(request, certificate, form)
    address = request.build_absolute_uri(reverse("certificates:link", args=[secret]))
    context = {
        "certificate": certificate,
        "link": link,
        "form": AddressForm(initial={"address": address}),
        "address": address,
        "nav_section": "path",
    }
    return render(request, "lms_certificates/sharing/created.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    link = get_object_or_404(own_links(request.user), pk=pk)
    domain.withdraw_link(link, by=request.user)
    messages.success(request, _("The link is withdrawn. It shows nothing any more."))
    return redirect("certificates:share", link.certificate_id)


@login_required
@never_cache
@require_safe
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The verification page as a stranger sees it, with the name and without."""
    certificate = get_object_or_404(shareable_certificates(request.user), pk=pk)
    named = request.GET.get("name", "yes" if certificate.name_consent else "no") == "yes"
    context = {
        "certificate": certificate,
        "named": named,
        "shown": as_seen(certificate, named=named),
        "nav_section": "path",
    }
    return render(request, "lms_certificates/sharing/preview.html", context)


def _page(request: HttpRequest, certificate: Certificate, form: LinkForm) -> HttpResponse:
    said = thaw(certificate.record)
    listed_links = links_of(certificate, now=timezone.now())
    context = {
        "certificate": certificate,
        "said": said,
        "shown": as_seen(certificate, named=False),
        "form": form,
        "links": [listed for listed in listed_links if listed.state is LinkState.OPEN],
        "ended_links": [listed for listed in listed_links if listed.state is not LinkState.OPEN],
        "refused": _refusal(certificate),
        "nav_section": "path",
        **_elsewhere(certificate, said),
    }
    return render(request, "lms_certificates/sharing/share.html", context)


def _refusal(certificate: Certificate) -> str:
    """Why this certificate cannot be shared; mostly nothing."""
    try:
        domain.assert_shareable(certificate, now=timezone.now())
    except CannotShareError as error:
        return str(error)
    return ""


def _elsewhere(certificate: Certificate, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "linkedin": linkedin_url(certificate, said),
        "snippet": snippet(said),
        "snippet_form": SnippetForm(initial={"snippet": snippet(said)}),
    }
