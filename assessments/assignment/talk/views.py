"""What those who write say below a comment, where no text is open beside it."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from assessments.assignment.desks import Desk, work_scope
from assessments.assignment.talk.buttons import Said, act
from assessments.assignment.talk.forms import ANSWER, DONE, OPEN, AnswerForm
from assessments.assignment.threads import anchor_of
from assessments.assignment.writing_views import show_feedback
from assessments.limits import of_bearable_size


@of_bearable_size
@require_POST
@login_required
def talk(
    request: HttpRequest, key: UUID, number: int, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """An answer, or that a comment is done; then back to the feedback."""
    desk = Desk(key, kind, activity)
    scope: Any = work_scope(request.user, desk.place, desk.kind, desk.activity_key)
    verb, comment = request.POST.get("action", ""), request.POST.get("key", "")
    form = AnswerForm(comment, request.POST)
    text = form["text"].value() or ""
    # Who marks a comment as done may have answered in the same breath.
    if (text.strip() or verb not in (DONE, OPEN)) and not form.is_valid():
        return show_feedback(request, desk, number, form=form)
    act(request, scope, verb if verb in (DONE, OPEN) else ANSWER, Said(number, comment, text))
    return redirect(f"{desk.url('feedback', number)}#{anchor_of(comment)}")
