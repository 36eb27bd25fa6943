from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from courses.sessions.queries import own_dates


@login_required
def dates(request: HttpRequest) -> HttpResponse:
    """„Termine“: one's own sessions, those ahead and those that were, with one's attendance."""
    context = {"dates": own_dates(request.user), "nav_section": "dates"}
    return render(request, "lms_courses/sessions/dates.html", context)
