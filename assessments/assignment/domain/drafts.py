"""Writing: starting a piece of work and saving its sections."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.errors import Conflict, Locked, NothingHere
from assessments.assignment.models import (
    DraftSection,
    Member,
    RubricVersion,
    SectionTemplateVersion,
    Submission,
)
from assessments.assignment.sheet.fields import Values
from assessments.assignment.sheet.sections import Section
from content.foundation.people import display_name
from courses.cohorts.models import Enrolment


@dataclass(frozen=True, slots=True)
class Saved:
    """What stands in the database now."""

    version: int
    at: datetime


@transaction.atomic
def start(
    enrolment: Enrolment,
    key: UUID,
    *,
    title: str,
    template: SectionTemplateVersion,
    rubric: RubricVersion,
    reviewers: int = 1,
    people_at_most: int = 1,
) -> Submission:
    """Begin the work on activity `key`, pinned to these versions; a second click finds the first,
    or the work of the team the person has joined.

    Every section gets its row now, so that saving is always a change of an existing one.
    Raises Locked when the participation has ended.
    """
    if enrolment.state != Enrolment.State.ACTIVE:
        raise Locked(_("Your participation has ended. You can go on reading."))
    pinned = Submission(
        enrolment=enrolment,
        activity_key=key,
        title=title,
        template_version=template,
        rubric_version=rubric,
        reviewers_wanted=reviewers,
        people_at_most=people_at_most,
    )
    if standing := written_at(enrolment, key):
        return standing
    try:
        with transaction.atomic():
            return begin_as(pinned)
    except IntegrityError:
        if standing := written_at(enrolment, key):
            return standing
        raise


def written_at(enrolment: Enrolment, key: UUID) -> Submission | None:
    """The one work somebody writes on an activity now. One statement."""
    here = {"members__enrolment": enrolment, "members__activity_key": key}
    return Submission.objects.filter(**here, members__left_at=None).first()


def begin_as(pinned: Submission, values: Mapping[str, Values] | None = None) -> Submission:
    """Store new work of the one who begins it, with `values` by section to go on from.

    Raises IntegrityError where they write another work on this activity.
    """
    pinned.save()
    enrolment, key = pinned.enrolment, pinned.activity_key
    Member.objects.create(submission=pinned, enrolment=enrolment, activity_key=key)
    sections = pinned.template_version.parsed()
    DraftSection.objects.bulk_create(
        DraftSection(
            submission=pinned, section_id=section.id, values=(values or {}).get(section.id, {})
        )
        for section in sections
    )
    return pinned


def lock(scope: QuerySet[Submission]) -> Submission:
    """The one submission of `scope`, locked; every change of it begins here.

    Lock order everywhere: submission, then (inside `record`) its enrolment. Raises NothingHere.
    """
    found = (
        scope.select_for_update(of=("self",))
        .select_related("enrolment__cohort__provider", "template_version", "rubric_version")
        .first()
    )
    if found is None:
        raise NothingHere
    return found


def why_locked(submission: Submission) -> str:
    """The sentence that says why nothing can be changed now; empty when it can."""
    if submission.state == Submission.State.ACCEPTED:
        return _("This work is accepted. Its text stays as it is.")
    # The place of whoever asks, where `own_submissions` found it; others may have ended.
    place = getattr(submission, "place_state", None) or submission.enrolment.state
    if place != Enrolment.State.ACTIVE:
        return _("Your participation has ended. You can go on reading.")
    if submission.state == Submission.State.HANDED_IN:
        return _("This work is handed in. You can change it again after the feedback.")
    return ""


def ensure_open(submission: Submission) -> None:
    """Raises Locked with the reason when nothing can be changed."""
    if reason := why_locked(submission):
        raise Locked(reason)


@transaction.atomic
def save_section(
    scope: QuerySet[Submission],
    section_id: str,
    *,
    values: Values | Callable[[Section], Values],
    version: int,
    by: Any = None,
    now: datetime | None = None,
) -> Saved:
    """Store `values` if the section still has `version`; the same values twice are saved once.

    `values` may also say how to read them: it is called with the section, which is known only once
    the work is locked, and may refuse. Raises NothingHere for an unknown section, Locked while the
    work rests, Conflict with the other values when somebody saved in between. Nothing is stored
    then, so the caller shows both.
    """
    now = now or timezone.now()
    submission = lock(scope)
    if callable(values):
        values = values(_section_of(submission, section_id))
    ensure_open(submission)
    rows = DraftSection.objects.filter(submission=submission, section_id=section_id)
    new = {"values": values, "version": version + 1, "saved_at": now, "saved_by": by}
    if rows.filter(version=version).update(**new):
        return Saved(version + 1, now)
    stored = rows.select_related("saved_by").first()
    if stored is None:
        raise NothingHere
    if stored.values == values:
        return Saved(stored.version, stored.saved_at or now)
    raise Conflict(
        _("This text was changed somewhere else in the meantime."),
        version=stored.version,
        theirs=stored.values,
        by=display_name(stored.saved_by) if stored.saved_by and stored.saved_by != by else "",
    )


def _section_of(submission: Submission, section_id: str) -> Section:
    parsed = submission.template_version.parsed()
    found = next((section for section in parsed if section.id == section_id), None)
    if found is None:
        raise NothingHere
    return found


def values_of(submission: Submission) -> dict[str, Values]:
    """What stands in the draft, by section. One statement."""
    rows: Any = submission.draft_sections.values_list("section_id", "values")
    return dict(rows)
