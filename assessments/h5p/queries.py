"""What the pages and the domain need to know of interactive exercises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Exists, Prefetch, Q, QuerySet
from django.utils import timezone

from assessments.h5p.models import H5PAttempt, H5PResult, H5PState
from assessments.participation import live_pages
from content.h5p.models import H5PVersion
from content.h5p.player.integration import RESET
from courses.cohorts.models import Enrolment
from courses.cohorts.policies import teaches_programme
from courses.curriculum.activities import page_type_of
from courses.curriculum.models import Activity
from courses.progress.actions import places_open_to
from courses.progress.deadlines import in_time
from courses.progress.enums import EvidenceKind
from courses.progress.models import Evidence

KIND = Activity.Kind.H5P
# Of a version: its content, and the name of its type.
JUDGED_BY = ("params", *(f"main_library__{part}" for part in ("machine_name", "major", "minor")))


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody says something. `places` are those that still count, so nothing is kept where
    there is none: whoever teaches tries, whoever is through plays on.
    """

    key: UUID
    programme_id: int
    places: tuple[int, ...]

    @property
    def is_kept(self) -> bool:
        return bool(self.places)


@dataclass(frozen=True, slots=True)
class OpenExercise(Place):
    """An exercise somebody may open now."""

    page: Any


def open_exercise(user: Any, key: UUID, *, now: datetime | None = None) -> OpenExercise | None:
    """None for whoever may not open it. Three statements, one more after a deadline."""
    pages = live_pages(user, key, KIND).select_related("content__current__main_library")
    for page in pages:
        if page.takes_part or teaches_programme(user, page.programme_id):
            places = open_places(user, key, page.programme_id, now=now) if page.takes_part else ()
            return OpenExercise(key, page.programme_id, places, page)
    return None


def place_of(user: Any, key: UUID, *, now: datetime | None = None) -> Place | None:
    """The same for what is sent while somebody plays, many times a minute: without the page and
    its package where one programme has running places. Two statements then, one more after a
    deadline.
    """
    enrolments = places_open_to(user, key, KIND)
    programmes = {enrolment.cohort.programme_id for enrolment in enrolments}
    if len(programmes) != 1:
        return open_exercise(user, key, now=now)
    return Place(key, programmes.pop(), _in_time(enrolments, now))


def open_places(
    user: Any, key: UUID, programme_id: int, *, now: datetime | None = None
) -> tuple[int, ...]:
    """Running places of this person whose time for this is not over. Two statements or three."""
    rows = places_open_to(user, key, KIND)
    return _in_time([row for row in rows if row.cohort.programme_id == programme_id], now)


def _in_time(enrolments: list[Enrolment], now: datetime | None) -> tuple[int, ...]:
    return tuple(row.pk for row in in_time(enrolments, now or timezone.now()))


def answers_to(key: UUID) -> QuerySet[Evidence]:
    """What anybody's places know of it. It is there for good."""
    return Evidence.objects.filter(requirement_key=key, kind=EvidenceKind.ANSWERED)


def owes_evidence(place: Place) -> bool:
    """Whether one of the places does not know yet that they answered. One statement."""
    known = answers_to(place.key).filter(enrolment__in=place.places)
    return not set(place.places).issubset(known.values_list("enrolment", flat=True))


def judging_page(place: Place) -> Any:
    """The published page, as far as it says what is enough: not the package. One statement."""
    asked = ("policy", "pass_mark", "grading", "needs_firm")
    return (
        page_type_of(KIND)
        ._default_manager.filter(
            live=True, lms_activity__key=place.key, lms_activity__programme=place.programme_id
        )
        .select_related("content__current__main_library")
        .only(*asked, "content__current__main_library__machine_name")
        .first()
    )


# — One person's attempts ————————————————————————————————————————————————————————


def own_attempts(user: Any, place: Place) -> QuerySet[H5PAttempt]:
    """The newest first."""
    rows = H5PAttempt.objects.of(user, place.key).filter(programme=place.programme_id)
    return rows.order_by("-number")


def to_finish(attempts: QuerySet[H5PAttempt], place: Place) -> QuerySet[H5PAttempt]:
    """The same rows, locked, each with what an answer is held against (see `judged_by`) and
    `owes_evidence`. `place` has to be kept.
    """
    judged = (f"version__{name}" for name in JUDGED_BY)
    known = (Exists(answers_to(place.key).filter(enrolment=one)) for one in place.places)
    return (
        attempts.select_for_update(no_key=True, of=("self",))
        .select_related("version__main_library")
        .only("number", "finished_at", *judged)
        .annotate(owes_evidence=~Q(*known))
    )


def attempts_of(user: Any, key: UUID, programme_id: int) -> list[H5PAttempt]:
    """Their finished ones and the one that is begun, in order. Two statements."""
    rows = H5PAttempt.objects.of(user, key).filter(programme=programme_id).order_by("number")
    return list(rows.prefetch_related(Prefetch("results", H5PResult.objects.order_by("number"))))


def result_of(attempt: H5PAttempt) -> H5PResult | None:
    """The latest one, of an attempt from `attempts_of`."""
    results = list(attempt.results.all())
    return results[-1] if results else None


def results_of(user: Any, place: Place) -> list[H5PResult]:
    """The latest of each attempt, in order, as far as they are compared. One statement."""
    rows = (
        H5PResult.objects.filter(
            attempt__user=user,
            attempt__activity_key=place.key,
            attempt__programme=place.programme_id,
        )
        .order_by("attempt__number", "number")
        .only("attempt", "trust", "raw", "top")
    )
    return list({row.attempt_id: row for row in rows}.values())


def next_number(attempts: Sequence[H5PAttempt], version_id: int) -> int:
    """Of the attempt that is gone on with: the last one, unless it is finished or of another
    version.
    """
    if not attempts:
        return 1
    last = attempts[-1]
    goes_on = last.finished_at is None and last.version_id == version_id
    return last.number if goes_on else last.number + 1


def judged_by(version_id: int) -> H5PVersion:
    """What an answer is held against: the content and the name of its type. One statement."""
    rows = H5PVersion.objects.select_related("main_library")
    return rows.only(*JUDGED_BY).get(pk=version_id)


def version_of(version_id: int) -> H5PVersion | None:
    """With its main library. One statement."""
    return H5PVersion.objects.select_related("main_library").filter(pk=version_id).first()


def states_of(
    user_id: int, key: UUID, programme_id: int, version_id: int
) -> dict[str, dict[str, str]]:
    """Where somebody stopped, as the core wants it; of another version it asks to begin anew.

    One statement.
    """
    found: dict[str, dict[str, str]] = {}
    rows = H5PState.objects.filter(user=user_id, activity_key=key, programme=programme_id)
    for row in rows:
        data = row.data if row.version_id == version_id else RESET
        found.setdefault(row.sub_content, {})[row.data_id] = data
    return found
