"""Answering a self-assessment."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from assessments.limits import of_bearable_size
from assessments.self_assessment.domain import answer
from assessments.self_assessment.forms import AssessmentForm
from assessments.self_assessment.queries import open_assessment
from courses.curriculum.readers import visit


@of_bearable_size
@sensitive_post_parameters()
@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def answer_statements(request: HttpRequest, key: UUID) -> HttpResponse:
    """Keeps the answer and leads back to what it shows. GET comes from signing in again."""
    assessment = open_assessment(request.user, key)
    if assessment is None:
        raise Http404
    page = assessment.page
    if request.method == "GET":
        return redirect(page.get_url())
    form = AssessmentForm(assessment.survey, request.POST)
    if not form.is_valid():
        context = page.visit_context(request, visit(request.user, page), form=form)
        return render(request, page.template, context, status=422)
    answer(assessment, form.values, user=request.user, token=form.token)
    messages.success(request, _("Saved. Only you see your answers."))
    return redirect(page.get_url())
