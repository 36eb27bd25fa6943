"""The site's addresses and one screen of the admin that asks for nothing itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from wagtail.admin.auth import require_admin_access

from content.ui.screens import screen
from lms.urls import urlpatterns as site

EMPTY = "/cms/leer/"


@require_admin_access
def empty(request: HttpRequest) -> HttpResponse:
    return render(request, "lms_assessments/assignment/base.html", screen("Leer"))


urlpatterns = [path(EMPTY[1:], empty), *site]
