"""What participants see of sessions, and how they say that they cannot come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from content.foundation.errors import DomainError
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import enrolments_of
from courses.sessions.absences import announce_absence, withdraw_absence
from courses.sessions.forms import AbsenceForm
from courses.sessions.models import Session
from courses.sessions.policies import sessions_open_to
from courses.sessions.queries import own_dates, own_session


@login_required
def dates(request: HttpRequest) -> HttpResponse:
    """„Termine“: one's own sessions, those ahead and those that were, with one's attendance."""
    context = {"dates": own_dates(request.user), "nav_section": "dates"}
    return render(request, "lms_courses/sessions/dates.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, key: str) -> HttpResponse:
    """One session: when, where, with whom, what to bring; afterwards the protocol.

    A participant announces here that they cannot come.
    """
    found = sessions_open_to(request.user).filter(key=key).first()
    if found is None:
        return _to_the_agreement(request, key)
    shown = own_session(request.user, found.pk)
    form = AbsenceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            announce_absence(found, by=request.user, note=form.cleaned_data["note"])
            messages.success(request, _("Thank you for telling us. Those who plan know it now."))
            return redirect(request.path)
        except DomainError as error:
            form.add_error(None, str(error))
    context = {"item": shown, "form": form, "nav_section": "dates"}
    return render(request, "lms_courses/sessions/session.html", context)


def _to_the_agreement(request: HttpRequest, key: str) -> HttpResponse:
    """Whoever takes part but has not agreed yet does that first; for others there is nothing."""
    running = enrolments_of(request.user).filter(state=Enrolment.State.ACTIVE)
    place = get_object_or_404(running, cohort__sessions__key=key)
    return redirect("courses:agreement", cohort_id=place.cohort_id)


@login_required
@require_POST
def come_after_all(request: HttpRequest, key: str) -> HttpResponse:
    """Take the announced absence back."""
    own = enrolments_of(request.user).filter(state=Enrolment.State.ACTIVE)
    found = get_object_or_404(Session, key=key, cohort__in=own.values("cohort"))
    try:
        withdraw_absence(found, by=request.user)
        messages.success(request, _("You are expected again."))
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(reverse("courses:session", args=[key]))
