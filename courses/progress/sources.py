"""The requirements that progress knows of itself: the curriculum's activities and the release."""

from collections.abc import Collection
from uuid import UUID, uuid5

from courses.cohorts.models import Cohort
from courses.curriculum.models import Activity
from courses.progress.evaluation import Requirement
from courses.rules.definition import RequirementKind


def release_key(cohort: Cohort) -> UUID:
    """The requirement that a trainer releases a participant of this cohort."""
    return uuid5(cohort.key, "release")


def completion_key(cohort: Cohort) -> UUID:
    """What the `completed` evidence of this cohort speaks of."""
    return uuid5(cohort.key, "completion")


def activity_requirements(cohorts: Collection[Cohort]) -> dict[int, list[Requirement]]:
    """One query for all cohorts. What is not live is there too, marked as not available."""
    programmes = {cohort.programme_id for cohort in cohorts}
    rows = list(
        Activity.objects.filter(programme__in=programmes).with_page().order_by("page__path", "pk")
    )
    rows_by_pk = {row.pk: row for row in rows}
    by_programme: dict[int, list[Requirement]] = {}
    for row in rows:
        by_programme.setdefault(row.programme_id, []).append(_requirement(row, rows_by_pk))
    return {cohort.pk: list(by_programme.get(cohort.programme_id, [])) for cohort in cohorts}


def release_requirements(cohorts: Collection[Cohort]) -> dict[int, list[Requirement]]:
    return {
        cohort.pk: [Requirement(release_key(cohort), RequirementKind.RELEASE)] for cohort in cohorts
    }


def _requirement(row: Activity, rows: dict[int, Activity]) -> Requirement:
    return Requirement(
        key=row.key,
        kind=RequirementKind(row.kind),
        title=row.title,
        number=row.number,
        module=_module_number(row, rows),
        minutes=row.minutes,
        available=row.live,
        content_hash=row.content_hash,
        source=row,
    )


def _module_number(row: Activity | None, rows: dict[int, Activity]) -> int | None:
    while row is not None:
        if row.kind == Activity.Kind.MODULE:
            return int(row.number) if row.number.isdigit() else None
        row = rows.get(row.parent_id) if row.parent_id else None
    return None
