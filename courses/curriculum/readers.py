"""The question the curriculum asks upwards: may this person read this page, and where are they?

Enrolments and progress live above the curriculum, so the answer comes through this port. One
provider answers, registered in `ready()`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from django.db.models import QuerySet

from courses.curriculum.models import Activity, Programme
from courses.curriculum.outline import Outline


class Access(Enum):
    """What somebody may see of a page."""

    READ = "read"
    AGREEMENT = "agreement"  # enrolled, but the confidentiality agreement waits
    LOCKED = "locked"  # enrolled, the module opens later
    PUBLIC = "public"  # title, outcomes, minutes


@dataclass(frozen=True, slots=True)
class Visit:
    """One person at one page of a programme."""

    access: Access
    outline: Outline
    cohort_id: int | None = None
    enrolled: bool = False  # takes part now, so steps can be confirmed
    opens_on: date | None = None
    teaches: bool = False  # reads because of a role, not of a place

    @property
    def may_read(self) -> bool:
        return self.access is Access.READ


VisitProvider = Callable[[Any, Any], Visit]
ReadableProvider = Callable[[Any], QuerySet[Activity]]
TaughtProvider = Callable[[Any], QuerySet[Programme]]
Providers = tuple[VisitProvider, ReadableProvider, TaughtProvider]
_provider: Providers | None = None


def provide(visits: VisitProvider, readable: ReadableProvider, taught: TaughtProvider) -> None:
    """Register who answers. A second answer would be a contradiction, so it is refused."""
    global _provider  # noqa: PLW0603
    if _provider is not None and _provider != (visits, readable, taught):
        raise RuntimeError("Only one app answers who may read the curriculum.")
    _provider = (visits, readable, taught)


def visit(user: Any, page: Any) -> Visit:
    """The visit of `user` (may be anonymous) at `page` (a page of a programme)."""
    return _answering()[0](user, page)


def readable_activities(user: Any) -> QuerySet[Activity]:
    """Everything whose page `user` (may be anonymous) may read: `visit` for all pages at once."""
    return _answering()[1](user)


def teaches(user: Any, page: Any) -> bool:
    """Whether `user` (may be anonymous) teaches, coordinates or writes the programme of `page`."""
    programmes = _answering()[2](user)
    return programmes.filter(page__in=page.get_ancestors().values("pk")).exists()


def _answering() -> Providers:
    if _provider is None:
        raise RuntimeError("No app answers who may read the curriculum; is courses installed?")
    return _provider
