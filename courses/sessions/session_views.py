"""Screens about one session: planning it, and who was there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from content.foundation.errors import DomainError
from content.foundation.typesetting import UnprintableError
from courses.cohorts.admin_pages import attended, cohort_page, cohort_url, coordinated
from courses.cohorts.models import Cohort
from courses.curriculum.guides.queries import guides_beside
from courses.rules.definition import parse
from courses.sessions.attendance_forms import Asked, SeatForm, marks, tick_everybody
from courses.sessions.domain import record_attendance
from courses.sessions.errors import SessionChanged
from courses.sessions.forms import DayFields
from courses.sessions.making_up import sessions_elsewhere
from courses.sessions.models import Session
from courses.sessions.queries import seats
from courses.sessions.requirements import timed_sessions
from courses.sessions.scheduling import (
    SessionPlan,
    change_session,
    plan_of,
    possible_trainers,
    schedule_session,
)
from courses.sessions.session_forms import WholeSessionForm
from courses.sessions.setup_forms import SEMINAR_HOURS, module_numbers, typed
from courses.sessions.signatures import signature_list

DAYS_AT_MOST = 10
Days = forms.formset_factory(
    DayFields, extra=0, min_num=1, validate_min=True, max_num=DAYS_AT_MOST, can_delete=True
)


class SessionForms:
    """A session and its days as one form; `session` is None for a new one."""

    def __init__(
        self, cohort: Cohort, session: Session | None, data: Any = None, *, more: bool = False
    ) -> None:
        self.numbers = module_numbers(cohort.provider_id)
        self.session = session
        plan = plan_of(session) if session else None
        # What the person saw, however often the form has come back since.
        self.fingerprint = (data or {}).get("seen") or (plan.fingerprint if plan else "")
        known = {"numbers": self.numbers, "possible": possible_trainers(cohort, session)}
        form = WholeSessionForm(data, initial=_facts(plan), **known)
        days = Days(data, prefix="d", initial=None if data else _day_rows(plan))
        if more:
            rows = [row for row in map(typed, days.forms) if not row.get("DELETE")]
            form = WholeSessionForm(initial=typed(form), **known)
            days = Days(prefix="d", initial=[*rows, {**SEMINAR_HOURS}])
        self.form, self.days = form, days

    def is_valid(self) -> bool:
        return bool(self.form.is_valid() & self.days.is_valid())

    def plan(self) -> SessionPlan:
        days = [form for form in self.days.forms if not form.cleaned_data.get("DELETE")]
        return self.form.plan_with(tuple(part for form in days for part in form.parts()))


def _facts(plan: SessionPlan | None) -> dict[str, Any]:
    if plan is None:
        return {}
    names = (
        *("kind", "title", "module_number", "place", "video_url"),
        *("capacity", "material", "trainers"),
    )
    return {name: getattr(plan, name) for name in names}


def _day_rows(plan: SessionPlan | None) -> list[dict[str, Any]]:
    if plan is None:
        return [{**SEMINAR_HOURS}]
    rows = []
    for part in plan.parts:
        starts, ends = timezone.localtime(part.starts_at), timezone.localtime(part.ends_at)
        rows.append(
            {
                "day": starts.date(),
                "starts": starts.time(),
                "ends": ends.time(),
                "minutes": part.minutes,
            }
        )
    return rows


def plan_session(
    request: HttpRequest, cohort_id: int, session_id: int | None = None
) -> HttpResponse:
    """Plan a session, or change one."""
    cohort = coordinated(request, cohort_id)
    session = get_object_or_404(cohort.sessions, pk=session_id) if session_id else None
    more = "add_day" in request.POST
    setup = SessionForms(cohort, session, request.POST or None, more=more)
    theirs = None
    if request.method == "POST" and not more and setup.is_valid():
        try:
            _save(request, cohort, setup)
            messages.success(request, _("The session is saved."))
            return redirect(cohort_url(cohort) + "#sessions")
        except SessionChanged as error:
            theirs = plan_of(session) if session else None
            setup.fingerprint = theirs.fingerprint if theirs else ""
            setup.form.add_error(None, _("%(error)s Save again to keep yours.") % {"error": error})
        except DomainError as error:
            setup.form.add_error(None, str(error))
    title = session.title if session else _("Plan a session")
    context = cohort_page(cohort, title, setup=setup, session=session, theirs=theirs)
    return render(request, "lms_courses/admin/session.html", context)


def _save(request: HttpRequest, cohort: Cohort, setup: SessionForms) -> None:
    if setup.session is None:
        schedule_session(cohort, setup.plan(), by=request.user)
    else:
        seen = request.POST.get("seen", "")
        change_session(setup.session, setup.plan(), by=request.user, seen=seen)


def attendance(request: HttpRequest, cohort_id: int, session_id: int) -> HttpResponse:
    """Who was there: „alle anwesend“, then the exceptions, then save."""
    cohort = attended(request, cohort_id)
    sessions = timed_sessions().select_related("cohort").prefetch_related("parts")
    session = get_object_or_404(sessions, pk=session_id, cohort=cohort)
    everybody = request.POST.get("action") == "all"
    saving = request.method == "POST" and not everybody
    rows = _seat_forms(request, cohort, session, bound=saving)
    if everybody:
        tick_everybody(rows, request.POST)
    refused = _("Please look at the marked places. Nothing typed is lost.") if saving else ""
    if saving and all([row.is_valid() for row in rows]):  # noqa: C419 (every complaint at once)
        try:
            written = record_attendance(session, marks(rows), by=request.user)
            messages.success(request, _written(written))
            return redirect(request.path)
        except DomainError as error:
            refused = str(error)
            rows = _seat_forms(request, cohort, session, bound=True)
    guides = guides_beside(cohort.programme_id, session.module_number, session.kind)
    shown = {"session": session, "rows": rows, "refused": refused, "everybody": everybody}
    context = cohort_page(cohort, session.title, guides=guides, **shown)
    return render(request, "lms_courses/admin/attendance.html", context)


def _seat_forms(
    request: HttpRequest, cohort: Cohort, session: Any, *, bound: bool
) -> list[SeatForm]:
    """A form for each person of the cohort; ids in the request are never looked at."""
    allowed = parse(cohort.rule_version.definition).makeup_allowed
    parts = list(session.parts.all())
    asked = Asked(
        most=session.minutes,
        parts=parts if len(parts) > 1 else (),
        elsewhere=sessions_elsewhere(session) if allowed else None,
    )
    data = request.POST if bound else None
    return [SeatForm(data, seat=seat, asked=asked) for seat in seats(session)]


def _written(count: int) -> str:
    if not count:
        return _("Nothing was new; everything stands as it was.")
    return ngettext("%(n)d entry saved.", "%(n)d entries saved.", count) % {"n": count}


@never_cache
@require_safe
def signatures(request: HttpRequest, cohort_id: int, session_id: int) -> HttpResponse:
    """The list to sign, as PDF."""
    cohort = attended(request, cohort_id)
    rows = timed_sessions().select_related("cohort__provider").prefetch_related("parts")
    session = get_object_or_404(rows, pk=session_id, cohort=cohort)
    try:
        pdf = signature_list(session, on=timezone.localdate())
    except UnprintableError as error:
        messages.error(request, str(error))
        return redirect("lms_cohorts:attendance", cohort.pk, session.pk)
    response = HttpResponse(pdf, content_type="application/pdf")
    name = slugify(f"unterschriften-{session.title}")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
