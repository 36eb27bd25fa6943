"""A site of all diagrams, of lessons and of plans: ordinary data, and what nobody fills in."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from content.blocks.body import LessonBody
from content.diagrams.figure import Figure
from lms import urls
from tests.content.diagrams import plan_cases
from tests.content.diagrams.cases import HARD, ORDINARY
from tests.content.diagrams.texts import Case

BODY = LessonBody()
PAGE = """{% extends "base.html" %}{% load wagtailcore_tags %}{% block title %}Bilder{% endblock %}
{% block content %}<h1>Bilder</h1><div class="ui-prose">{% include_block body %}</div>
{% endblock %}"""

OF_PLANS = """{% extends "base.html" %}{% block title %}Bilder{% endblock %}
{% block content %}<h1>Bilder</h1><div class="ui-prose">{% for figure in found %}
{% include "lms_content/parts/diagram.html" %}{% endfor %}</div>{% endblock %}"""


def _page(request: HttpRequest, cases: list[Case]) -> HttpResponse:
    body = BODY.to_python([{"type": kind, "value": value} for kind, value in cases])
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"body": body}, request))


def ordinary(request: HttpRequest) -> HttpResponse:
    return _page(request, ORDINARY)


def hard(request: HttpRequest) -> HttpResponse:
    return _page(request, HARD)


def _of_plans(request: HttpRequest, cases: list[plan_cases.Data]) -> HttpResponse:
    found = [Figure(plan_cases.drawn(data), f"plan-{n}") for n, data in enumerate(cases)]
    template = engines["django"].from_string(OF_PLANS)
    return HttpResponse(template.render({"found": found}, request))


def plans(request: HttpRequest) -> HttpResponse:
    return _of_plans(request, plan_cases.ORDINARY)


def hard_plans(request: HttpRequest) -> HttpResponse:
    return _of_plans(request, plan_cases.HARD)


urlpatterns = [
    path("bilder/", ordinary),
    path("bilder/schwer/", hard),
    path("bilder/plan/", plans),
    path("bilder/plan/schwer/", hard_plans),
    *urls.urlpatterns,
]
