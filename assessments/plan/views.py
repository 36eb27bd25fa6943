"""The way to the plan; writing it is as with every other work."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from assessments.plan.queries import places_with_plan
from courses.cohorts.models import Enrolment


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the one plan of the running place; a choice where there are several."""
    places = places_with_plan(request.user)
    running = [p for p in places if p.enrolment.state == Enrolment.State.ACTIVE]
    chosen = running if len(running) == 1 else places
    if len(chosen) == 1:
        return redirect("assessments:plan", key=chosen[0].enrolment.key)
    return render(request, "lms_assessments/plan/home.html", {"places": places})
