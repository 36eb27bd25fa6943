from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.search.catalogue import BY_NAME
from courses.search.queries import search
from courses.search.question import LONGEST, ask


def search_page(request: HttpRequest) -> HttpResponse:
    """„Suche“: lessons, cards, terms and sources, as far as the person may see them."""
    question = ask(request.GET.get("q", ""))
    kind = request.GET.get("art", "")
    found = search(
        request.user,
        question,
        kind=kind if kind in BY_NAME else "",
        page=request.GET.get("seite", ""),
    )
    context = {"question": question, "found": found, "longest": LONGEST, "nav_section": "search"}
    return render(request, "lms_courses/search/results.html", context)
