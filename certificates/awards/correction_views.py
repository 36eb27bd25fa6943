"""The graduate asks for a correction of a certificate. 404 for everybody else."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from certificates.awards.asking import ask_for_correction
from certificates.awards.forms import CorrectionForm
from certificates.awards.models import Certificate
from certificates.awards.queries import own_certificates
from certificates.awards.transitions import Verb, possible
from certificates.documents.record import thaw
from content.foundation.errors import DomainError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correction(request: HttpRequest, pk: int) -> HttpResponse:
    """What I have asked so far and the answers; as long as none is open, a form to ask."""
    certificate = get_object_or_404(_own(request.user), pk=pk)
    name = thaw(certificate.record)["person"]["name"]
    form = CorrectionForm(request.POST or None, initial={"wished_name": name})
    if request.method == "POST" and form.is_valid() and _asked(request, certificate, form):
        return redirect("certificates:correction", pk)
    asked = list(certificate.correction_requests.all())
    context = {
        "certificate": certificate,
        "printed_name": name,
        "asked": asked,
        "form": form if _may_ask(certificate, asked) or form.errors else None,
        "nav_section": "path",
    }
    return render(request, "lms_certificates/correction.html", context)


def _own(user: Any) -> Any:
    """With the state they are in, and what has taken their place."""
    return own_certificates(user).select_related(
        "award", "revocation", "suspension", "replaced_by", "followed_by"
    )


def _may_ask(certificate: Certificate, asked: list[Any]) -> bool:
    waits = any(request.state == "open" for request in asked)
    followed = getattr(certificate, "followed_by", None) is not None
    return not (waits or followed) and possible(certificate, Verb.CORRECT, now=timezone.now())


def _asked(request: HttpRequest, certificate: Certificate, form: CorrectionForm) -> bool:
    try:
        ask_for_correction(certificate, by=request.user, **form.cleaned_data)
    except DomainError as error:
        form.add_error(None, str(error))
        return False
    messages.success(request, _("Thank you. The coordination answers you."))
    return True
