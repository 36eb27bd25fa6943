"""What a stranger sees. No session, no cookie, no trace of who asked.

The pages send `Referrer-Policy: no-referrer`, so that the code does not travel on. Browsers then
send `Origin: null` with a form, which Django's CSRF check refuses. The forms that post ask a
question without any session and change nothing, so they are exempt.
"""

from functools import partial
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from certificates import codes
from certificates.awards.downloads import credential_file
from certificates.conf import name_checks_per_hour, unknown_codes_per_hour, uploads_per_hour
from certificates.verification import throttle
from certificates.verification.answers import (
    HTML,
    JSON,
    Refusal,
    discreet,
    in_two_forms,
    machine,
    page,
    refused,
    wants_json,
)
from certificates.verification.errors import TooLargeError, TooManyTriesError
from certificates.verification.findings import judge
from certificates.verification.forms import CodeForm, FileForm, NameForm
from certificates.verification.languages import (
    chosen_language,
    in_visitors_language,
    with_language,
)
from certificates.verification.machine import answer, as_json, found
from certificates.verification.queries import find, known, name_matches, shown
from certificates.verification.remembered import remembered, stamp
from certificates.verification.uploads import uploaded
from content.foundation.errors import DomainError

OPENAPI = Path(__file__).with_name("openapi.json")
NOT_FOUND, TOO_LARGE, NOT_USABLE, TOO_MANY = 404, 413, 422, 429
AN_HOUR = 3600


@csrf_exempt
@discreet
@in_two_forms
@in_visitors_language
@require_http_methods(["GET", "HEAD", "POST"])
def lookup(request: HttpRequest) -> HttpResponse:
    """`/v/`: type the code of a paper; a POST brings a file."""
    if request.method == "POST":
        return _file(request)
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        return redirect(_address(request, form.cleaned_data["code"]))
    if not wants_json(request):
        return page(request, "verify_form", {"form": form, "file_form": FileForm()})
    if form.is_bound:
        return refused(_typing_error())
    return machine({"links": {"description": reverse("certificates:openapi")}})


@csrf_exempt
@discreet
@in_two_forms
@in_visitors_language
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest, typed: str) -> HttpResponse:
    """`/v/<code>/`: what is known about this certificate; a POST compares a name."""
    code = codes.normalise(typed)
    if not codes.is_well_formed(code):
        return _not_known(request, typed, _typing_error())
    if typed != code or not request.path.endswith(f"/v/{code}/"):
        return redirect(_address(request, code))
    fresh = stamp(code)
    if fresh is None:
        return _not_known(request, typed, _counted(request))
    if request.method == "POST":
        return _name(request, code)
    as_machine = wants_json(request)
    question = (fresh, code, get_language(), chosen_language(request), as_machine)
    make = _for_machines if as_machine else partial(_for_people, request)
    body = remembered(question, partial(make, code), now=timezone.now())
    return HttpResponse(body, content_type=JSON if as_machine else HTML)


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
    response = credential_file(certificate)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
@cache_control(public=True, max_age=AN_HOUR)
def openapi(request: HttpRequest) -> HttpResponse:
    """`/v/openapi.json`: what machines may rely on."""
    response = HttpResponse(OPENAPI.read_bytes(), content_type=JSON)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _for_people(request: HttpRequest, code: str) -> bytes:
    certificate = known(codes.code_hmac(code)).get()
    context = {"shown": shown(certificate, code), "name_form": NameForm(), **_more()}
    return page(request, "verify", context).content


def _for_machines(code: str) -> bytes:
    return as_json(answer(shown(known(codes.code_hmac(code)).get(), code)))


def _more() -> dict[str, object]:
    """The forms for another code and for a file."""
    return {"code_form": CodeForm(), "file_form": FileForm()}


def _name(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a name fits; counted by certificate and address, and never remembered."""
    certificate = known(codes.code_hmac(code)).get()
    form, context, refusal = NameForm(request.POST), _more(), None
    if not form.is_valid():
        refusal = Refusal(NOT_USABLE, "no-name", _("No name"), _("Please enter a name."))
    else:
        what, most = f"name:{certificate.pk}", name_checks_per_hour()
        try:
            throttle.count(what, client_address(request), at_most=most)
            context["matches"] = name_matches(certificate, form.cleaned_data["name"])
        except TooManyTriesError as error:
            form.add_error("name", str(error))
            refusal = _too_many(error)
    if wants_json(request):
        return refused(refusal) if refusal else machine({"matches": context["matches"]})
    context |= {"shown": shown(certificate, code), "name_form": form}
    return page(request, "verify", context)


def _file(request: HttpRequest) -> HttpResponse:
    """What an uploaded file is. Counted before a byte of it is read."""
    try:
        throttle.count("file", client_address(request), at_most=uploads_per_hour())
        form = uploaded(request)
        if not form.is_valid():
            words = " ".join(str(error) for error in form.errors["file"])
            refusal = Refusal(NOT_USABLE, "no-file", _("No file"), words)
        else:
            finding = judge(form.cleaned_data["file"].read())
            if wants_json(request):
                return machine(found(finding))
            return page(request, "file", {"finding": finding, "shown": finding.shown, **_more()})
    except TooManyTriesError as error:
        refusal = _too_many(error)
    except TooLargeError as error:
        refusal = Refusal(TOO_LARGE, "too-large", _("The file is too large"), str(error))
    except DomainError as error:
        refusal = Refusal(NOT_USABLE, "unreadable", _("We cannot read this file"), str(error))
    return _not_answered(request, refusal)


def _not_answered(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    if wants_json(request):
        return refused(refusal)
    context = {"form": CodeForm(), "file_form": FileForm(), "refusal": refusal}
    return page(request, "verify_form", context, status=refusal.status)


def _not_known(request: HttpRequest, typed: str, refusal: Refusal) -> HttpResponse:
    """The same page for every code we do not know; what was typed stays in the form."""
    if wants_json(request):
        return refused(refusal)
    context = {
        "form": CodeForm({"code": typed}),
        "file_form": FileForm(),
        "refused": refusal.detail if refusal.status == TOO_MANY else "",
        "unknown": True,
    }
    return page(request, "verify_form", context, status=refusal.status)


def _counted(request: HttpRequest) -> Refusal:
    """One more unknown code from this address. Known ones are never counted."""
    try:
        throttle.count("code", client_address(request), at_most=unknown_codes_per_hour())
    except TooManyTriesError as error:
        return _too_many(error)
    detail = _("No certificate of ours bears it.")
    return Refusal(NOT_FOUND, "unknown-code", _("We do not know this code"), detail)


def _typing_error() -> Refusal:
    detail = _("There is a typing error in this code. Please compare it with the paper.")
    return Refusal(NOT_FOUND, "typing-error", _("We do not know this code"), detail)


def _too_many(error: TooManyTriesError) -> Refusal:
    return Refusal(TOO_MANY, "too-many-tries", _("One moment, please"), str(error))


def _address(request: HttpRequest, code: str) -> str:
    return with_language(reverse("certificates:verify", args=[code]), request)


def client_address(request: HttpRequest) -> str:
    """Who asks, for the brake alone. Behind a proxy name the header it sets in
    LMS_CLIENT_ADDRESS_HEADER, for instance HTTP_X_REAL_IP."""
    header = getattr(settings, "LMS_CLIENT_ADDRESS_HEADER", "REMOTE_ADDR")
    return str(request.META.get(header, ""))
