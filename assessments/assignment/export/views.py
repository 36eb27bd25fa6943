"""Taking work along as a document, and beginning one from an earlier one.

Documents are made now, for whoever asks and may see the work, and kept nowhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.assignment.at_desk import place_at, scope_at
from assessments.assignment.desks import (
    Beginning,
    Desk,
    begun,
    find_beginning,
    find_work,
    needs_agreement,
    ready_to_begin,
    with_work_on_it,
)
from assessments.assignment.domain.taking_over import take_over
from assessments.assignment.errors import KeptBack, NothingHere, NotPrintable
from assessments.assignment.export.data import print_json
from assessments.assignment.export.docx import print_docx
from assessments.assignment.export.forms import EarlierForm
from assessments.assignment.export.papers import Paper, draft_paper, version_paper
from assessments.assignment.export.pdf import print_pdf
from assessments.assignment.models import Revision
from assessments.assignment.policies import revisions_reviewed_by
from assessments.assignment.sheet.sections import Section
from assessments.limits import of_bearable_files
from content.foundation.errors import DomainError
from courses.cohorts.models import Enrolment


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document: how it is made, and what a browser is told it is."""

    made: Callable[[Paper], bytes]
    content_type: str


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
KINDS = {
    "pdf": Kind(print_pdf, "application/pdf"),
    "docx": Kind(print_docx, WORD),
    "json": Kind(print_json, "application/json"),
}


@require_safe
@never_cache
@login_required
def draft(
    request: HttpRequest, key: UUID, suffix: str, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """What stands in the draft now."""
    desk = Desk(key, kind, activity)
    found = _Download(request, suffix, back=desk.url())
    return found.answer(lambda: draft_paper(scope_at(request, desk)))


@require_safe
@never_cache
@login_required
def version(
    request: HttpRequest,
    key: UUID,
    number: int,
    suffix: str,
    *,
    kind: str,
    activity: UUID | None = None,
) -> HttpResponse:
    """A version as it was handed in."""
    desk = Desk(key, kind, activity)
    mine = Revision.objects.filter(submission__in=scope_at(request, desk).values("pk"))
    found = _Download(request, suffix, back=desk.url("version", number))
    return found.answer(lambda: version_paper(mine.filter(number=number)))


@require_safe
@never_cache
def reviewed(request: HttpRequest, pk: int, suffix: str) -> HttpResponse:
    """A version of a cohort one teaches."""
    found = _Download(request, suffix, back="lms_reviews:review", args=(pk,))
    return found.answer(lambda: version_paper(revisions_reviewed_by(request.user).filter(pk=pk)))


class _Download:
    """One document, or a word at the place one came from why there is none."""

    def __init__(
        self, request: HttpRequest, suffix: str, *, back: str, args: tuple[Any, ...] = ()
    ) -> None:
        if suffix not in KINDS:
            raise Http404
        self.request, self.suffix, self.back, self.args = request, suffix, back, args

    def answer(self, paper: Callable[[], Paper]) -> HttpResponse:
        try:
            found = paper()
            content = KINDS[self.suffix].made(found)
        except NothingHere as error:
            raise Http404 from error
        except (KeptBack, NotPrintable) as error:
            messages.error(self.request, str(error))
            return redirect(self.back, *self.args)
        response = HttpResponse(content, content_type=KINDS[self.suffix].content_type)
        name = found.filename(self.suffix)
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response


@of_bearable_files
@login_required
def earlier(
    request: HttpRequest, key: UUID, *, kind: str, activity: UUID | None = None
) -> HttpResponse:
    """Begin with what was written in an earlier work, from its file."""
    desk, enrolment = Desk(key, kind, activity), place_at(request, key)
    if needs_agreement(enrolment):
        return redirect("courses:agreement", cohort_id=enrolment.cohort_id)
    work = find_work(scope_at(request, desk))
    beginning = None if work else _beginning(enrolment, desk)
    if work and not work.is_untouched:
        return redirect(desk.url())
    posted = request.method == "POST"
    form = EarlierForm(request.POST, request.FILES) if posted else EarlierForm()
    if form.is_valid():
        return _taken_over(request, desk, enrolment, beginning, form)
    if work:
        desk = with_work_on_it(desk, work.submission)
    elif beginning:
        desk = ready_to_begin(desk, beginning)
    context = {"desk": desk, "enrolment": enrolment, "form": form}
    status = 422 if posted else 200
    return render(request, "lms_assessments/writing/earlier.html", context, status=status)


def _beginning(enrolment: Enrolment, desk: Desk) -> Beginning:
    beginning = find_beginning(enrolment, desk.kind, desk.activity_key)
    if beginning is None or not beginning.may_begin:
        raise Http404
    return beginning


def _taken_over(
    request: HttpRequest,
    desk: Desk,
    enrolment: Enrolment,
    beginning: Beginning | None,
    form: EarlierForm,
) -> HttpResponse:
    found = form.earlier
    try:
        if beginning:
            begun(enrolment, beginning)
        left = take_over(scope_at(request, desk), found.sections, found.values, by=request.user)
    except NothingHere as error:
        raise Http404 from error
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _said_of(left))
    return redirect(desk.url())


def _said_of(left: Sequence[Section]) -> str:
    said = _("The earlier work is taken over.")
    if not left:
        return said
    names = ", ".join(section.name for section in left)
    more = _(
        "What had no field here stands at the end of these sections, for you to sort: %(names)s."
    )
    return f"{said} {more % {'names': names}}"
