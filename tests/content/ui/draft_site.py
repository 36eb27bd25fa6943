"""A site of one draft, to try the scripts on in a browser. It keeps its text in memory."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.utils import timezone

from content.ui import autosave

PAGE = """{% extends "base.html" %}{% load lms_ui %}{% block content %}
<form method="post" novalidate data-autosave="/save/" data-version="{{ state.version }}"
      data-person="7">{% csrf_token %}{% fields form %}{% save_state %}
{% button "Submit" name="action" value="submit" %}</form>
<form method="post" action="/out/" data-signout>{% csrf_token %}{% button "Out" id="out" %}</form>
{% endblock %}"""


class State:
    """What the server knows, and with which status it is to refuse."""

    def __init__(self) -> None:
        self.text, self.version, self.refusal = "old", 1, 0
        self.posts: list[dict[str, Any]] = []


STATE = State()


class DraftForm(forms.Form):
    text = forms.CharField(label="Text", widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        STATE.posts.append(request.POST.dict())
        STATE.text, STATE.version = request.POST["text"], STATE.version + 1
    form = DraftForm(initial={"text": STATE.text, "version": STATE.version})
    template = engines["django"].from_string(PAGE)
    return HttpResponse(template.render({"state": STATE, "form": form}, request))


def save(request: HttpRequest) -> HttpResponse:
    assert autosave.is_autosave(request)
    if STATE.refusal:
        return HttpResponse(status=STATE.refusal)
    if int(request.POST["version"]) != STATE.version:
        return autosave.conflict(STATE.version, {"text": STATE.text})
    STATE.text, STATE.version = request.POST["text"], STATE.version + 1
    return autosave.saved(STATE.version, timezone.now())


def out(request: HttpRequest) -> HttpResponse:
    return HttpResponse("out")


urlpatterns = [
    path("", page),
    path("save/", save),
    path("out/", out),
    path("cms/", out, name="wagtailadmin_home"),  # the site's policy looks for it
    path("parts/", include("content.ui.urls")),
    path("konto/", include("allauth.account.urls")),
]
