"""A site of all diagrams on two pages: ordinary data, and data nobody should fill in."""

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from content.blocks.body import LessonBody
from lms import urls
from tests.content.diagrams.cases import HARD, ORDINARY
from tests.content.diagrams.texts import Case

BODY = LessonBody()
PAGE = """{% extends "base.html" %}{% load wagtailcore_tags %}{% block title %}Bilder{% endblock %}
{% block content %}<h1>Bilder</h1><div class="ui-prose">{% include_block body %}</div>
{% endblock %}"""


def _page(request: HttpRequest, cases: list[Case]) -> HttpResponse:
    body = BODY.to_python([{"type": kind, "value": value} for kind, value in cases])
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"body": body}, request))


def ordinary(request: HttpRequest) -> HttpResponse:
    return _page(request, ORDINARY)


def hard(request: HttpRequest) -> HttpResponse:
    return _page(request, HARD)


urlpatterns = [path("bilder/", ordinary), path("bilder/schwer/", hard), *urls.urlpatterns]
