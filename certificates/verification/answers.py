"""How an answer goes out: as a page or for a machine, never cached, indexed or told on."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from certificates.verification.languages import spoken
from certificates.verification.machine import Json, as_json, problem

View = Callable[..., HttpResponse]
HTML, JSON, PROBLEM = "text/html; charset=utf-8", "application/json", "application/problem+json"
DISCREET = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer. `kind` is for machines, the words for everybody."""

    status: int
    kind: str
    title: str
    detail: str


def discreet(view: View) -> View:
    """Not indexed, not kept, and the address with the code in it is told to nobody."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in DISCREET.items():
            response.headers[name] = value
        return response

    return answer


def in_two_forms(view: View) -> View:
    """The same address answers people and machines; scripts of every site may read the latter."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Vary"] = "Accept, Accept-Language"
        if request.method != "POST" and wants_json(request):
            response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return answer


def wants_json(request: HttpRequest) -> bool:
    """Only who asks for it by name: `*/*` gets the page."""
    accepted = request.META.get("HTTP_ACCEPT", "")
    if "json" not in accepted or accepted == JSON:
        return accepted == JSON
    preferred = request.get_preferred_type(["text/html", JSON, PROBLEM])
    return preferred in {JSON, PROBLEM}


def page(
    request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    return render(
        request, f"lms_certificates/{template}.html", {**context, **spoken(request)}, status=status
    )


def machine(document: Json, *, status: int = 200) -> HttpResponse:
    return HttpResponse(as_json(document), content_type=JSON, status=status)


def refused(refusal: Refusal) -> HttpResponse:
    """RFC 9457, for machines."""
    document = problem(refusal.status, refusal.kind, refusal.title, refusal.detail)
    return HttpResponse(as_json(document), content_type=PROBLEM, status=refusal.status)
