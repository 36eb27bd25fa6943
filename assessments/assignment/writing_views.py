"""Writing: overview, handing in, feedback, versions. A section has `section_views`.

One set of views for every kind of written work; `kind` and `activity` come from the address.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment.at_desk import place_at, scope_at, work_at, work_context
from assessments.assignment.beside import Place, parts_beside
from assessments.assignment.comparison import compared, others_than
from assessments.assignment.desks import (
    Desk,
    begun,
    find_beginning,
    find_work,
    has_example,
    needs_agreement,
    ready_to_begin,
)
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.domain.moving import move_on
from assessments.assignment.errors import Locked, NothingHere, TeamChanged
from assessments.assignment.feedback_queries import load_feedback
from assessments.assignment.forms import HandInForm
from assessments.assignment.people import named
from assessments.assignment.queries import Work
from assessments.assignment.talk.forms import AnswerForm, talks
from assessments.assignment.team.queries import around, asked_to_write
from assessments.assignment.words import reasons
from content.foundation.errors import DomainError
from courses.sessions.queries import presentation_of

# What a version is compared with: `?mit=2`, `?mit=entwurf`.
WITH = "mit"


@require_safe
@login_required
def workspace(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Where the work stands, and where to go on."""
    desk = Desk(key, kind, activity)
    work = find_work(scope_at(request, desk))
    if work:
        context = work_context(desk, work) | _around_team(request, work)
        context["beside"] = parts_beside(Place.OVERVIEW, desk, work.submission)
        if desk.is_plan:
            context["presentation"] = presentation_of(work.submission.enrolment.cohort_id)
        context["has_example"] = has_example(kind, work.submission.activity_key)
        return render(request, "lms_assessments/writing/workspace.html", context)
    enrolment = place_at(request, key)
    if needs_agreement(enrolment):
        return redirect("courses:agreement", cohort_id=enrolment.cohort_id)
    beginning = find_beginning(enrolment, kind, activity)
    if beginning is None:
        raise Http404
    is_shared = beginning.page.people_at_most > 1
    context = {
        "desk": ready_to_begin(desk, beginning),
        "enrolment": enrolment,
        "beginning": beginning,
        "asked": asked_to_write(request.user, beginning.activity.key) if is_shared else (),
    }
    return render(request, "lms_assessments/writing/begin.html", context)


@require_POST
@login_required
def begin(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Pin template and rubric, then to the first section."""
    desk, enrolment = Desk(key, kind, activity), place_at(request, key)
    beginning = find_beginning(enrolment, kind, activity)
    if needs_agreement(enrolment) or beginning is None or not beginning.may_begin:
        raise Http404
    submission = begun(enrolment, beginning)
    first = submission.template_version.parsed()[0]
    return redirect(desk.url("section", first.id))


@require_POST
@login_required
def move(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Go on with the newest version of the template."""
    desk = Desk(key, kind, activity)
    try:
        move_on(scope_at(request, desk), by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except Locked as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("You now write in the new template. Nothing was lost."))
    return redirect(desk.url())


@login_required
def submit(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Check list, a last look, hand in. A second click finds the version of the first."""
    desk = Desk(key, kind, activity)
    work = work_at(request, desk)
    team = named(work.submission)
    form = HandInForm(request.POST if request.method == "POST" else None, team=team)
    if form.is_valid():
        confirmed = form.confirmed or [place for place, _name in team[:1]]
        try:
            revision = hand_in(scope_at(request, desk), by=request.user, team=confirmed)
        except NothingHere as error:
            raise Http404 from error
        except TeamChanged as error:
            messages.warning(request, str(error))
            return redirect(desk.url("hand_in"))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = _("Version %(number)s is handed in. You will get a mail when there is feedback.")
            messages.success(request, said % {"number": revision.number})
            return redirect(desk.url())
    context = work_context(desk, work) | {"form": form}
    return render(request, "lms_assessments/writing/hand_in.html", context)


@require_safe
@login_required
def feedback(
    request: HttpRequest, key: UUID, number: int, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """What the trainers say about a version, and what was said about that."""
    return show_feedback(request, Desk(key, kind, activity), number)


def show_feedback(
    request: HttpRequest, desk: Desk, number: int, *, form: AnswerForm | None = None
) -> HttpResponse:
    """`form` is an answer that was not taken, with what was typed."""
    work = work_at(request, desk)
    shown = work.version(number)
    if shown is None or shown.decision is None:
        raise Http404
    found = load_feedback(shown.revision, shown.decision, work)
    context = work_context(desk, work) | {
        "feedback": found,
        "reasons": reasons(found.verdict),
        "is_latest": shown == work.reviewed,
        "talks": talks(found.places, form),
        "review": found.review,
    }
    status = 422 if form else 200
    return render(request, "lms_assessments/writing/feedback.html", context, status=status)


@require_safe
@login_required
def version(
    request: HttpRequest, key: UUID, number: int, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """A version as it was handed in, to read; beside another one or the draft on request."""
    desk = Desk(key, kind, activity)
    work = work_at(request, desk)
    shown = work.version(number)
    if shown is None:
        raise Http404
    choices = others_than(work, shown)
    chosen = request.GET.get(WITH, "")
    if chosen and chosen not in {choice.key for choice in choices}:
        raise Http404
    context = work_context(desk, work) | {
        "shown": shown,
        "choices": choices,
        "comparison": compared(work, shown, chosen) if chosen else None,
        "with_key": chosen,
    }
    return render(request, "lms_assessments/writing/version.html", context)


def _around_team(request: HttpRequest, work: Work) -> dict[str, Any]:
    """Who is asked to write along, and who asks; only while a team may still form."""
    if not work.may_be_shared or not work.is_forming:
        return {"asked": (), "invited": ()}
    asked, invited = around(work.submission, request.user)
    return {"asked": asked, "invited": invited}
