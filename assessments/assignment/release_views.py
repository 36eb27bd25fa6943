"""The trainer's release: cohorts, their people, and taking one back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from assessments.assignment.admin_page import below_releases
from assessments.assignment.domain.deadlines import Extension, extend_work, work_due_at
from assessments.assignment.domain.releasing import release, take_back
from assessments.assignment.errors import ReleaseRefused
from assessments.assignment.forms import MoreTimeForm, ReasonForm, ReleaseForm, end_of
from assessments.assignment.models import Submission
from assessments.assignment.people import in_words, people_of, with_people
from assessments.assignment.policies import enrolments_released_by, writing
from assessments.assignment.release_queries import cohorts_to_release, participants_of
from content.foundation.people import display_name
from content.ui.dates import long_date
from content.ui.screens import screen
from courses.cohorts.policies import cohorts_taught_by


@require_safe
def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts one teaches, with how many are released."""
    rows = cohorts_to_release(request.user)
    if not rows:
        raise Http404
    context = screen(_("Release"), rows=rows)
    return render(request, "lms_assessments/assignment/release_cohorts.html", context)


def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who took part actively: choose, read the sentence, release."""
    cohort = get_object_or_404(cohorts_taught_by(request.user), pk=pk)
    rows = participants_of(cohort, request.user)
    choices = [(row.enrolment.pk, row.name) for row in rows if not row.released_at]
    form = ReleaseForm(_sent(request), people=choices)
    if form.is_valid():
        try:
            count = release(cohort, form.cleaned_data["people"], by=request.user)
        except ReleaseRefused as error:
            messages.error(request, str(error))
        else:
            said = ngettext("%(n)d person is released.", "%(n)d people are released.", count)
            messages.success(request, said % {"n": count})
        return redirect("lms_reviews:release", pk=pk)
    context = below_releases(cohort.title, cohort=cohort, rows=rows, form=form)
    return render(request, "lms_assessments/assignment/release.html", context)


def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a release back, with a reason."""
    rows = enrolments_released_by(request.user).select_related("cohort", "user")
    enrolment = get_object_or_404(rows, pk=pk)
    form = ReasonForm(_sent(request))
    if form.is_valid():
        try:
            take_back(enrolment, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The release is taken back."))
        except ReleaseRefused as error:
            messages.error(request, str(error))
        return redirect("lms_reviews:release", pk=enrolment.cohort_id)
    cohort, person = enrolment.cohort, display_name(enrolment.user)
    trail = (reverse("lms_reviews:release", args=[cohort.pk]), cohort.title)
    title = _("Take the release back")
    context = below_releases(title, trail, form=form, cohort=cohort, person=person)
    return render(request, "lms_assessments/assignment/release_undo.html", context)


def more_time(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one person more time for what they have begun."""
    mine = writing().filter(enrolment__in=enrolments_released_by(request.user))
    rows = Submission.objects.filter(pk__in=mine.values("submission"))
    rows = rows.filter(state__in=Submission.OPEN_STATES).prefetch_related(with_people())
    work = get_object_or_404(rows.select_related("enrolment__cohort", "enrolment__user"), pk=pk)
    cohort, person = work.enrolment.cohort, in_words(people_of(work))
    form = MoreTimeForm(_sent(request))
    if form.is_valid():
        until, reason = end_of(form.cleaned_data["until"]), form.cleaned_data["reason"]
        extend_work(work, Extension(work.activity_key, until, reason), by=request.user)
        said = _("%(name)s has time until %(day)s.")
        messages.success(request, said % {"name": person, "day": long_date(until)})
        return redirect("lms_reviews:release", pk=cohort.pk)
    trail = (reverse("lms_reviews:release", args=[cohort.pk]), cohort.title)
    due = work_due_at(work)
    context = below_releases(
        _("Give more time"), trail, form=form, cohort=cohort, person=person, work=work, due_at=due
    )
    return render(request, "lms_assessments/assignment/more_time.html", context)


def _sent(request: HttpRequest) -> Any:
    """The form as it was sent; an empty one is sent too."""
    return request.POST if request.method == "POST" else None
