"""A recount that somebody asks for."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from courses.cohorts.models import Cohort
from courses.cohorts.policies import cohorts_coordinated_by
from courses.governance import audit
from courses.progress.models import Recount
from courses.progress.recounting import recounts_of, start_recount
from courses.rulebook.errors import RuleRefused

__all__ = ["recounts_of", "request_recount"]


@transaction.atomic
def request_recount(cohort: Cohort, *, by: Any) -> Recount:
    """Judge a cohort anew by hand. Raises RuleRefused for people who do not coordinate it."""
    if not cohorts_coordinated_by(by).filter(pk=cohort.pk).exists():
        raise RuleRefused(_("Only the coordination of a cohort judges it anew."))
    audit.log(by, "recount.started", cohort, cohort=cohort)
    return start_recount(cohort, Recount.Cause.REQUESTED)
