"""Screens about the people of a cohort: list, invitations, team, ending, history."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from content.foundation.errors import DomainError
from content.foundation.people import display_name
from content.ui.screens import screen
from courses.cohorts import history
from courses.cohorts.admin_forms import EndForm, InviteForm, TeamForm
from courses.cohorts.admin_pages import (
    ROWS_A_PAGE,
    cohort_page,
    cohort_url,
    coordinated,
    coordinates,
)
from courses.cohorts.domain import (
    end_enrolment,
    grant_role,
    invite,
    revoke_invitation,
    withdraw_role,
)
from courses.cohorts.inviting import invite_all
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import (
    cohorts_overseen_by,
    looks_after_cohorts,
    providers_coordinated_by,
)
from courses.cohorts.queries import cohort_list, tandem_in, team_of


def cohorts(request: HttpRequest) -> HttpResponse:
    """The cohorts somebody looks after, and the next step where there is none yet."""
    overseen = cohorts_overseen_by(request.user).select_related("programme")
    if not looks_after_cohorts(request.user) and not overseen:
        raise Http404
    context = screen(
        _("Cohorts"),
        cohorts=cohort_list(request.user),
        overseen=overseen,
        may_create=providers_coordinated_by(request.user).exists(),
    )
    return render(request, "lms_courses/admin/cohorts.html", context)


def invitations(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Invite one person or many. Lines that cannot be invited stay, with the reason beside them."""
    cohort = coordinated(request, cohort_id)
    form = InviteForm(request.POST or None)
    outcomes = []
    if form.is_valid():
        outcomes = invite_all(cohort, form.cleaned_data["addresses"], by=request.user)
        failed = [item.line.address for item in outcomes if item.fate.to_mend]
        form = InviteForm(initial={"addresses": "\n".join(failed)})
    context = cohort_page(cohort, _("Invite people"), form=form, outcomes=outcomes)
    return render(request, "lms_courses/admin/invite.html", context)


@require_POST
def renew_invitation(request: HttpRequest, cohort_id: int, invitation_id: int) -> HttpResponse:
    """Send a new link; the earlier one stops working."""
    cohort = coordinated(request, cohort_id)
    waiting = cohort.invitations.filter(accepted_at=None, revoked_at=None)
    found = get_object_or_404(waiting, pk=invitation_id)
    try:
        invite(cohort, found.email, by=request.user)
        messages.success(
            request, _("A new link is on its way to %(email)s.") % {"email": found.email}
        )
    except DomainError as error:
        messages.error(request, str(error))
    return redirect(cohort_url(cohort) + "#invitations")


def withdraw_invitation(request: HttpRequest, cohort_id: int, invitation_id: int) -> HttpResponse:
    cohort = coordinated(request, cohort_id)
    found = get_object_or_404(cohort.invitations.filter(accepted_at=None), pk=invitation_id)
    if request.method == "POST":
        revoke_invitation(found, by=request.user)
        messages.success(request, _("The invitation is withdrawn. Its link opens nothing now."))
        return redirect(cohort_url(cohort) + "#invitations")
    context = cohort_page(cohort, _("Withdraw the invitation"), invitation=found)
    return render(request, "lms_courses/admin/withdraw_invitation.html", context)


def end(request: HttpRequest, cohort_id: int, enrolment_id: int) -> HttpResponse:
    """End somebody's participation, with a reason and a second look."""
    cohort = coordinated(request, cohort_id)
    running = cohort.enrolments.active().select_related("user")
    enrolment = get_object_or_404(running, pk=enrolment_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        withdrawn = form.cleaned_data["how"] == Enrolment.State.WITHDRAWN
        reason = form.cleaned_data["reason"]
        end_enrolment(enrolment, by=request.user, reason=reason, withdrawn=withdrawn)
        messages.success(request, _("The participation has ended. What was achieved is kept."))
        return redirect(cohort_url(cohort))
    name = display_name(enrolment.user)
    context = cohort_page(cohort, _("End participation"), form=form, name=name)
    return render(request, "lms_courses/admin/end.html", context)


def team(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Who does what in the cohort; give a role to somebody who has an account."""
    cohort = coordinated(request, cohort_id)
    form = TeamForm(request.POST or None)
    if form.is_valid():
        grant_role(cohort, form.person, form.cleaned_data["role"], by=request.user)
        messages.success(request, _("The role is given."))
        return redirect("lms_cohorts:team", cohort_id=cohort.pk)
    members = team_of(cohort)
    context = cohort_page(cohort, _("Team"), form=form, team=members, tandem=tandem_in(members))
    return render(request, "lms_courses/admin/team.html", context)


@require_POST
def leave_team(request: HttpRequest, cohort_id: int, role_id: int) -> HttpResponse:
    cohort = coordinated(request, cohort_id)
    held = get_object_or_404(cohort.roles.select_related("user"), pk=role_id)
    try:
        withdraw_role(cohort, held.user, held.role, by=request.user)
        messages.success(request, _("The role is taken away."))
    except DomainError as error:
        messages.error(request, str(error))
    if coordinates(request.user, cohort):
        return redirect("lms_cohorts:team", cohort_id=cohort.pk)
    return redirect("lms_cohorts:list" if looks_after_cohorts(request.user) else "/")


def cohort_history(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """Who did what in this cohort, when and why."""
    cohort = coordinated(request, cohort_id)
    rows = Paginator(history.entries_of(cohort), ROWS_A_PAGE).get_page(request.GET.get("p"))
    summary = ngettext("%(n)d entry", "%(n)d entries", rows.paginator.count) % {
        "n": rows.paginator.count
    }
    lines = history.in_words(rows)
    context = cohort_page(cohort, _("History"), rows=rows, lines=lines, summary=summary)
    return render(request, "lms_courses/admin/history.html", context)
