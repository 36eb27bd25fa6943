"""Who writes a piece of work, by name. Rows come from `with_people`, nothing is asked twice."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from assessments.assignment.models import Member, Submission
from content.foundation.people import display_name
from courses.cohorts.models import Enrolment


def with_people(to: str = "") -> "Prefetch[Any]":
    """Everybody who writes or wrote; `to` is the way to the submission. One statement."""
    rows = Member.objects.select_related("enrolment__user").order_by("joined_at", "pk")
    return Prefetch(f"{to}members", rows)


def writers_of(submission: Submission) -> list[Enrolment]:
    """The places of everybody who writes it now, whoever has the longest first."""
    return [member.enrolment for member in submission.members.all() if _writes(member)]


def _writes(member: Member) -> bool:
    place = member.enrolment
    is_here = place.user_id is not None and place.state != Enrolment.State.WITHDRAWN
    return is_here and member.left_at is None


def people_of(submission: Submission) -> list[str]:
    """Their names; of a work nobody writes any more, the name of whoever began it."""
    places = writers_of(submission) or [submission.enrolment]
    return [display_name(place.user) for place in places]


def named(submission: Submission) -> tuple[tuple[int, str], ...]:
    """Key of the place and name of everybody who writes it now."""
    return tuple((place.pk, display_name(place.user)) for place in writers_of(submission))


def in_words(names: Iterable[str]) -> str:
    return ", ".join(names)
