"""Where requirements come from. Capabilities above register their source in `ready()`."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from courses.progress.evaluation import Requirement

if TYPE_CHECKING:
    from courses.cohorts.models import Cohort

# Gets cohorts, returns requirements by the cohort's primary key, in a constant number of queries.
RequirementSource = Callable[[Collection["Cohort"]], Mapping[int, list[Requirement]]]
_sources: list[RequirementSource] = []


def register_source(source: RequirementSource) -> None:
    if source not in _sources:
        _sources.append(source)


def requirements_for(cohorts: Collection["Cohort"]) -> dict[int, list[Requirement]]:
    """Everything that can be met in each of these cohorts, available or not."""
    found: dict[int, list[Requirement]] = {cohort.pk: [] for cohort in cohorts}
    for source in _sources:
        for cohort_id, requirements in source(cohorts).items():
            found[cohort_id].extend(requirements)
    return found
