"""Screens about setting a cohort up and calling its sessions off."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from content.foundation.errors import DomainError
from courses.cohorts.admin_pages import (
    cohort_page,
    cohort_url,
    coordinated,
    page,
)
from courses.cohorts.models import Cohort
from courses.cohorts.policies import providers_coordinated_by
from courses.governance.models import Provider
from courses.sessions.forms import CohortDataForm, ReasonForm, TimetableForm
from courses.sessions.models import Session
from courses.sessions.scheduling import cancel_session
from courses.sessions.setup import Timetable, change_cohort, set_up_cohort, timetable_of
from courses.sessions.setup_forms import SetUpForms, StartForm, module_numbers
from courses.sessions.timetables import stored_seminars


def create(request: HttpRequest) -> HttpResponse:
    """Set a cohort up on one page, from nothing, a template or like an earlier cohort.

    Whoever coordinates for several providers picks one first.
    """
    providers = list(providers_coordinated_by(request.user))
    if not providers:
        raise Http404
    provider = _chosen(providers, request.GET.get("provider"))
    if provider is None:
        context = page(_("Set up a cohort"), providers=providers)
        return render(request, "lms_courses/admin/choose_provider.html", context)
    chosen = request.GET if "beginn" in request.GET else None
    start = StartForm(chosen, provider=provider, user=request.user)
    filled = start.filled() if start.is_valid() else None
    setup = SetUpForms(provider, request.POST or None, filled)
    refused = ""
    if "add_row" in request.POST or "remove_row" in request.POST:
        setup.with_rows(**_wish(request))
    elif request.method == "POST":
        made = _set_up(request, setup) if setup.is_valid() else None
        if made:
            messages.success(request, _("The cohort is set up. Now invite people."))
            return redirect(cohort_url(made))
        refused = _("Please look at the marked places. Nothing typed is lost.")
    context = page(_("Set up a cohort"), setup=setup, start=start, refused=refused)
    return render(request, "lms_courses/admin/create.html", context)


def _chosen(providers: list[Provider], wish: str | None) -> Provider | None:
    if len(providers) == 1:
        return providers[0]
    return next((row for row in providers if str(row.pk) == wish), None)


def _wish(request: HttpRequest) -> dict[str, int]:
    """A row more, or this one less."""
    index = request.POST.get("remove_row", "")
    return {"remove": int(index)} if index.isdigit() else {"add": 1}


def _set_up(request: HttpRequest, setup: SetUpForms) -> Cohort | None:
    try:
        return set_up_cohort(setup.plan(), by=request.user)
    except DomainError as error:
        setup.cohort.add_error(None, str(error))
        return None


def edit(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Change data, agreement and opening dates. The rule stays: people were invited under it."""
    found = coordinated(request, cohort_id)
    title = found.title
    form = CohortDataForm(request.POST or None, instance=found)
    dates = _timetable_form(request, found)
    if form.is_valid() & dates.is_valid():
        try:
            times = dates.timetable(stored_seminars(found))
            change_cohort(form.save(commit=False), times, by=request.user)
            messages.success(request, _("The changes are saved."))
            return redirect(cohort_url(found))
        except DomainError as error:
            form.add_error(None, str(error))
    provider = providers_coordinated_by(request.user).filter(pk=found.provider_id)
    context = page(
        _("Change the cohort"),
        (cohort_url(found), title),
        cohort=found,
        form=form,
        dates=dates,
        may_save_template=provider.exists(),
    )
    return render(request, "lms_courses/admin/edit.html", context)


def _timetable_form(request: HttpRequest, found: Cohort) -> TimetableForm:
    stored: Timetable = timetable_of(found)
    initial = {f"opens_{number}": day for number, day in stored.opens_on.items()}
    if stored.plan_due_at:
        initial["plan_due_on"] = timezone.localdate(stored.plan_due_at)
    numbers = module_numbers(found.provider_id)
    return TimetableForm(request.POST or None, prefix="t", numbers=numbers, initial=initial)


def cancel(request: HttpRequest, cohort_id: int, session_id: int) -> HttpResponse:
    """Call a session off, with a reason and a second look."""
    found = coordinated(request, cohort_id)
    session = get_object_or_404(Session, pk=session_id, cohort=found, cancelled_at=None)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            cancel_session(session, by=request.user, reason=form.cleaned_data["reason"])
            messages.success(request, _("The session is cancelled."))
            return redirect(cohort_url(found) + "#sessions")
        except DomainError as error:
            form.add_error(None, str(error))
    context = cohort_page(found, _("Cancel the session"), form=form, session=session)
    return render(request, "lms_courses/admin/cancel.html", context)
