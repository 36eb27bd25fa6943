"""Feedback: what waits, one version, the decision. Screens of the Wagtail admin."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assessments.assignment import review_screen as screen
from assessments.assignment.domain.reviewing import Outcome, decide, save_review
from assessments.assignment.errors import AlreadyDecided, Conflict
from assessments.assignment.forms import ReviewForm, judgement_of
from assessments.assignment.models import Revision
from assessments.assignment.policies import revisions_reviewed_by
from assessments.assignment.queries import (
    decided_for,
    decision_on,
    draft_of,
    queue_rows,
    to_review,
    waiting_for,
)
from assessments.assignment.rubric import judge
from assessments.assignment.words import reasons
from assessments.limits import of_bearable_size
from content.foundation.errors import DomainError
from content.ui import screens
from content.ui.autosave import conflict, invalid, is_autosave
from courses.cohorts.policies import cohorts_taught_by

A_PAGE = 20


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for feedback in one's own cohorts, the oldest first; or what has been decided."""
    if not cohorts_taught_by(request.user).exists():
        raise Http404
    decided = request.GET.get("show") == "decided"
    found = decided_for(request.user) if decided else waiting_for(request.user)
    listed = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    rows = queue_rows(listed, decided=decided)
    context = screens.screen(_("Feedback"), listed=listed, rows=rows, decided=decided)
    return render(request, "lms_assessments/assignment/queue.html", context)


@of_bearable_size
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """One version: to read, to comment, to decide on. Whatever is sent is kept first."""
    revision = get_object_or_404(to_review(request.user), pk=pk)
    if request.method == "POST":
        return _sent(request, revision)
    decision = decision_on(revision)
    if decision:
        return screen.show_decided(request, revision, decision)
    draft = draft_of(revision, request.user)
    return screen.show(request, revision, screen.stored_form(revision, draft), draft=draft)


def _sent(request: HttpRequest, revision: Revision) -> HttpResponse:
    form = screen.form_for(revision, request.POST, partial=True)
    if not form.is_valid():
        return invalid(form) if is_autosave(request) else screen.show(request, revision, form)
    scope = revisions_reviewed_by(request.user).filter(pk=revision.pk)
    version = form.cleaned_data["version"]
    try:
        saved = save_review(scope, content=form.content(), version=version, by=request.user)
    except Conflict as error:
        return _conflict(request, revision, form, error)
    if is_autosave(request):
        return screen.saved_answer(form, saved)
    return _act(request, revision, saved.version)


def _conflict(
    request: HttpRequest, revision: Revision, form: ReviewForm, error: Conflict
) -> HttpResponse:
    """Both texts, and a form whose next save replaces the other one knowingly."""
    if is_autosave(request):
        return conflict(error.version, screen.fields_of(error.theirs))
    theirs = screen.differing(form, dict(error.theirs))
    shown = screen.with_version(form, error.version)
    return screen.show(request, revision, shown, status=409, theirs=theirs)


def _act(request: HttpRequest, revision: Revision, version: int) -> HttpResponse:
    """What the button says, with what has just been kept."""
    action = request.POST.get("action")
    if action not in ("return", "accept"):
        messages.success(request, _("Your draft is saved. Only you can see it."))
        return redirect("lms_reviews:review", pk=revision.pk)
    form = screen.with_version(screen.form_for(revision, request.POST), version)
    if not form.is_valid():
        return screen.show(request, revision, form)
    if action == "accept" and not form.verdict().may_accept:
        messages.error(request, _("This version cannot be accepted yet. The rule says why."))
        return screen.show(request, revision, form)
    if action == "accept":
        return redirect("lms_reviews:accept", pk=revision.pk)
    return _ask_again(request, revision, form)


def _ask_again(request: HttpRequest, revision: Revision, form: ReviewForm) -> HttpResponse:
    try:
        judgement = judgement_of(form.content())
        decide(revision, judgement, outcome=Outcome.RETURNED, by=request.user)
    except AlreadyDecided as error:
        messages.warning(request, str(error))
        return redirect("lms_reviews:review", pk=revision.pk)
    except DomainError as error:
        form.add_error(None, str(error))
        return screen.show(request, revision, form)
    messages.success(request, _("You have asked for a revision. The person gets a mail."))
    return redirect("lms_reviews:queue")


def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The question before accepting, since that stays for good."""
    revision = get_object_or_404(to_review(request.user), pk=pk)
    draft = draft_of(revision, request.user)
    if draft is None or decision_on(revision):
        return redirect("lms_reviews:review", pk=pk)
    if request.method == "POST":
        return _accept(request, revision, draft)
    verdict = judge(revision.submission.rubric_version.parsed(), draft.content["scores"])
    context = screen.head(revision, _("Accept this version?")) | {
        "draft": draft,
        "reasons": reasons(verdict),
    }
    return render(request, "lms_assessments/assignment/accept.html", context)


def _accept(request: HttpRequest, revision: Revision, draft: Any) -> HttpResponse:
    if request.POST.get("version") != str(draft.version):
        messages.warning(request, _("Your feedback has changed since. Please look at it again."))
        return redirect("lms_reviews:accept", pk=revision.pk)
    try:
        judgement = judgement_of(draft.content)
        decide(revision, judgement, outcome=Outcome.ACCEPTED, by=request.user)
    except DomainError as error:
        messages.error(request, str(error))
        return redirect("lms_reviews:review", pk=revision.pk)
    messages.success(request, _("The work is accepted. The person gets a mail."))
    return redirect("lms_reviews:queue")
