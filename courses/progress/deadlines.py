"""Until when something can be met: the cohort's date, and more time that one person was given."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from typing import Any, Protocol

from django.utils import timezone

from courses.cohorts.models import Cohort, Enrolment
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence
from courses.progress.sources import completion_key
from courses.rules.definition import RuleDefinition, parse


class Row(Protocol):
    """A row of evidence, stored or as the evaluator sees it."""

    @property
    def seq(self) -> int: ...
    @property
    def kind(self) -> Any: ...
    @property
    def supersedes(self) -> int | None: ...
    @property
    def value(self) -> Any: ...


def more_time(until: datetime) -> dict[str, str]:
    """What a row of evidence that extends a deadline holds."""
    return {"due_at": until.isoformat()}


def read_more_time(value: Mapping[str, Any]) -> datetime:
    """`more_time` backwards."""
    return datetime.fromisoformat(value["due_at"])


def latest(scheduled: datetime | None, rows: Iterable[Row]) -> datetime | None:
    """The later one of the cohort's deadline and the extensions that have not been corrected.

    `rows` are those about one requirement of one person.
    """
    rows = list(rows)
    corrected = {row.supersedes for row in rows}
    extensions = [
        read_more_time(row.value)
        for row in rows
        if row.kind == EvidenceKind.EXTENDED and row.seq not in corrected
    ]
    known = [scheduled, *extensions] if scheduled else extensions
    return max(known, default=None)


def end_of_all(cohort: Cohort, definition: RuleDefinition) -> datetime | None:
    """When the cohort's rule closes: the end of that day here. None: it never does."""
    if definition.days_after_end is None:
        return None
    day = cohort.ends_on + timedelta(days=definition.days_after_end)
    return timezone.make_aware(datetime.combine(day, time(23, 59)))


def personal_end(
    cohort: Cohort, definition: RuleDefinition, rows: Iterable[Any], *, key: str = "key"
) -> datetime | None:
    """`end_of_all`, or the later end that one person was given. `rows` are all about that person.

    `key` is what the rows call the requirement they speak of.
    """
    scheduled = end_of_all(cohort, definition)
    if scheduled is None:
        return None
    about = completion_key(cohort)
    return latest(scheduled, [row for row in rows if getattr(row, key) == about])


def in_time(enrolments: Collection[Enrolment], at: datetime) -> list[Enrolment]:
    """Those whose time is not over then.

    Who was given more time is asked only where the cohort's own end has passed, because nobody
    gets less: one statement then, otherwise none. Enrolments come as for `personal_ends`.
    """
    ends = {
        row.cohort_id: end_of_all(row.cohort, parse(row.cohort.rule_version.definition))
        for row in enrolments
    }
    over = [row for row in enrolments if (end := ends[row.cohort_id]) and at > end]
    if not over:
        return list(enrolments)
    later = personal_ends(over)
    return [row for row in enrolments if not (end := later.get(row.pk)) or at <= end]


def personal_ends(enrolments: Collection[Enrolment]) -> dict[int, datetime | None]:
    """By enrolment until when everything has to be met, for `judge`.

    One statement; none where no rule names a deadline. Enrolments come with their cohort and its
    rule version.
    """
    rules = {row.cohort_id: row.cohort for row in enrolments}
    definitions = {pk: parse(cohort.rule_version.definition) for pk, cohort in rules.items()}
    closing = [pk for pk, item in definitions.items() if item.days_after_end is not None]
    by_enrolment: dict[int, list[Evidence]] = {}
    if closing:
        keys = [completion_key(rules[pk]) for pk in closing]
        asked = [row.pk for row in enrolments if row.cohort_id in closing]
        for row in Evidence.objects.filter(enrolment__in=asked, requirement_key__in=keys):
            by_enrolment.setdefault(row.enrolment_id, []).append(row)
    return {
        row.pk: personal_end(
            row.cohort,
            definitions[row.cohort_id],
            by_enrolment.get(row.pk, []),
            key="requirement_key",
        )
        for row in enrolments
    }
