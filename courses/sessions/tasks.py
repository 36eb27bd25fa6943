from typing import Any

from courses.cohorts.models import Cohort
from courses.sessions.scheduling import release_trainer


def leave_sessions(cohort_id: int, user_id: Any) -> None:
    """Somebody has left the team: they lead none of its sessions ahead any more."""
    cohort = Cohort.objects.filter(pk=cohort_id).first()
    if cohort:
        release_trainer(cohort, user_id)
