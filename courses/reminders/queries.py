"""What the screens about letters show, in a constant number of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, QuerySet

from content.foundation.people import display_name
from courses.cohorts.models import Cohort
from courses.cohorts.policies import enrolments_of
from courses.reminders.models import Letter, LetterCopy


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A letter as the coordination sees it. Who has read it is not known."""

    pk: int
    subject: str
    body: str
    author: str
    to: str  # the name of the one it goes to; empty: everybody
    readers: int
    send_at: datetime
    sent_at: datetime | None
    withdrawn_at: datetime | None

    @property
    def scheduled(self) -> bool:
        return not self.sent_at and not self.withdrawn_at


def letters_of(cohort: Cohort) -> QuerySet[Letter]:
    """The latest first; to be paginated before `as_lines`. Two statements."""
    single = LetterCopy.objects.filter(letter__single=True).select_related("enrolment__user")
    return (
        cohort.letters.select_related("author")
        .annotate(readers=Count("copies"))
        .prefetch_related(Prefetch("copies", single, to_attr="to_one"))
        .order_by("-send_at", "-pk")
    )


def as_lines(letters: Iterable[Any]) -> list[LetterLine]:
    return [
        LetterLine(
            pk=row.pk,
            subject=row.subject,
            body=row.body,
            author=display_name(row.author),
            to=display_name(row.to_one[0].enrolment.user) if row.to_one else "",
            readers=row.readers,
            send_at=row.send_at,
            sent_at=row.sent_at,
            withdrawn_at=row.withdrawn_at,
        )
        for row in letters
    ]


def own_letters(user: Any) -> QuerySet[LetterCopy]:
    """What was written to the user, the latest first. One statement."""
    return (
        LetterCopy.objects.filter(
            enrolment__in=enrolments_of(user).values("pk"), letter__sent_at__isnull=False
        )
        .select_related("letter__author", "letter__cohort__provider")
        .order_by("-letter__sent_at", "-pk")
    )
