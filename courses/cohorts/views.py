"""Accepting an invitation, and promising confidentiality."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, get_user_model, login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from content.foundation.people import display_name
from content.ui.dates import long_date
from courses.cohorts.domain import (
    confirm_agreement,
    create_invited_user,
    is_meant_for,
    join,
    read_invitation,
)
from courses.cohorts.errors import InvitationRefused
from courses.cohorts.forms import AgreementForm, InvitedPersonForm, SignInForm
from courses.cohorts.models import Enrolment, Invitation
from courses.cohorts.policies import enrolments_of
from courses.cohorts.queries import agreement_page

MY_WAY = "/mein-weg/"
Reason = InvitationRefused.Reason


@never_cache
@sensitive_post_parameters("password1", "password2")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Three steps behind one address: who you are, what we promise each other, and off you go."""
    try:
        found = read_invitation(token)
        if not request.user.is_authenticated:
            return _who_you_are(request, found)
        if not is_meant_for(found, request.user):
            context = {"invitation": found}
            return render(request, "lms_courses/cohorts/foreign.html", context, status=403)
        return _what_we_promise(request, found)
    except InvitationRefused as refusal:
        return _refused(request, refusal)


def _who_you_are(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Step 1: a name and a password; signing in where the address has an account."""
    form = InvitedPersonForm(request.POST or None, invitation=found)
    context = _invitation_page(found) | {"form": form}
    if get_user_model()._default_manager.filter(email__iexact=found.email).exists():
        return _sign_in(request, found, context)
    if not form.is_valid():
        return render(request, "lms_courses/cohorts/invitation.html", context)
    try:
        user = create_invited_user(found, password=form.cleaned_data["password1"], **form.names)
    except InvitationRefused:
        return _sign_in(request, found, context)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(request.path)


def _sign_in(request: HttpRequest, found: Invitation, context: dict[str, Any]) -> HttpResponse:
    """The account is there. A second click on „Weiter“ comes here with the right password."""
    password = request.POST.get("password1")
    user = password and authenticate(request, email=found.email, password=password)
    if user:
        login(request, user)
        return redirect(request.path)
    context["sign_in"] = SignInForm()
    return render(request, "lms_courses/cohorts/invitation_sign_in.html", context)


def _invitation_page(found: Invitation) -> dict[str, Any]:
    return {
        "invitation": found,
        "cohort": found.cohort,
        "inviter": display_name(found.invited_by) if found.invited_by else "",
        "starts_on": long_date(found.cohort.starts_on),
        "step": 1,
    }


def _what_we_promise(request: HttpRequest, found: Invitation) -> HttpResponse:
    """Step 2. The place is taken only together with the promise."""
    form = AgreementForm(request.POST or None, agreement=found.cohort.agreement)
    if form.is_valid():
        join(found, user=request.user)
        return redirect(MY_WAY)
    context = agreement_page(found.cohort) | {"form": form, "invitation": found, "step": 2}
    return render(request, "lms_courses/cohorts/invitation_agreement.html", context)


def _refused(request: HttpRequest, refusal: InvitationRefused) -> HttpResponse:
    """Says what happened to the link; whoever used it themselves simply goes on."""
    found = refusal.invitation
    user = request.user
    if refusal.reason == Reason.USED and user.is_authenticated and is_meant_for(found, user):
        return redirect(MY_WAY)
    context = {
        "refusal": refusal,
        "reason": str(refusal.reason),
        "provider": found.cohort.provider if found else None,
    }
    status = 404 if refusal.reason == Reason.INCOMPLETE else 410
    return render(request, "lms_courses/cohorts/refused.html", context, status=status)


@never_cache
@login_required
def agreement(request: HttpRequest, cohort_id: int) -> HttpResponse:
    """The promise to one cohort: to read again, or to give anew when its version has changed."""
    running = enrolments_of(request.user).filter(state=Enrolment.State.ACTIVE)
    enrolment = get_object_or_404(
        running.select_related("cohort__agreement", "cohort__provider"), cohort=cohort_id
    )
    form = AgreementForm(request.POST or None, agreement=enrolment.cohort.agreement)
    if form.is_valid():
        confirm_agreement(enrolment.cohort, user=request.user)
        return redirect(MY_WAY)
    context = agreement_page(enrolment.cohort, user=request.user) | {"form": form}
    return render(request, "lms_courses/cohorts/agreement.html", context)
