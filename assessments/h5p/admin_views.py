"""What trainers see of their cohort's exercises, and what they answer for."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.h5p.cohort_queries import exercise_page, exercises_of, people_at
from assessments.h5p.errors import NothingToConfirm
from assessments.h5p.regrading import confirm, regrade
from assessments.h5p.showing import rule_in_words
from content.foundation.people import display_name
from courses.cohorts.admin_pages import cohort_page
from courses.cohorts.models import Cohort, Enrolment
from courses.cohorts.policies import cohorts_taught_by

LIST = "lms_assessments/h5p/admin/exercises.html"
PEOPLE = "lms_assessments/h5p/admin/people.html"
CONFIRM = "lms_assessments/h5p/admin/confirm.html"


class ConfirmForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why do you confirm it?"),
        help_text=gettext_lazy("For instance: we went through it together. The person reads this."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@never_cache
def exercises(request: HttpRequest, cohort_id: int) -> HttpResponse:
    cohort = _taught(request, cohort_id)
    rows = exercises_of(cohort)
    return render(request, LIST, cohort_page(cohort, _("Interactive exercises"), rows=rows))


@require_safe
@never_cache
def people(request: HttpRequest, cohort_id: int, key: UUID) -> HttpResponse:
    """Who is through with it, by which attempts, and how far these can be trusted."""
    cohort, page = _exercise(request, cohort_id, key)
    context = cohort_page(
        cohort,
        page.title,
        key=key,
        rule=rule_in_words(page),
        rows=people_at(cohort, page, key, viewer=request.user),
    )
    return render(request, PEOPLE, _below(context, cohort))


@require_POST
def anew(request: HttpRequest, cohort_id: int, key: UUID) -> HttpResponse:
    """Judge the cohort's attempts anew, as after a mended content."""
    cohort, _page = _exercise(request, cohort_id, key)
    count = regrade(key, cohort=cohort)
    said = ngettext("%(n)d result has changed.", "%(n)d results have changed.", count)
    messages.success(request, said % {"n": count})
    return redirect("lms_exercises_h5p:people", cohort_id, key)


@require_http_methods(["GET", "POST"])
def answer_for(request: HttpRequest, cohort_id: int, key: UUID, pk: int) -> HttpResponse:
    """A trainer confirms somebody's latest attempt, with a reason."""
    cohort, page = _exercise(request, cohort_id, key)
    others = Enrolment.objects.filter(cohort=cohort).exclude(user=request.user.pk)
    others = others.exclude(state=Enrolment.State.WITHDRAWN).select_related("user", "cohort")
    enrolment = get_object_or_404(others, pk=pk)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            confirm(enrolment, key, by=request.user, reason=form.cleaned_data["reason"])
        except NothingToConfirm as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Confirmed. It counts from now on."))
        return redirect("lms_exercises_h5p:people", cohort_id, key)
    back = reverse("lms_exercises_h5p:people", args=[cohort_id, key])
    name = display_name(enrolment.user)
    context = cohort_page(cohort, name, form=form, back=back, name=name, page_name=page.title)
    return render(request, CONFIRM, _below(context, cohort, (back, page.title)))


def _taught(request: HttpRequest, cohort_id: int) -> Cohort:
    rows = cohorts_taught_by(request.user).select_related("programme")
    return get_object_or_404(rows, pk=cohort_id)


def _exercise(request: HttpRequest, cohort_id: int, key: UUID) -> tuple[Cohort, Any]:
    cohort = _taught(request, cohort_id)
    page = exercise_page(cohort, key)
    if page is None:
        raise Http404
    return cohort, page


def _below(context: dict[str, Any], cohort: Cohort, *steps: tuple[str, str]) -> dict[str, Any]:
    """The trail of a screen below the list of exercises."""
    listed = (reverse("lms_exercises_h5p:list", args=[cohort.pk]), _("Interactive exercises"))
    trail = (*context["trail"], listed, *steps)
    crumbs = context["breadcrumbs_items"]
    more = [{"url": url, "label": label} for url, label in (listed, *steps)]
    return {**context, "trail": trail, "breadcrumbs_items": [*crumbs[:-1], *more, crumbs[-1]]}
