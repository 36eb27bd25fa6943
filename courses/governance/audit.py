"""The one way into the audit log."""

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
    return AuditEntry.objects.create(
        actor=actor,
        actor_label=display_name(actor) if actor else "",
        action=action,
        subject_type=subject._meta.model_name or "",
        subject_id=str(subject.pk),
        cohort=cohort,
        reason=reason,
        data=data,
    )
