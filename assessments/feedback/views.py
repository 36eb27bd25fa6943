"""Giving feedback, and changing what one has taken on."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.feedback.domain import give
from assessments.feedback.errors import AlreadyGiven
from assessments.feedback.forms import INTENTION_FIELD, FeedbackForm, IntentionForm
from assessments.feedback.queries import feedback_page, has_given, open_place
from assessments.feedback.questions import INTENTION
from assessments.reflection.domain import write_all
from assessments.reflection.errors import ChangedElsewhere
from assessments.reflection.long_texts import keeps_long_texts
from content.foundation.crypto import SealingError
from courses.curriculum.readers import visit


@keeps_long_texts
@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Takes all five answers at once. GET comes from signing in again."""
    page = feedback_page(request.user, key)
    if page is None:
        raise Http404
    place = open_place(request.user, key) if request.method == "POST" else None
    if place is None:
        return _too_late(request, page, key)
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        return _again(request, page, form, status=422)
    try:
        give(place, key, form.answer, intention=form.typed.get(INTENTION))
    except AlreadyGiven:
        return _too_late(request, page, key)
    except ChangedElsewhere as error:
        form.add_error(INTENTION_FIELD, str(error))
        return _again(request, page, form, status=409, other=error.text)
    except SealingError as error:
        form.add_error(None, str(error))
        return _again(request, page, form, status=503)
    messages.success(request, _("Thank you. Your answers are among the others now."))
    return redirect(page.get_url())


@keeps_long_texts
@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def keep(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keeps the private text alone. GET comes from signing in again."""
    page = feedback_page(request.user, key)
    if page is None:
        raise Http404
    if request.method == "GET":
        return redirect(page.get_url())
    form = IntentionForm(request.POST)
    if not form.is_valid():
        return _again(request, page, form, status=422)
    return _keep(request, page, key, form)


def _keep(request: HttpRequest, page: Any, key: UUID, form: IntentionForm) -> HttpResponse:
    try:
        conflicts = write_all(request.user, key=key, typed=form.typed)
    except SealingError as error:
        form.add_error(None, str(error))
        return _again(request, page, form, status=503)
    if conflict := conflicts.get(INTENTION):
        form.add_error(INTENTION_FIELD, str(conflict))
        return _again(request, page, form, status=409, other=conflict.text)
    messages.success(request, _("Saved. Nobody but you can read it."))
    return redirect(page.get_url())


def _too_late(request: HttpRequest, page: Any, key: UUID) -> HttpResponse:
    """A second click, or another window: the answers are in, only the private text is still one's
    own. If another one was typed here, it is shown beside the one that is kept.
    """
    if request.method == "POST" and has_given(request.user, key):
        messages.info(request, _("You have answered already."))
        form = IntentionForm(request.POST)
        if form.data.get(INTENTION_FIELD, "").strip() and form.is_valid():
            return _keep(request, page, key, form)
    return redirect(page.get_url())


def _again(
    request: HttpRequest, page: Any, form: IntentionForm, *, status: int, **more: Any
) -> HttpResponse:
    """The page as before, with everything that was typed."""
    context = page.visit_context(request, visit(request.user, page), form=form, **more)
    return render(request, page.template, context, status=status)
