"""The one way into the audit log."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model

from content.foundation.people import display_name
from courses.governance.models import AuditEntry


def log(
    actor: Any, action: str, subject: Model, *, reason: str = "", cohort: Any = None, **data: Any
) -> AuditEntry:
    """Write who did what to which thing and why, inside the caller's transaction.

    `actor=None` means the system itself. `action` is a stable word like "certificate.revoked";
    `data` holds facts that are not confidential (numbers, states, dates), never learners' texts.
    """
    entry = _entry(actor, action, subject, reason, cohort, data)
    entry.save()
    return entry


def log_all(actor: Any, action: str, subjects: Iterable[tuple[Model, Any]], **data: Any) -> None:
    """The same for many things, each with its cohort, in one statement."""
    rows = [_entry(actor, action, subject, "", cohort, data) for subject, cohort in subjects]
    AuditEntry.objects.bulk_create(rows)


def _entry(
    actor: Any, action: str, subject: Model, reason: str, cohort: Any, data: dict[str, Any]
) -> AuditEntry:
    return AuditEntry(
        actor=actor,
        actor_label=display_name(actor) if actor else "",
        action=action,
        subject_type=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        cohort=cohort,
        reason=reason,
        data=data,
    )
