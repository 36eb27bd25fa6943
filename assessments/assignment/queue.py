"""The trainers' queue: what waits over all cohorts one teaches, in a constant number of statements.

Its filters are in its address, so that a view of it can be shared.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Case, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from assessments.assignment.agreement import REVIEWERS
from assessments.assignment.domain.claiming import LAPSES
from assessments.assignment.models import (
    Opinion,
    Review,
    ReviewDraft,
    Revision,
    Submission,
)
from assessments.assignment.people import in_words, named, people_of, with_people
from assessments.assignment.policies import revisions_reviewed_by
from content.foundation.people import display_name
from content.ui.dates import hour_minute
from courses.cockpit.registry import age_in_words

LONG = timedelta(days=7)


class Show(StrEnum):
    """Which of the versions; the word is part of the address."""

    WAITING = ""
    MINE = "mine"  # of what waits, what one has begun or filed an opinion on
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for. Whatever makes no sense in an address is left out."""

    show: Show = Show.WAITING
    cohort: int | None = None
    activity: UUID | None = None
    is_old: bool = False

    @classmethod
    def of(cls, asked: Mapping[str, Any]) -> "Filters":
        show = asked.get("show", "")
        return cls(
            show=Show(show) if show in set(Show) else Show.WAITING,
            cohort=_number(asked.get("cohort")),
            activity=_uuid(asked.get("activity")),
            is_old=asked.get("older") == "1",
        )

    def address(self, **changed: Any) -> str:
        """The part of the address from the question mark on."""
        now = {
            "show": str(self.show),
            "cohort": self.cohort or "",
            "activity": self.activity or "",
            "older": "1" if self.is_old else "",
        } | changed
        said = {name: value for name, value in now.items() if value}
        return f"?{urlencode(said)}" if said else "?"

    @property
    def all(self) -> str:
        """The same without narrowing it down."""
        return self.address(cohort="", activity="", older="")

    @property
    def narrow(self) -> bool:
        """Whether something is filtered away."""
        return bool(self.cohort or self.activity or self.is_old)


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 10 else None


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are with these filters, by what is shown."""

    waiting: int
    mine: int
    decided: int
    old: int  # of what waits


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A version in the list of what waits, or of what is decided."""

    revision: Revision
    people: str
    places: tuple[tuple[int, str], ...]  # of those it is about, with their names
    age: str
    state: str
    decision: Review | None

    @property
    def submission(self) -> Submission:
        return self.revision.submission


def counts(user: Any, filters: Filters, *, now: datetime) -> Counts:
    """One statement."""
    waits = Q(submission__state=Submission.State.HANDED_IN, is_decided=False)
    found = (
        _narrowed(_seen_by(user), filters)
        .order_by()
        .aggregate(
            waiting=Count("pk", filter=waits),
            mine=Count("pk", filter=waits & Q(is_mine=True)),
            decided=Count("pk", filter=Q(is_decided=True)),
            old=Count("pk", filter=waits & Q(handed_in_at__lte=now - LONG)),
        )
    )
    return Counts(**found)


def versions(user: Any, filters: Filters, *, now: datetime) -> QuerySet[Revision]:
    """The versions asked for: what waits the oldest first, what is decided the newest first.

    Two statements for a page of them, three for decided ones.
    """
    rows = _narrowed(_listed(user), filters)
    if filters.show is Show.DECIDED:
        reviews = Prefetch("reviews", Review.objects.select_related("reviewer"))
        found = rows.filter(is_decided=True).prefetch_related(reviews)
        return _old(found, filters, now).order_by("-reviews__created_at", "pk")
    found = _old(_waiting(rows), filters, now)
    return found.filter(is_mine=True) if filters.show is Show.MINE else found


