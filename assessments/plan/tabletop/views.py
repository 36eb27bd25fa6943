"""The group's side: the table, its answers, the sheet, and what became of the lessons."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment.desks import Desk, work_scope
from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.limits import of_bearable_size
from assessments.plan.tabletop.choices import choices_of
from assessments.plan.tabletop.domain.answering import give, save_draft
from assessments.plan.tabletop.domain.evaluating import mark_done
from assessments.plan.tabletop.forms import AnswerForm
from assessments.plan.tabletop.models import Exercise, Inject
from assessments.plan.tabletop.queries import exercises_of
from assessments.plan.tabletop.seats import (
    Seat,
    differing,
    refused,
    send_lesson,
    send_sheet,
    with_version,
)
from content.ui import autosave
from courses.curriculum.models import Activity

PLAN = Activity.Kind.PLAN


@never_cache
@require_safe
@login_required
def exercises(request: HttpRequest, key: UUID) -> HttpResponse:
    """To the exercise that is not over; a list where there is none, or nothing yet."""
    submission = work_scope(request.user, key, PLAN).select_related("enrolment__cohort").first()
    if submission is None:
        raise Http404
    desk, rows = Desk(key, PLAN, name=submission.title), exercises_of(submission)
    current = next((row for row in rows if row.state != Exercise.State.CLOSED), None)
    if current:
        return redirect(desk.url("exercise", current.pk))
    context = {
        "desk": desk,
        "rows": rows,
        "submission": submission,
        "enrolment": submission.enrolment,
        "nav_section": "plan",
    }
    return render(request, "lms_assessments/tabletop/exercises.html", context)


@never_cache
@require_safe
@login_required
def exercise(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """The table: cards, clock and answers; afterwards the sheet."""
    return Seat(request, pk, key).show()


@never_cache
@require_safe
@login_required
def news(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    return Seat(request, pk, key).news()


@of_bearable_size
@require_POST
@login_required
def answer(request: HttpRequest, key: UUID, pk: int, card: int) -> HttpResponse:
    """Autosave, saving and deciding end in the domain; whatever happens, nothing typed is lost."""
    seat = Seat(request, pk, key)
    exercise = seat.exercise()
    inject = exercise.injects.filter(pk=card, number__gt=0).first()
    if inject is None:
        raise Http404
    choices = choices_of(exercise.submission)
    decides = request.POST.get("action") == "give" and not autosave.is_autosave(request)
    form = AnswerForm(request.POST, card=inject, choices=choices, is_decision=decides)
    if not form.is_valid():
        return refused(seat, form, cards={card: form})
    version = form.cleaned_data["version"]
    try:
        if decides:
            give(seat.scope, card, form.said, choices=choices, version=version, by=request.user)
            messages.success(request, _("Your decision is noted. You can still decide anew."))
            return seat.back(f"card-{card}")
        saved = save_draft(seat.scope, card, form.said, version=version, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except Locked as error:
        form.add_error(None, str(error))
        return refused(seat, form, cards={card: form})
    except Conflict as error:
        return _conflict(seat, exercise, inject, error)
    if autosave.is_autosave(request):
        return autosave.saved(saved.version, saved.at)
    messages.success(request, _("Saved."))
    return seat.back(f"card-{card}")


def _conflict(seat: Seat, exercise: Exercise, inject: Inject, error: Conflict) -> HttpResponse:
    """Both texts, and a form whose next save replaces the other one knowingly."""
    if autosave.is_autosave(seat.request):
        return autosave.conflict(error.version, error.theirs, by=error.by)
    data = with_version(seat.request.POST, error.version)
    form = AnswerForm(data, card=inject, choices=choices_of(exercise.submission))
    theirs = differing(form, error.theirs)
    return seat.show(status=409, cards={inject.pk: form}, theirs=theirs, theirs_by=error.by)


@of_bearable_size
@require_POST
@login_required
def sheet(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    return send_sheet(Seat(request, pk, key))


@of_bearable_size
@require_POST
@login_required
def lessons(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    return send_lesson(Seat(request, pk, key))


@require_POST
@login_required
def lesson(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """A lesson that stands in the plan: done, or open again."""
    scope = work_scope(request.user, key, PLAN).select_related("template_version")
    is_done = request.POST.get("state") != "open"
    try:
        found = mark_done(scope, pk, is_done=is_done, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except Locked as error:
        messages.warning(request, str(error))
        return redirect(Desk(key, PLAN).url())
    return redirect(Desk(key, PLAN).url("section", found.section_id))
