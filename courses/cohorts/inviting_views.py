"""Screens for many people at once: a list from a file, and the waiting list."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.foundation.errors import DomainError
from courses.cohorts.admin_forms import ListForm, SeenListForm, WaitingForm
from courses.cohorts.admin_pages import cohort_page, coordinated
from courses.cohorts.inviting import INVITED_AT_ONCE, count, invite_lines, judge
from courses.cohorts.lists import PeopleList
from courses.cohorts.models import Cohort
from courses.cohorts.queries import places_of, standing_of, waiting_list
from courses.cohorts.waiting import leave_waiting, offer_place, wait


def import_people(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Three steps at one address: choose a file, see what would happen, invite."""
    cohort = coordinated(request, cohort_id)
    if "seen" in request.POST:
        return _invited(request, cohort)
    posted = request.method == "POST"
    form = ListForm(request.POST, request.FILES) if posted else ListForm()
    if form.is_valid():
        return _preview(request, cohort, form.people)
    context = cohort_page(
        cohort, _("Invite from a list"), form=form, places=places_of(cohort), most=INVITED_AT_ONCE
    )
    return render(request, "lms_courses/admin/import_people.html", context)


def _preview(request: HttpRequest, cohort: Cohort, people: PeopleList) -> HttpResponse:
    judged = judge(people.lines, standing_of(cohort))
    context = cohort_page(
        cohort,
        _("Invite from a list"),
        rows=[(item, item.forecast) for item in judged],
        counts=count(judged),
        cut=people.cut,
        seen=SeenListForm(cohort=cohort, user=request.user).carry(people.lines),
    )
    return render(request, "lms_courses/admin/import_preview.html", context)


def _invited(request: HttpRequest, cohort: Cohort) -> HttpResponse:
    """The report line by line. Sent twice, the list is judged again and invites nobody twice."""
    seen = SeenListForm(request.POST, cohort=cohort, user=request.user)
    if not seen.is_valid():
        messages.error(request, str(seen.errors["seen"][0]))
        return redirect("lms_cohorts:import_people", cohort_id=cohort.pk)
    judged = invite_lines(cohort, seen.cleaned_data["seen"], by=request.user)
    context = cohort_page(
        cohort,
        _("Invite from a list"),
        rows=[(item, item.report) for item in judged],
        counts=count(judged),
    )
    return render(request, "lms_courses/admin/import_report.html", context)


def waiting(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Who waits, in the order of their turn; put somebody at the end."""
    cohort = coordinated(request, cohort_id)
    form = WaitingForm(request.POST or None)
    if form.is_valid():
        try:
            wait(
                cohort, form.cleaned_data["email"], name=form.cleaned_data["name"], by=request.user
            )
            messages.success(request, _("Put on the waiting list."))
            return redirect("lms_cohorts:waiting", cohort_id=cohort.pk)
        except DomainError as error:
            form.add_error("email", str(error))
    context = cohort_page(
        cohort,
        _("Waiting list"),
        form=form,
        places=places_of(cohort),
        rows=waiting_list(cohort),
    )
    return render(request, "lms_courses/admin/waiting.html", context)


@require_POST
def offer(request: HttpRequest, cohort_id: int, place_id: int) -> HttpResponse:
    """Invite somebody who waits, if a place is free."""
    cohort = coordinated(request, cohort_id)
    place = get_object_or_404(cohort.waiting, pk=place_id)
    try:
        offer_place(place, by=request.user)
        sentence = _("%(email)s is invited; the mail is on its way.")
        messages.success(request, sentence % {"email": place.email})
    except DomainError as error:
        messages.error(request, str(error))
    return redirect("lms_cohorts:waiting", cohort_id=cohort.pk)


@require_POST
def leave(request: HttpRequest, cohort_id: int, place_id: int) -> HttpResponse:
    cohort = coordinated(request, cohort_id)
    place = get_object_or_404(cohort.waiting, pk=place_id)
    leave_waiting(place, by=request.user)
    sentence = _("%(email)s is not on the waiting list any more.")
    messages.success(request, sentence % {"email": place.email})
    return redirect("lms_cohorts:waiting", cohort_id=cohort.pk)
