"""What capabilities above contribute to the cockpit. They register in `ready()`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from courses.cohorts.models import Cohort


class Topic(StrEnum):
    """What may wait for somebody."""

    REVIEWS = "reviews"
    AWARDS = "awards"


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits. Without title and link: that it waits may be known, not what it is."""

    since: datetime
    title: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits on one topic in one cohort, the oldest first."""

    items: tuple[Waiting, ...]
    now: datetime

    def __len__(self) -> int:
        return len(self.items)

    @property
    def oldest(self) -> str:
        """„seit 6 Tagen“ of the one that waits longest; empty when nothing waits."""
        return age_in_words(self.items[0].since, self.now) if self.items else ""

    @property
    def named(self) -> list[tuple[Waiting, str]]:
        """What may be shown one by one, with its age in words."""
        return [(item, age_in_words(item.since, self.now)) for item in self.items if item.title]


# Gets cohorts and the person at the screen, returns what waits by the cohort's primary key, in a
# constant number of statements. It decides itself what this person may know.
Source = Callable[[Collection["Cohort"], Any, datetime], Mapping[int, Collection[Waiting]]]
# Gets cohorts, returns a number for each by its primary key, in a constant number of statements.
Figure = Callable[[Collection["Cohort"]], Mapping[int, int]]
_sources: dict[Topic, Source] = {}
_figures: dict[str, tuple[Any, Figure]] = {}


def provide(topic: Topic, source: Source) -> None:
    _sources[topic] = source


def provide_figure(name: str, label: Any, figure: Figure) -> None:
    """A number about a cohort that says nothing about single people, for the funder's report."""
    _figures[name] = (label, figure)


def waiting(
    topic: Topic, cohorts: Collection["Cohort"], user: Any, *, now: datetime
) -> dict[int, Queue]:
    """By cohort; an empty queue where nothing waits or nobody provides the topic."""
    source = _sources.get(topic)
    found = source(cohorts, user, now) if source else {}
    return {
        cohort.pk: Queue(tuple(sorted(found.get(cohort.pk, ()), key=_since)), now)
        for cohort in cohorts
    }


def figures(cohort: "Cohort") -> list[tuple[str, int]]:
    """Labels and numbers of one cohort."""
    return [(str(label), read([cohort]).get(cohort.pk, 0)) for label, read in _figures.values()]


def age_in_words(since: datetime, now: datetime) -> str:
    """„seit heute“, „seit 6 Tagen“; days are enough, and hours would look like a stopwatch."""
    days = (timezone.localdate(now) - timezone.localdate(since)).days
    if days <= 0:
        return _("since today")
    return ngettext("for %(days)d day", "for %(days)d days", days) % {"days": days}


def _since(item: Waiting) -> datetime:
    return item.since