def next_for(user: Any, revision: Revision | None = None, *, now: datetime) -> Revision | None:
    """What waits for the user after this version, and is not being looked at by somebody else.

    The one behind it in the queue, else the oldest. One statement.
    """
    busy = Q(claim__seen_at__gt=now - LAPSES) & ~Q(claim__reviewer=user)
    rows = _waiting(_seen_by(user)).exclude(busy).exclude(has_mine_filed=True, others_filed=0)
    rows = rows.select_related("submission__enrolment__user").defer("sections")
    if revision is None:
        return rows.first()
    later = Q(handed_in_at__gt=revision.handed_in_at)
    behind = later | Q(handed_in_at=revision.handed_in_at, pk__gt=revision.pk)
    others = rows.exclude(pk=revision.pk)
    return others.order_by(Case(When(behind, then=0), default=1), "handed_in_at", "pk").first()


def activities_of(user: Any) -> list[tuple[str, str]]:
    """What has been handed in in one's cohorts, by key and title. One statement."""
    found = (
        revisions_reviewed_by(user)
        .order_by("submission__title")
        .values_list("submission__activity_key", "submission__title")
        .distinct()
    )
    return [(str(key), title) for key, title in dict(found).items()]


def queue_rows(revisions: Iterable[Revision], user: Any, *, now: datetime) -> list[QueueRow]:
    """The rows of one page of `versions`; no further statement."""
    return [_row(revision, user, now) for revision in revisions]


def _row(revision: Any, user: Any, now: datetime) -> QueueRow:
    reviews = getattr(revision, "_prefetched_objects_cache", {}).get("reviews", ())
    decision = next(iter(reviews), None)
    return QueueRow(
        revision=revision,
        people=in_words(people_of(revision.submission)),
        places=named(revision.submission),
        age=age_in_words(revision.handed_in_at, now),
        state="" if decision else _state(revision, user, now),
        decision=decision,
    )


def _state(revision: Any, user: Any, now: datetime) -> str:
    """What stands beside a waiting version; empty where there is nothing to say."""
    if revision.submission.reviewers_wanted >= REVIEWERS:
        return _opinions(revision)
    claim = getattr(revision, "claim", None)
    if claim and claim.reviewer_id != user.pk and claim.seen_at > now - LAPSES:
        words = {"name": display_name(claim.reviewer), "time": hour_minute(claim.seen_at)}
        return _("%(name)s is looking at it, last at %(time)s") % words
    return _("begun by you") if revision.is_mine else ""


def _opinions(revision: Any) -> str:
    filed = revision.others_filed + revision.has_mine_filed
    if filed >= REVIEWERS:
        return _("both opinions are there")
    if revision.has_mine_filed:
        return _("waits for the second opinion")
    if filed:
        return _("waits for the second opinion: yours")
    return _("waits for two opinions")


def _waiting(rows: QuerySet[Any]) -> QuerySet[Any]:
    waits = rows.filter(submission__state=Submission.State.HANDED_IN, is_decided=False)
    return waits.order_by("handed_in_at", "pk")


def _old(rows: QuerySet[Any], filters: Filters, now: datetime) -> QuerySet[Any]:
    return rows.filter(handed_in_at__lte=now - LONG) if filters.is_old else rows


def _narrowed(rows: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    if filters.cohort:
        rows = rows.filter(submission__enrolment__cohort=filters.cohort)
    if filters.activity:
        rows = rows.filter(submission__activity_key=filters.activity)
    return rows


def _seen_by(user: Any) -> QuerySet[Any]:
    """Versions the user reviews, with what they have to do with them."""
    here = {"revision": OuterRef("pk")}
    mine = Opinion.objects.filter(**here, reviewer=user)
    others = Opinion.objects.filter(**here).exclude(reviewer=user).order_by().values("revision")
    counted = others.annotate(n=Count("reviewer", distinct=True)).values("n")
    begun = ReviewDraft.objects.filter(**here, reviewer=user)
    return revisions_reviewed_by(user).annotate(
        is_decided=Exists(Review.objects.filter(**here)),
        is_mine=Exists(begun) | Exists(mine),
        has_mine_filed=Exists(mine),
        others_filed=Coalesce(Subquery(counted), 0),
    )


def _listed(user: Any) -> QuerySet[Any]:
    return (
        _seen_by(user)
        .select_related(
            "submission__enrolment__user", "submission__enrolment__cohort", "claim__reviewer"
        )
        .prefetch_related(with_people("submission__"))
        .defer("sections")
    )
