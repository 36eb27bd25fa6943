"""Which work is taken along, in which version, and what stands around it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.assignment.domain.drafts import values_of
from assessments.assignment.domain.handing_in import frozen
from assessments.assignment.domain.sharing import ensure_handed_out
from assessments.assignment.errors import NothingHere
from assessments.assignment.export.blocks import Frozen
from assessments.assignment.models import Revision, Submission
from content.foundation.german import slug_of
from content.ui.dates import local_date

AROUND = ("template_version__template", "enrolment__cohort__provider")


@dataclass(frozen=True, slots=True)
class Paper:
    """A version of a work, or its draft as it stands. `number` is None for the draft."""

    submission: Submission
    sections: tuple[Frozen, ...]
    number: int | None
    next_number: int
    day: date

    @property
    def title(self) -> str:
        return str(self.submission.title)

    @property
    def issuer(self) -> str:
        return str(self.submission.enrolment.cohort.provider.name)

    @property
    def version(self) -> str:
        """„Fassung 2“, „Entwurf der Fassung 3“"""
        if self.number is None:
            return _("Draft of version %(number)s") % {"number": self.next_number}
        return _("Version %(number)s") % {"number": self.number}

    @property
    def values(self) -> dict[str, Mapping[str, Any]]:
        """Everything written, by section."""
        return {item["id"]: item.get("values", {"text": item["text"]}) for item in self.sections}

    def filename(self, suffix: str) -> str:
        """„krisenpraeventionsplan-fassung-2.pdf“: nothing in it says whose it is."""
        return f"{slug_of(self.title) or 'arbeit'}-{slug_of(self.version)}.{suffix}"


def draft_paper(scope: QuerySet[Submission]) -> Paper:
    """The draft as it stands. Three statements. Raises NothingHere, KeptBack."""
    rows: Any = scope.select_related(*AROUND).annotate(last=Max("revisions__number"))
    submission = rows.first()
    if submission is None:
        raise NothingHere
    ensure_handed_out(submission)
    sections = frozen(submission.template_version.parsed(), values_of(submission))
    return Paper(
        submission, tuple(sections), None, (submission.last or 0) + 1, timezone.localdate()
    )


def version_paper(revisions: QuerySet[Revision]) -> Paper:
    """A version as it was handed in. Two statements. Raises NothingHere, KeptBack."""
    related = [f"submission__{name}" for name in AROUND]
    revision = revisions.select_related("submission", *related).first()
    if revision is None:
        raise NothingHere
    ensure_handed_out(revision.submission)
    number = revision.number
    day = local_date(revision.handed_in_at)
    return Paper(revision.submission, tuple(revision.sections), number, number + 1, day)
