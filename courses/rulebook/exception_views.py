"""The screen about what is different for one person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError
from courses.cohorts.admin_pages import attended, cohort_page, coordinates
from courses.cohorts.models import Enrolment
from courses.progress.exceptions import MakeUp, credit_make_up, extend, take_back, waive
from courses.rulebook.exception_forms import ExtendForm, MakeUpForm, forms_for, take_back_form
from courses.rulebook.exception_queries import exceptions_of


def exceptions(request: HttpRequest, cohort_id: int, enrolment_id: int) -> HttpResponse:
    """More time, waivers and make-ups of one person: what is possible, and what was decided.

    `?anforderung=` chooses a requirement, `?zuruecknehmen=` an exception to take back.
    """
    cohort = attended(request, cohort_id)
    people = cohort.enrolments.exclude(state=Enrolment.State.WITHDRAWN).select_related("user")
    enrolment = get_object_or_404(people, pk=enrolment_id)
    coordinating = coordinates(request.user, cohort)
    found = exceptions_of(enrolment, coordinates=coordinating)
    choice = found.choice(_uuid(request.GET.get("anforderung")))
    seq = _number(request.GET.get("zuruecknehmen"))
    data = request.POST if request.method == "POST" else None
    action = request.POST.get("action", "")
    sheets = forms_for(choice, data, action)
    undo = take_back_form(found, seq, data, action)
    sent: Any = undo if action == "take_back" else sheets.get(action)
    if sent is not None and sent.is_valid():
        try:
            key = choice.key if choice and action != "take_back" else None
            changed = _decide(enrolment, key or seq, sent, action, by=request.user)
            messages.success(request, _("Saved.") if changed else _("It stood like this already."))
            return redirect(request.path)
        except DomainError as error:
            sent.add_error(None, str(error))
    context = cohort_page(
        cohort,
        _("Exceptions for %(name)s") % {"name": found.name},
        found=found,
        choice=choice,
        sheets=sheets,
        undo=undo,
        undone=found.line(seq),
        coordinates=coordinating,
    )
    return render(request, "lms_courses/admin/exceptions.html", context)


def _decide(enrolment: Enrolment, about: Any, form: Any, action: str, *, by: Any) -> bool:
    """`about` is the key of what was chosen, or the number of the exception to take back."""
    reason = form.cleaned_data["reason"]
    if action == "take_back":
        return take_back(enrolment, about, by=by, reason=reason)
    if isinstance(form, ExtendForm):
        return extend(enrolment, about, form.until_moment(), by=by, reason=reason)
    if isinstance(form, MakeUpForm):
        make_up = MakeUp(form.cleaned_data["minutes"], form.cleaned_data["instead"])
        return credit_make_up(enrolment, about, make_up, by=by, reason=reason)
    return waive(enrolment, about, by=by, reason=reason)


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 9 else None
