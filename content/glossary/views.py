"""The glossary at its own address.

A view and not a page type: marks in every text link to it, so it must always be there, at one
address, also on a host's site; nobody should have to create it, and nobody can move it away.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.glossary.queries import letters

LONGEST = 100


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("q", "")[:LONGEST].strip()
    context = {"letters": letters(asked), "asked": asked}
    return render(request, "lms_content/glossary/index.html", context)
