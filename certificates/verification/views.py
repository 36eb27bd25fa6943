"""What a stranger sees. No session, no cookie, no trace of who asked.

The pages send `Referrer-Policy: no-referrer`, so that the code does not travel on. Browsers then
send `Origin: null` with a form, which Django's CSRF check refuses. The one form that posts asks a
question without any session and changes nothing, so it is exempt.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates import codes
from certificates.awards.downloads import credential_file
from certificates.awards.models import Certificate
from certificates.conf import name_checks_per_hour, unknown_codes_per_hour
from certificates.verification import throttle
from certificates.verification.errors import TooManyTriesError
from certificates.verification.forms import CodeForm, NameForm
from certificates.verification.queries import find, name_matches, shown

View = Callable[..., HttpResponse]
NOT_FOUND, TOO_MANY = 404, 429


def discreet(view: View) -> View:
    """Not indexed, not cached, and the address with the code in it is told to nobody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = never_cache(view)(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@discreet
@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """`/v/`: type the code of a paper."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect("certificates:verify", form.cleaned_data["code"])
    return render(request, "lms_certificates/verify_form.html", {"form": form})


@csrf_exempt
@discreet
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, typed: str) -> HttpResponse:
    """`/v/<code>/`: what is known about this certificate; a POST compares a name."""
    code = codes.normalise(typed)
    if not codes.is_well_formed(code):
        return _not_known(request, typed)
    if request.path != reverse("certificates:verify", args=[code]):
        return redirect("certificates:verify", code)
    certificate = find(code)
    if certificate is None:
        return _not_known(request, typed, count=True)
    context = {"shown": shown(certificate, code), "code_form": CodeForm()}
    context |= _compared(request, certificate)
    return render(request, "lms_certificates/verify.html", context)


@discreet
@require_safe
def credential(request: HttpRequest, typed: str) -> HttpResponse:
    """The signed credential for everybody, as long as the holder lets the name be shown.

    It holds the name as a salted hash only, but whoever has it can try names without limit.
    """
    code = codes.normalise(typed)
    certificate = find(code) if codes.is_well_formed(code) else None
    if certificate is None or not certificate.name_consent or not certificate.signed:
        raise Http404
    return credential_file(certificate)


def _compared(request: HttpRequest, certificate: Certificate) -> dict[str, Any]:
    """The name form and, after a POST, whether the name matches."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return {"name_form": form}
    try:
        throttle.count(
            f"name:{certificate.pk}", client_address(request), at_most=name_checks_per_hour()
        )
    except TooManyTriesError as error:
        form.add_error("name", str(error))
        return {"name_form": form}
    return {"name_form": form, "matches": name_matches(certificate, form.cleaned_data["name"])}


def _not_known(request: HttpRequest, typed: str, *, count: bool = False) -> HttpResponse:
    """The same page for every code we do not know; what was typed stays in the form."""
    form = CodeForm({"code": typed})
    status, refused = NOT_FOUND, ""
    if count:
        try:
            throttle.count("code", client_address(request), at_most=unknown_codes_per_hour())
        except TooManyTriesError as error:
            status, refused = TOO_MANY, str(error)
    context = {"form": form, "refused": refused, "unknown": True}
    return render(request, "lms_certificates/verify_form.html", context, status=status)


def client_address(request: HttpRequest) -> str:
    """Who asks, for the brake alone. Behind a proxy name the header it sets in
    LMS_CLIENT_ADDRESS_HEADER, for instance HTTP_X_REAL_IP."""
    header = getattr(settings, "LMS_CLIENT_ADDRESS_HEADER", "REMOTE_ADDR")
    return str(request.META.get(header, ""))
