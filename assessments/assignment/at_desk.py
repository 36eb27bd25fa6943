"""What the views around a piece of work begin with: whose it is, and what every page needs."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from assessments.assignment.desks import Desk, enrolment_of, find_work, with_work_on_it, work_scope
from assessments.assignment.models import Submission
from assessments.assignment.queries import SectionText, Work
from courses.cohorts.models import Enrolment


def place_at(request: HttpRequest, key: UUID) -> Enrolment:
    """The user's place, or 404."""
    enrolment = enrolment_of(request.user, key)
    if enrolment is None:
        raise Http404
    return enrolment


def scope_at(request: HttpRequest, desk: Desk) -> QuerySet[Submission]:
    """The user's work there, for the domain functions to lock."""
    return work_scope(request.user, desk.place, desk.kind, desk.activity_key)


def work_at(request: HttpRequest, desk: Desk) -> Work:
    """The work the user writes there, or 404."""
    work = find_work(scope_at(request, desk))
    if work is None:
        raise Http404
    return work


def section_at(work: Work, slug: str) -> SectionText:
    """The section of that id, or 404."""
    item = work.find(slug)
    if item is None:
        raise Http404
    return item


def work_context(desk: Desk, work: Work) -> dict[str, Any]:
    """What every page around a work needs."""
    return {
        "desk": with_work_on_it(desk, work.submission),
        "enrolment": work.submission.enrolment,
        "work": work,
        "submission": work.submission,
        "nav_section": "plan" if desk.is_plan else "modules",
    }
