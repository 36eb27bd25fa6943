"""The graduate's own page. Everything is found through the person's own places: 404 for others."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from certificates.awards import domain
from certificates.awards.documents import document_of
from certificates.awards.downloads import attachment, credential_file, paper_name
from certificates.awards.enums import AwardState, Kind
from certificates.awards.forms import NameForm
from certificates.awards.models import Award
from certificates.awards.queries import OwnAward, own_awards, own_certificates, own_overview
from content.foundation.errors import DomainError

PAGE = "lms_certificates/own.html"
NAME_IS_OPEN = {AwardState.PENDING_NAME, AwardState.NAME_CONFIRMED}


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Where my certificate stands, and what I can do with it."""
    return _page(request)


@login_required
@require_POST
def confirm_name(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at the name as it would be printed, or settle it."""
    award = get_object_or_404(own_awards(request.user), pk=pk)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, forms={pk: form})
    try:
        if "preview" in request.POST:
            name = domain.printable_name(form.cleaned_data["name"])
            return _page(request, forms={pk: form}, previews={pk: name})
        award = domain.confirm_name(award, name=form.cleaned_data["name"], by=request.user)
    except DomainError as error:
        form.add_error("name", str(error))
        return _page(request, forms={pk: form})
    messages.success(request, _thanks(award))
    return redirect("certificates:own")


def _thanks(award: Award) -> str:
    if award.kind == Kind.CERTIFICATE:
        return _("Thank you. The coordination now releases your certificate.")
    if award.state == AwardState.RELEASED:
        return _("Thank you. Your confirmation of attendance is being issued.")
    return _("Thank you. The coordination now releases your confirmation of attendance.")


@login_required
@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF: signed where it could be, or printed from the frozen record."""
    own_ones = own_certificates(request.user).select_related("award")
    certificate = get_object_or_404(own_ones, pk=pk)
    return attachment(
        document_of(certificate),
        content_type="application/pdf",
        name=f"{paper_name(certificate)}.pdf",
    )


@login_required
@require_safe
def credential(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed credential, byte for byte as it was signed."""
    certificate = get_object_or_404(own_certificates(request.user), pk=pk)
    return credential_file(certificate)


@login_required
@require_POST
def name_consent(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the name on the verification page, or take it away again."""
    certificate = get_object_or_404(own_certificates(request.user), pk=pk)
    if request.POST.get("show") == "yes":
        domain.show_name(certificate, by=request.user)
        messages.success(request, _("The verification page shows your name."))
    else:
        domain.hide_name(certificate, by=request.user)
        messages.success(request, _("The verification page no longer shows your name."))
    return redirect("certificates:share", certificate.pk)


def _page(
    request: HttpRequest,
    *,
    forms: dict[int, NameForm] | None = None,
    previews: dict[int, str] | None = None,
) -> HttpResponse:
    """All own awards. `forms` and `previews` replace those of single awards by primary key."""
    awards = own_overview(request.user)
    if not awards:
        raise Http404
    cards = [_card(own_award, forms or {}, previews or {}, request.user) for own_award in awards]
    return render(request, PAGE, {"cards": cards, "nav_section": "path"})


def _card(
    own_award: OwnAward, forms: dict[int, NameForm], previews: dict[int, str], user: Any
) -> dict[str, Any]:
    award = own_award.award
    name = award.confirmed_name or user.get_full_name()
    form = None
    if award.state in NAME_IS_OPEN:
        form = forms.get(award.pk) or NameForm(initial={"name": name})
    return {
        "own": own_award,
        "form": form,
        "preview": "" if form and form.errors else previews.get(award.pk, name),
        "is_preview": award.pk in previews,
    }
