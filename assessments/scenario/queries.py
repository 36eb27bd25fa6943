"""What the pages and the domain need to know of scenarios."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments.participation import live_pages, owes_evidence
from assessments.scenario.models import ScenarioRun
from assessments.scenario.playing import fold
from assessments.scenario.story import Story
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import teaches_programme
from courses.curriculum.models import Activity

KIND = Activity.Kind.SCENARIO
# From so many people on a cohort sees how its ways are distributed …
PEOPLE_AT_LEAST = 5
# … and then again after so many more, so that nobody can tell from one more finishing which way
# that one person took.
PEOPLE_A_STEP = 3
RUNS_LISTED = 10


@dataclass(frozen=True, slots=True)
class OpenScenario:
    """A scenario somebody may play now. `is_kept`: runs are stored; who teaches only tries."""

    key: UUID
    page: Any
    programme_id: int
    is_kept: bool
    owes_evidence: bool


def open_scenario(user: Any, key: UUID) -> OpenScenario | None:
    """None for whoever may not play. One statement for participants, two for others."""
    owing = owes_evidence(user, key, KIND)
    for page in live_pages(user, key, KIND).annotate(owes_evidence=owing):
        if page.takes_part or teaches_programme(user, page.programme_id):
            return OpenScenario(
                key=key,
                page=page,
                programme_id=page.programme_id,
                is_kept=page.takes_part,
                owes_evidence=page.owes_evidence,
            )
    return None


def own_runs(user: Any, key: UUID, page_id: int) -> list[ScenarioRun]:
    """The user's latest runs through the scenario of this page, newest first. One statement."""
    if not getattr(user, "is_authenticated", False):
        return []
    own = ScenarioRun.objects.of(user, key).filter(programme__activities__page=page_id)
    return list(own.order_by("-number")[:RUNS_LISTED])


@dataclass(frozen=True, slots=True)
class Distribution:
    """How the ways of a cohort are spread: `people`, and how many reached which ending."""

    people: int
    endings: Counter[str]
    options: Counter[tuple[str, str]]


def distribution(cohort_id: int, key: UUID, story: Story) -> Distribution | None:
    """The latest finished way of each person, or None below the least number. One statement.

    People are counted in the order in which they first finished, up to the last full step.
    """
    people = Enrolment.objects.filter(cohort=cohort_id).exclude(state=Enrolment.State.WITHDRAWN)
    rows = (
        ScenarioRun.objects.filter(
            user__in=people.values("user"), activity_key=key, ended_at__isnull=False
        )
        .order_by("ended_at", "pk")
        .values_list("user_id", "log")
    )
    return _spread(rows, story)


def _spread(rows: Iterable[tuple[int, Any]], story: Story) -> Distribution | None:
    latest = dict(rows)  # a later run takes the place its person's first has in the order
    counted = told(len(latest))
    if not counted:
        return None
    endings: Counter[str] = Counter()
    options: Counter[tuple[str, str]] = Counter()
    for log in list(latest.values())[:counted]:
        way = fold(story, log)
        endings[way.at.id if way.ended and way.at else ""] += 1
        options.update((step.node.id, step.option.id) for step in way.steps)
    return Distribution(counted, endings, options)


def told(people: int) -> int:
    """How many of so many people are counted: none below five, then 5, 8, 11 …"""
    if people < PEOPLE_AT_LEAST:
        return 0
    return PEOPLE_AT_LEAST + (people - PEOPLE_AT_LEAST) // PEOPLE_A_STEP * PEOPLE_A_STEP
