"""The site's addresses, and before them two views that do next to nothing: what to compare with."""

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from certificates.keys.models import Issuer
from lms.urls import urlpatterns as site

SMALL = (
    "<!DOCTYPE html><html><body><h1>{{ issuer.name }}</h1><p>{{ issuer.slug }}</p></body></html>"
)


def empty(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


@cache
def small() -> Any:
    return engines["django"].from_string(SMALL)


def one_query(request: HttpRequest) -> HttpResponse:
    return HttpResponse(small().render({"issuer": Issuer.objects.first()}, request))


urlpatterns = [path("leer", empty), path("klein", one_query), *site]
