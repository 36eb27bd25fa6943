"""The workspace: overview, one section a page, handing in, feedback, versions."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment.domain.drafts import save_section, start
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.assignment.fields import TEXT
from assessments.assignment.queries import SectionText, Work, load_feedback
from assessments.assignment.words import reasons
from assessments.limits import of_bearable_size
from assessments.plan.forms import ChoiceForm, HandInForm, SectionForm
from assessments.plan.queries import (
    enrolment_of,
    find_beginning,
    find_work,
    needs_agreement,
    places_with_plan,
    plan_scope,
)
from content.foundation.errors import DomainError
from content.ui import autosave
from courses.cohorts.models import Enrolment


@require_safe
@login_required
def home(request: HttpRequest) -> HttpResponse:
    """To the one plan of the running place; a choice where there are several."""
    places = places_with_plan(request.user)
    running = [p for p in places if p.enrolment.state == Enrolment.State.ACTIVE]
    chosen = running if len(running) == 1 else places
    if len(chosen) == 1:
        return redirect("assessments:plan", key=chosen[0].enrolment.key)
    return render(request, "lms_assessments/plan/home.html", {"places": places})


@require_safe
@login_required
def workspace(request: HttpRequest, key: UUID) -> HttpResponse:
    """Where the plan stands, and where to go on."""
    enrolment = _place(request, key)
    if needs_agreement(enrolment):
        return redirect("courses:agreement", cohort_id=enrolment.cohort_id)
    work = find_work(request.user, key)
    if work:
        context = _context(enrolment, work)
        return render(request, "lms_assessments/plan/workspace.html", context)
    beginning = find_beginning(enrolment)
    if beginning is None:
        raise Http404
    context = {"enrolment": enrolment, "beginning": beginning}
    return render(request, "lms_assessments/plan/begin.html", context)


@require_POST
@login_required
def begin(request: HttpRequest, key: UUID) -> HttpResponse:
    """Pin template and rubric, then to the first section."""
    enrolment = _place(request, key)
    beginning = find_beginning(enrolment)
    if needs_agreement(enrolment) or beginning is None or not beginning.may_begin:
        raise Http404
    submission = start(
        enrolment,
        beginning.activity.key,
        title=beginning.page.title,
        template=beginning.page.template_version,
        rubric=beginning.page.rubric_version,
        reviewers=beginning.page.reviewers,
    )
    first = submission.template_version.parsed()[0]
    return redirect("assessments:plan_section", key=key, slug=first.id)


@of_bearable_size
@login_required
def section(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """One section: to write, to save, to go on."""
    if request.method == "POST":
        return _save(request, key, slug)
    work = _work(request, key)
    item = _section(work, slug)
    form = SectionForm(initial={"text": item.text, "version": item.version})
    return _show(request, work, item, form)


def _save(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Autosave and the real form end in the same domain call."""
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return _refuse(request, key, slug, form)
    scope = plan_scope(request.user, key)
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    if form.cleaned_data["keep"] in ("theirs", "both"):
        text = form.chosen(_section(_work(request, key), slug).text)
    try:
        saved = save_section(scope, slug, values={TEXT.id: text}, version=version)
    except NothingHere as error:
        raise Http404 from error
    except Locked as error:
        form.add_error("text", str(error))
        return _refuse(request, key, slug, form)
    except Conflict as error:
        return _conflict(request, key, slug, text, error)
    if autosave.is_autosave(request):
        return autosave.saved(saved.version, saved.at)
    return _go_on(request, key, slug)


def _refuse(request: HttpRequest, key: UUID, slug: str, form: SectionForm) -> HttpResponse:
    """Not saved; what was typed stands in the form that comes back."""
    if autosave.is_autosave(request):
        return autosave.invalid(form)
    work = _work(request, key)
    return _show(request, work, _section(work, slug), form, refused=True)


def _conflict(
    request: HttpRequest, key: UUID, slug: str, mine: str, error: Conflict
) -> HttpResponse:
    """Both texts and a choice; nothing has been stored."""
    if autosave.is_autosave(request):
        return autosave.conflict(error.version, error.theirs)
    work = _work(request, key)
    context = _context(work.submission.enrolment, work) | {
        "item": _section(work, slug),
        "form": ChoiceForm(initial={"text": mine, "version": error.version}),
        "theirs": error.theirs.get(TEXT.id, ""),
    }
    return render(request, "lms_assessments/plan/conflict.html", context, status=409)


def _go_on(request: HttpRequest, key: UUID, slug: str) -> HttpResponse:
    """Where the pressed button leads; the save button stays on the page."""
    target = request.POST.get("go", "")
    if target == "hand-in":
        return redirect("assessments:plan_hand_in", key=key)
    if target != "next":
        messages.success(request, _("Saved."))
        return redirect("assessments:plan_section", key=key, slug=slug)
    work = _work(request, key)
    _previous, following = work.neighbours(_section(work, slug))
    item = following or work.sections[0]
    return redirect("assessments:plan_section", key=key, slug=item.section.id)


def _show(
    request: HttpRequest,
    work: Work,
    item: SectionText,
    form: SectionForm,
    *,
    refused: bool = False,
) -> HttpResponse:
    previous, following = work.neighbours(item)
    context = _context(work.submission.enrolment, work) | {
        "item": item,
        "form": form,
        "previous": previous,
        "following": following,
        "writable": not work.why_locked,
        "typed": refused,
    }
    return render(
        request, "lms_assessments/plan/section.html", context, status=400 if refused else 200
    )


@login_required
def submit(request: HttpRequest, key: UUID) -> HttpResponse:
    """Check list, a last look, hand in. A second click finds the version of the first."""
    form = HandInForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            revision = hand_in(plan_scope(request.user, key), by=request.user)
        except NothingHere as error:
            raise Http404 from error
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            said = _("Version %(number)s is handed in. You will get a mail when there is feedback.")
            messages.success(request, said % {"number": revision.number})
            return redirect("assessments:plan", key=key)
    work = _work(request, key)
    context = _context(work.submission.enrolment, work) | {"form": form}
    return render(request, "lms_assessments/plan/hand_in.html", context)


@require_safe
@login_required
def feedback(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """What the trainers say about a version."""
    work = _work(request, key)
    shown = work.version(number)
    if shown is None or shown.decision is None:
        raise Http404
    found = load_feedback(shown.revision, shown.decision, work)
    context = _context(work.submission.enrolment, work) | {
        "feedback": found,
        "reasons": reasons(found.verdict),
        "is_latest": shown == work.reviewed,
    }
    return render(request, "lms_assessments/plan/feedback.html", context)


@require_safe
@login_required
def version(request: HttpRequest, key: UUID, number: int) -> HttpResponse:
    """A version as it was handed in, to read."""
    work = _work(request, key)
    shown = work.version(number)
    if shown is None:
        raise Http404
    context = _context(work.submission.enrolment, work) | {"shown": shown}
    return render(request, "lms_assessments/plan/version.html", context)


def _place(request: HttpRequest, key: UUID) -> Enrolment:
    enrolment = enrolment_of(request.user, key)
    if enrolment is None:
        raise Http404
    return enrolment


def _work(request: HttpRequest, key: UUID) -> Work:
    work = find_work(request.user, key)
    if work is None:
        raise Http404
    return work


def _section(work: Work, slug: str) -> SectionText:
    item = work.find(slug)
    if item is None:
        raise Http404
    return item


def _context(enrolment: Enrolment, work: Work) -> dict[str, Any]:
    return {
        "enrolment": enrolment,
        "work": work,
        "submission": work.submission,
        "key": enrolment.key,
        "nav_section": "plan",
    }
