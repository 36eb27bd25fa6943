"""Beginning a piece of work with what was written in another one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import ensure_open, lock, values_of
from assessments.assignment.errors import NotEmpty
from assessments.assignment.models import DraftSection, Submission
from assessments.assignment.sheet.fields import Values
from assessments.assignment.sheet.moving import moved
from assessments.assignment.sheet.sections import Section, is_blank
from courses.governance import audit


@transaction.atomic
def take_over(
    scope: QuerySet[Submission],
    sections: Iterable[Section],
    values: Mapping[str, Values],
    *,
    by: Any,
    now: datetime | None = None,
) -> tuple[Section, ...]:
    """Put what stood in `sections` into the empty draft, under its own template.

    What has no field here becomes text of its section, as when a template is renewed: nothing is
    lost. Returns the sections where such text waits to be sorted. Every section that gets something
    has a new number, so that a window with the empty form saves nothing over it. Side effect: an
    audit entry, without a word of it.

    Raises NothingHere, Locked while the work rests, NotEmpty when somebody has written already.
    """
    now = now or timezone.now()
    submission = lock(scope)
    ensure_open(submission)
    _ensure_empty(submission)
    parsed = submission.template_version.parsed()
    found = moved(sections, parsed, values)
    filled = [s.id for s in parsed if not is_blank(s, found[s.id])]
    for name in filled:
        DraftSection.objects.filter(submission=submission, section_id=name).update(
            values=found[name], version=F("version") + 1, saved_at=now, saved_by=by
        )
    audit.log(
        by,
        "submission.taken_over",
        submission,
        cohort=submission.enrolment.cohort,
        sections=len(filled),
    )
    return tuple(s for s in parsed if s.all_fields(found[s.id]) != s.fields)


def _ensure_empty(submission: Submission) -> None:
    values = values_of(submission)
    sections = submission.template_version.parsed()
    is_empty = all(is_blank(section, values.get(section.id, {})) for section in sections)
    if not is_empty or submission.revisions.exists():
        raise NotEmpty(
            _("Something stands in this work already. An earlier one goes into an empty one only.")
        )
