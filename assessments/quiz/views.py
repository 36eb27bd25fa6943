"""Answering a self-test."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments.limits import of_bearable_size
from assessments.quiz.domain import submit
from assessments.quiz.forms import TestForm
from assessments.quiz.grading import grade
from assessments.quiz.queries import OpenTest, open_test
from assessments.quiz.showing import SelfTest, show_form
from courses.curriculum.models import Activity

PAGE = "lms_assessments/quiz/page.html"


@of_bearable_size
@login_required
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """Grades what was answered and leads back to it. GET comes from signing in again."""
    test = open_test(request.user, key)
    if test is None:
        raise Http404
    if request.method == "GET":
        return redirect(test.page.place())
    form = TestForm(test.quiz, request.POST, order=test.order)
    if not form.is_valid():
        return _page(request, test, show_form(test.page.title, key, form), status=422)
    if not test.is_kept:
        result = grade(test.quiz, form.answers)
        return _page(request, test, show_form(test.page.title, key, form, result=result))
    submit(test, form.answers, user=request.user, token=form.token)
    return redirect(test.page.place())


def _page(
    request: HttpRequest, test: OpenTest, shown: SelfTest, *, status: int = 200
) -> HttpResponse:
    context = {
        "page": test.page,
        "test": shown,
        "back": test.page.place(),
        "is_try": not test.is_kept,
        "is_of_lesson": test.page.parent_kind == Activity.Kind.LESSON,
    }
    return render(request, PAGE, context, status=status)
