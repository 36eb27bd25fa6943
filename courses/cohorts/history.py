"""The audit log of one cohort in words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.foundation.people import display_name
from courses.cohorts.models import Cohort, CohortRole, Enrolment, Invitation, WaitingPlace
from courses.governance.models import AuditEntry

ACTIONS: dict[str, Any] = {
    "cohort.created": gettext_lazy("Cohort set up"),
    "cohort.changed": gettext_lazy("Data of the cohort changed"),
    "template.saved": gettext_lazy("Dates saved as a template"),
    "agreement.changed": gettext_lazy("New version of the confidentiality agreement"),
    "agreement.confirmed": gettext_lazy("Confidentiality agreement confirmed"),
    "role.granted": gettext_lazy("Role given"),
    "role.withdrawn": gettext_lazy("Role taken away"),
    "invitation.sent": gettext_lazy("Invitation sent"),
    "invitation.revoked": gettext_lazy("Invitation withdrawn"),
    "invitation.accepted": gettext_lazy("Invitation accepted"),
    "waiting.added": gettext_lazy("Put on the waiting list"),
    "waiting.left": gettext_lazy("Taken off the waiting list"),
    "enrolment.ended": gettext_lazy("Participation ended"),
    "enrolment.withdrawn": gettext_lazy("Participation withdrawn"),
    "session.scheduled": gettext_lazy("Session planned"),
    "session.changed": gettext_lazy("Session changed"),
    "session.cancelled": gettext_lazy("Session cancelled"),
    "attendance.recorded": gettext_lazy("Attendance recorded"),
    "completion.revoked": gettext_lazy("Completion taken back"),
    "completion.completed": gettext_lazy("Completion given back"),
}
# What people do with what is theirs alone. It is in the audit log, and no coordination reads it.
_personal: set[str] = set()
# Gets primary keys (as text), returns what to call these rows. Filled by whoever owns the rows.
Namer = Callable[[Collection[str]], Mapping[str, str]]
_namers: dict[str, Namer] = {}


def describe(actions: Mapping[str, Any]) -> None:
    """Words for the actions of an app above; called in `ready()`."""
    ACTIONS.update(actions)


def keep_out(actions: Collection[str]) -> None:
    """Actions of an app above that are no cohort's business; called in `ready()`."""
    _personal.update(actions)


def name_subjects(subject_type: str, namer: Namer) -> None:
    """Names for the subjects of an app above; called in `ready()`."""
    _namers[subject_type] = namer


@dataclass(frozen=True, slots=True)
class HistoryLine:
    at: datetime
    who: str
    what: str
    about: str
    reason: str


def entries_of(cohort: Cohort) -> QuerySet[AuditEntry]:
    """The latest first; to be paginated before `in_words`."""
    return AuditEntry.objects.filter(cohort=cohort).exclude(action__in=_personal)


def in_words(entries: Iterable[AuditEntry]) -> list[HistoryLine]:
    """One statement for each kind of thing the entries speak of, however many there are."""
    rows = list(entries)
    names = _names(rows)
    return [
        HistoryLine(
            at=row.at,
            who=row.actor_label or _("the system"),
            what=str(ACTIONS.get(row.action, row.action)),
            about=names.get((row.subject_type, row.subject_id), ""),
            reason=row.reason,
        )
        for row in rows
    ]


def _names(rows: Iterable[AuditEntry]) -> dict[tuple[str, str], str]:
    wanted: dict[str, set[str]] = {}
    for row in rows:
        wanted.setdefault(row.subject_type, set()).add(row.subject_id)
    return {
        (kind, pk): name
        for kind, pks in wanted.items()
        if kind in _namers
        for pk, name in _namers[kind](pks).items()
    }


def _invitations(pks: Collection[str]) -> dict[str, str]:
    rows = Invitation.objects.filter(pk__in=pks).values_list("pk", "email")
    return {str(pk): email for pk, email in rows}


def _waiting(pks: Collection[str]) -> dict[str, str]:
    rows = WaitingPlace.objects.filter(pk__in=pks).values_list("pk", "email")
    return {str(pk): email for pk, email in rows}


def _enrolments(pks: Collection[str]) -> dict[str, str]:
    rows = Enrolment.objects.filter(pk__in=pks).select_related("user")
    return {str(row.pk): display_name(row.user) for row in rows}


def _roles(pks: Collection[str]) -> dict[str, str]:
    rows = CohortRole.objects.filter(pk__in=pks).select_related("user")
    return {str(row.pk): f"{display_name(row.user)}, {row.get_role_display()}" for row in rows}


name_subjects("invitation", _invitations)
name_subjects("waitingplace", _waiting)
name_subjects("enrolment", _enrolments)
name_subjects("cohortrole", _roles)
