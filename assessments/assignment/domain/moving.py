"""Going on with a newer version of the template."""

from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from assessments.assignment.domain.drafts import ensure_open, lock, values_of
from assessments.assignment.models import DraftSection, SectionTemplateVersion, Submission
from assessments.assignment.sheet.moving import moved
from courses.governance import audit


def newer_version(submission: Submission) -> SectionTemplateVersion | None:
    """The newest version of the work's template, where the work has an older one. One statement."""
    mine = submission.template_version
    newest = SectionTemplateVersion.objects.filter(template=mine.template_id).order_by("-version")
    return newest.filter(version__gt=mine.version).first()


@transaction.atomic
def move_on(scope: QuerySet[Submission], *, by: Any) -> Submission:
    """Pin the work to the newest version of its template; every word is taken along.

    Every section gets a new number, so that a window with the old form saves nothing over it. A
    second click finds the work moved already. What was handed in stays as it was. Side effect: an
    audit entry.

    Raises NothingHere, Locked while the work rests.
    """
    submission = lock(scope)
    ensure_open(submission)
    version = newer_version(submission)
    if version is None:
        return submission
    before = submission.template_version
    values = moved(before.parsed(), version.parsed(), values_of(submission))
    rows = DraftSection.objects.filter(submission=submission)
    rows.exclude(section_id__in=values).delete()
    known = set(rows.values_list("section_id", flat=True))
    for name in known:
        rows.filter(section_id=name).update(values=values[name], version=F("version") + 1)
    DraftSection.objects.bulk_create(
        DraftSection(submission=submission, section_id=name, values=values[name])
        for name in values
        if name not in known
    )
    submission.template_version = version
    submission.save(update_fields=["template_version"])
    audit.log(
        by,
        "submission.moved",
        submission,
        cohort=submission.enrolment.cohort,
        before=before.version,
        after=version.version,
    )
    return submission
