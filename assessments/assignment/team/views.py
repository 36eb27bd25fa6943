"""Writing together: the team of a work, invitations, leaving, drafts that were set aside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.assignment.at_desk import work_at, work_context
from assessments.assignment.desks import Desk, desk_of, work_scope
from assessments.assignment.domain.drafts import written_at
from assessments.assignment.errors import NothingHere, TeamRefused
from assessments.assignment.peers.queries import asked_for_feedback
from assessments.assignment.people import with_people
from assessments.assignment.policies import invitations_for, set_aside_by
from assessments.assignment.queries import Work, load_sections
from assessments.assignment.team.domain import (
    accept,
    candidates_for,
    decline,
    dissolve,
    has_text,
    invite,
    leave,
    withdraw,
)
from assessments.assignment.team.forms import InviteForm, JoinForm, LeaveForm
from assessments.assignment.team.queries import asked_of, asked_to_write, invitations_of
from content.foundation.errors import DomainError
from content.foundation.people import display_name


@login_required
def team(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Who writes this work; asking somebody else, taking an invitation back."""
    desk = Desk(key, kind, activity)
    work = _shared(request, desk)
    asking = work.is_forming and not work.why_locked
    places = candidates_for(work.submission) if asking else []
    is_sent = request.method == "POST"
    if is_sent and "withdraw" in request.POST:
        return _withdraw(request, desk)
    form = InviteForm(request.POST if is_sent else None, places=places)
    if asking and form.is_valid():
        try:
            sent = invite(_scope(request, desk), int(form.cleaned_data["place"]), by=request.user)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = _("%(name)s is asked by mail, and finds your invitation on their path.")
            messages.success(request, said % {"name": display_name(sent.enrolment.user)})
            return redirect(desk.url("team"))
    invited = invitations_of(work.submission)
    waiting = sum(row.is_open for row in invited)
    context = work_context(desk, work) | {
        "form": form,
        "invited": invited,
        "is_asking": asking,
        "is_full": len(work.team) + waiting >= work.submission.people_at_most,
        "candidates": places,
    }
    return render(request, "lms_assessments/team/team.html", context)


def _withdraw(request: HttpRequest, desk: Desk) -> HttpResponse:
    number = request.POST.get("withdraw", "")
    withdraw(_scope(request, desk), int(number) if number.isdecimal() else 0)
    messages.success(request, _("The invitation is taken back."))
    return redirect(desk.url("team"))


@login_required
def go(request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None) -> HttpResponse:
    """Leaving the team or dissolving it, with what becomes of the text."""
    desk = Desk(key, kind, activity)
    work = _shared(request, desk)
    if not work.is_shared or not work.is_forming or work.why_locked:
        return redirect(desk.url("team"))
    has_own = _set_aside(request, desk, work).exists()
    form = LeaveForm(request.POST if request.method == "POST" else None, has_own=has_own)
    is_ending = request.method == "POST" and request.POST.get("action") == "dissolve"
    if is_ending or form.is_valid():
        scope = _scope(request, desk)
        try:
            if is_ending:
                dissolve(scope, by=request.user)
                said = _("The team is dissolved. Everybody goes on with a copy of the draft.")
            else:
                leave(scope, by=request.user, go_on=form.chosen)
                said = _("You have left the team and write alone again.")
        except DomainError as error:
            messages.warning(request, str(error))
            return redirect(desk.url("team"))
        messages.success(request, said)
        return redirect(desk.url())
    context = work_context(desk, work) | {
        "form": form,
        "has_own": has_own,
        "may_dissolve": work.team[0].user_id == request.user.pk,
    }
    return render(request, "lms_assessments/team/leave.html", context)


@require_safe
@login_required
def kept(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """One's own drafts from before the team, to read and to copy from."""
    desk = Desk(key, kind, activity)
    work = work_at(request, desk)
    rows = _set_aside(request, desk, work).select_related("template_version")
    found = [load_sections(row) for row in rows.prefetch_related("draft_sections")]
    if not found:
        raise Http404
    drafts = [sections for sections in found if any(not s.empty for s in sections)]
    context = work_context(desk, work) | {"drafts": drafts}
    return render(request, "lms_assessments/team/kept.html", context)


@require_safe
@login_required
def together(request: HttpRequest) -> HttpResponse:
    """What others of one's cohorts ask of one."""
    context = {
        "asked": asked_to_write(request.user),
        "requests": asked_for_feedback(request.user),
        "nav_section": "path",
    }
    return render(request, "lms_assessments/team/together.html", context)


@login_required
def invitation(request: HttpRequest, pk: int) -> HttpResponse:
    """Who asks, what joining means for one's own draft, and the answer."""
    rows = invitations_for(request.user).select_related(
        "invited_by", "enrolment", "submission__enrolment__cohort"
    )
    row = get_object_or_404(rows.prefetch_related(with_people("submission__")), pk=pk)
    asked = asked_of(row)
    own = written_at(row.enrolment, row.submission.activity_key)
    has_own = bool(own and has_text(own))
    if request.POST.get("answer") == "decline":
        decline(pk, by=request.user)
        messages.success(request, _("You have declined. Nothing has changed in your own work."))
        return redirect("assessments:together")
    form = JoinForm(request.POST if request.method == "POST" else None, has_text=has_own)
    if form.is_valid():
        try:
            joined = accept(pk, by=request.user, sets_own_aside=has_own)
        except NothingHere as error:
            raise Http404 from error
        except TeamRefused as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("You write together now."))
            return redirect(desk_of(joined, asked.place).url())
    context = {"asked": asked, "form": form, "has_own": has_own, "nav_section": "path"}
    return render(request, "lms_assessments/team/invitation.html", context)


def _shared(request: HttpRequest, desk: Desk) -> Work:
    """The work, if several may write it."""
    work = work_at(request, desk)
    if not work.may_be_shared:
        raise Http404
    return work


def _set_aside(request: HttpRequest, desk: Desk, work: Work) -> Any:
    mine = set_aside_by(request.user, desk.place)
    return mine.filter(activity_key=work.submission.activity_key)


def _scope(request: HttpRequest, desk: Desk) -> Any:
    return work_scope(request.user, desk.place, desk.kind, desk.activity_key)
