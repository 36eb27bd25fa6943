"""Writing: overview, one section a page, handing in, feedback, versions.

One set of views for every kind of written work; `kind` and `activity` come from the address.
"""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from assessments.assignment.desks import (
    Desk,
    enrolment_of,
    find_beginning,
    find_work,
    needs_agreement,
    work_scope,
)
from assessments.assignment.domain.drafts import save_section, start
from assessments.assignment.domain.handing_in import hand_in
from assessments.assignment.errors import Conflict, Invalid, Locked, NothingHere, TeamChanged
from assessments.assignment.fields import TEXT
from assessments.assignment.forms import HandInForm
from assessments.assignment.models import Submission
from assessments.assignment.people import named
from assessments.assignment.queries import SectionText, Work, load_feedback
from assessments.assignment.section_form import SectionForm, flat, with_rows
from assessments.assignment.sections import Section
from assessments.assignment.team.queries import around, asked_to_write
from assessments.assignment.words import reasons
from assessments.limits import of_bearable_size
from content.foundation.errors import DomainError
from content.ui import autosave
from courses.cohorts.models import Enrolment

# Which rows get an empty one to write in: `?neu=beteiligte`.
NEW_ROW = "neu"


@require_safe
@login_required
def workspace(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Where the work stands, and where to go on."""
    desk, enrolment = Desk(key, kind, activity), _place(request, key)
    if needs_agreement(enrolment):
        return redirect("courses:agreement", cohort_id=enrolment.cohort_id)
    work = find_work(_scope(request, desk))
    if work:
        context = work_context(desk, work) | _around_team(request, work)
        return render(request, "lms_assessments/writing/workspace.html", context)
    beginning = find_beginning(enrolment, kind, activity)
    if beginning is None:
        raise Http404
    with_name = replace(desk, name=beginning.page.title)
    is_shared = beginning.page.people_at_most > 1
    context = {
        "desk": with_name,
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
    desk, enrolment = Desk(key, kind, activity), _place(request, key)
    beginning = find_beginning(enrolment, kind, activity)
    if needs_agreement(enrolment) or beginning is None or not beginning.may_begin:
        raise Http404
    submission = start(
        enrolment,
        beginning.activity.key,
        title=beginning.page.title,
        template=beginning.page.template_version,
        rubric=beginning.page.rubric_version,
        reviewers=beginning.page.reviewers,
        people_at_most=beginning.page.people_at_most,
    )
    first = submission.template_version.parsed()[0]
    return redirect(desk.url("section", first.id))


@of_bearable_size
@login_required
def section(
    request: HttpRequest, key: UUID, slug: str, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """One section: to write, to save, to go on."""
    desk = Desk(key, kind, activity)
    if request.method == "POST":
        return _save(request, desk, slug)
    work = work_at(request, desk)
    item = _section(work, slug)
    extra = request.GET.get(NEW_ROW, "")
    form = SectionForm(item.section, values=item.values, version=item.version, extra=extra)
    return _show(request, desk, work, item, form)


class _Sent:
    """What was sent for a section. Its form is made when the section is known, under the lock."""

    form: SectionForm

    def __init__(self, request: HttpRequest, desk: Desk, slug: str) -> None:
        self.request, self.desk, self.slug = request, desk, slug

    @property
    def version(self) -> int:
        sent = self.request.POST.get("version", "")
        return int(sent) if sent.isdecimal() else 0

    def values(self, section: Section) -> dict[str, Any]:
        """Raises Invalid, with everything that was typed in `form`."""
        self.form = SectionForm(section, self.request.POST)
        if not self.form.is_valid():
            raise Invalid
        values = self.form.values
        if self.form.cleaned_data["keep"] in ("theirs", "both"):
            theirs = _section(work_at(self.request, self.desk), self.slug).values
            values = self.form.chosen(theirs)
        return with_rows(section, values, self.request.POST.get("rows", ""))


def _save(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Autosave and the real form end in the same domain call."""
    sent = _Sent(request, desk, slug)
    try:
        saved = save_section(
            _scope(request, desk),
            slug,
            values=sent.values,
            version=sent.version,
            by=request.user,
        )
    except NothingHere as error:
        raise Http404 from error
    except Invalid:
        return _refuse(request, desk, slug, sent.form)
    except Locked as error:
        sent.form.add_error(TEXT.id if TEXT.id in sent.form.fields else None, str(error))
        return _refuse(request, desk, slug, sent.form)
    except Conflict as error:
        return _conflict(request, desk, slug, sent.form, error)
    if autosave.is_autosave(request):
        return autosave.saved(saved.version, saved.at)
    return _go_on(request, desk, slug)


def _refuse(request: HttpRequest, desk: Desk, slug: str, form: SectionForm) -> HttpResponse:
    """Not saved; what was typed stands in the form that comes back."""
    if autosave.is_autosave(request):
        return autosave.invalid(form)
    work = work_at(request, desk)
    return _show(request, desk, work, _section(work, slug), form, refused=True)


def _conflict(
    request: HttpRequest, desk: Desk, slug: str, form: SectionForm, error: Conflict
) -> HttpResponse:
    """Both versions and a choice; nothing has been stored."""
    if autosave.is_autosave(request):
        return autosave.conflict(error.version, flat(form.section, error.theirs), by=error.by)
    work = work_at(request, desk)
    item = _section(work, slug)
    context = work_context(desk, work) | {
        "item": item,
        "form": SectionForm(form.section, values=form.values, version=error.version),
        "theirs": item.told,
    }
    return render(request, "lms_assessments/writing/conflict.html", context, status=409)


def _go_on(request: HttpRequest, desk: Desk, slug: str) -> HttpResponse:
    """Where the pressed button leads; the save button stays on the page."""
    target, rows = request.POST.get("go", ""), request.POST.get("rows", "")
    here = desk.url("section", slug)
    if rows:
        verb, _colon, rest = rows.partition(":")
        name = rest.partition(":")[0]
        # With a fragment a browser would not put the cursor into the new row.
        return redirect(f"{here}?{NEW_ROW}={name}" if verb == "add" else f"{here}#{name}")
    if target == "hand-in":
        return redirect(desk.url("hand_in"))
    if target != "next":
        messages.success(request, _("Saved."))
        return redirect(here)
    work = work_at(request, desk)
    _previous, following = work.neighbours(_section(work, slug))
    item = following or work.sections[0]
    return redirect(desk.url("section", item.section.id))


def _show(
    request: HttpRequest,
    desk: Desk,
    work: Work,
    item: SectionText,
    form: SectionForm,
    *,
    refused: bool = False,
) -> HttpResponse:
    previous, following = work.neighbours(item)
    context = work_context(desk, work) | {
        "item": item,
        "form": form,
        "previous": previous,
        "following": following,
        "writable": not work.why_locked,
        "typed": refused,
    }
    return render(
        request, "lms_assessments/writing/section.html", context, status=400 if refused else 200
    )


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
            revision = hand_in(_scope(request, desk), by=request.user, team=confirmed)
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
    """What the trainers say about a version."""
    desk = Desk(key, kind, activity)
    work = work_at(request, desk)
    shown = work.version(number)
    if shown is None or shown.decision is None:
        raise Http404
    found = load_feedback(shown.revision, shown.decision, work)
    context = work_context(desk, work) | {
        "feedback": found,
        "reasons": reasons(found.verdict),
        "is_latest": shown == work.reviewed,
    }
    return render(request, "lms_assessments/writing/feedback.html", context)


@require_safe
@login_required
def version(
    request: HttpRequest, key: UUID, number: int, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """A version as it was handed in, to read."""
    desk = Desk(key, kind, activity)
    work = work_at(request, desk)
    shown = work.version(number)
    if shown is None:
        raise Http404
    context = work_context(desk, work) | {"shown": shown}
    return render(request, "lms_assessments/writing/version.html", context)


def _place(request: HttpRequest, key: UUID) -> Enrolment:
    enrolment = enrolment_of(request.user, key)
    if enrolment is None:
        raise Http404
    return enrolment


def _scope(request: HttpRequest, desk: Desk) -> QuerySet[Submission]:
    return work_scope(request.user, desk.place, desk.kind, desk.activity_key)


def work_at(request: HttpRequest, desk: Desk) -> Work:
    """The work the user writes there, or 404."""
    work = find_work(_scope(request, desk))
    if work is None:
        raise Http404
    return work


def _section(work: Work, slug: str) -> SectionText:
    item = work.find(slug)
    if item is None:
        raise Http404
    return item


def _around_team(request: HttpRequest, work: Work) -> dict[str, Any]:
    """Who is asked to write along, and who asks; only while a team may still form."""
    if not work.may_be_shared or not work.is_forming:
        return {"asked": (), "invited": ()}
    asked, invited = around(work.submission, request.user)
    return {"asked": asked, "invited": invited}


def work_context(desk: Desk, work: Work) -> dict[str, Any]:
    """What every page around a work needs."""
    return {
        "desk": replace(desk, name=work.submission.title),
        "enrolment": work.submission.enrolment,
        "work": work,
        "submission": work.submission,
        "nav_section": "plan" if desk.is_plan else "modules",
    }
