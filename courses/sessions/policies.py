"""Who may read what belongs to a session."""

from typing import Any

from django.db.models import Q, QuerySet

from courses.cohorts.models import CohortRole, Enrolment
from courses.cohorts.policies import ADMIN_ROLES, enrolments_of
from courses.progress.queries import with_agreement
from courses.sessions.models import Session, SessionFile


def sessions_open_to(user: Any) -> QuerySet[Session]:
    """Sessions of the user's cohorts: as a participant who has confirmed the agreement or whose
    participation has ended, or in a role that looks after the cohort.
    """
    if not getattr(user, "is_authenticated", False):
        return Session.objects.none()
    places = with_agreement(enrolments_of(user)).filter(
        Q(state=Enrolment.State.ENDED) | Q(agreed=True)
    )
    roles = CohortRole.objects.filter(user=user, role__in=ADMIN_ROLES)
    return Session.objects.filter(
        Q(cohort__in=places.values("cohort")) | Q(cohort__in=roles.values("cohort"))
    )


def files_open_to(user: Any) -> QuerySet[SessionFile]:
    return SessionFile.objects.filter(session__in=sessions_open_to(user))
