"""How somebody made up what they missed: with another group, or by a task."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from content.ui.dates import date_span
from courses.sessions.errors import AttendanceRefused
from courses.sessions.models import Session
from courses.sessions.requirements import timed_sessions

TASK_LENGTH = 300


@dataclass(frozen=True, slots=True)
class MadeUp:
    """Either the key of another cohort's session, or a task in words."""

    session: UUID | None = None
    task: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A session of another cohort at which the same could be learnt."""

    key: UUID
    title: str
    cohort: str

    @property
    def label(self) -> str:
        return f"{self.title} ({self.cohort})"


def sessions_elsewhere(session: Session, *, now: datetime | None = None) -> list[Elsewhere]:
    """What can make up for `session`: sessions of the same kind and module of the provider's other
    cohorts in the programme that are over, the latest first. One statement.

    `session` comes with its cohort.
    """
    cohort = session.cohort
    rows = (
        timed_sessions()
        .filter(
            cohort__provider=cohort.provider_id,
            cohort__programme=cohort.programme_id,
            kind=session.kind,
            module_number=session.module_number,
            cancelled_at=None,
            ends_at__lt=now or timezone.now(),
        )
        .exclude(cohort=cohort.pk)
        .select_related("cohort")
        .order_by("-starts_at", "pk")
    )
    return [Elsewhere(row.key, _title(row), row.cohort.title) for row in rows]


def _title(session: Any) -> str:
    return f"{session.title}, {date_span(session.starts_at, session.ends_at)}"


def evidence_of(session: Session, how: MadeUp | None) -> dict[str, Any]:
    """What is written into the evidence.

    Raises AttendanceRefused where neither is said, or a session that cannot make up for this one.
    """
    if how and how.session:
        for found in sessions_elsewhere(session):
            if found.key == how.session:
                return {"made_up": {"session": str(found.key), "title": found.title}}
        raise AttendanceRefused(_("This session cannot make up for the one that was missed."))
    if how and how.task.strip():
        return {"made_up": {"task": how.task.strip()[:TASK_LENGTH]}}
    raise AttendanceRefused(_("Please say how it was made up: another session or a task."))


def read_back(value: Mapping[str, Any]) -> MadeUp:
    """The other way round."""
    said = value.get("made_up", {})
    key = said.get("session")
    return MadeUp(UUID(key) if key else None, said.get("task", ""))


def in_words(value: Mapping[str, Any]) -> str:
    """„Seminar Modul 1, 17. September 2026“; empty where nobody said how."""
    said = value.get("made_up", {})
    if task := said.get("task"):
        return _("task: %(task)s") % {"task": task}
    return said.get("title", "")
