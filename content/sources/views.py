"""All sources at their own address, for the same reasons as the glossary."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.sources.queries import all_sources

LONGEST = 100


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "")[:LONGEST].strip()
    context = {"sources": all_sources(request.user, asked), "asked": asked}
    return render(request, "lms_content/sources/index.html", context)
