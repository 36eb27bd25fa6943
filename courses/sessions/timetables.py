"""Days that other dates of a cohort hang on."""

from datetime import date

from django.db.models import Min
from django.utils import timezone

from courses.cohorts.models import Cohort
from courses.sessions.models import Session


def stored_seminars(cohort: Cohort) -> dict[int, date]:
    """The day of each module's first seminar, as planned now. One statement."""
    rows = (
        Session.objects.filter(
            cohort=cohort,
            kind=Session.Kind.SEMINAR,
            cancelled_at=None,
            module_number__isnull=False,
            parts__isnull=False,
        )
        .values("module_number")
        .annotate(first=Min("parts__starts_at"))
        .values_list("module_number", "first")
        .order_by("module_number")
    )
    return {number: timezone.localdate(first) for number, first in rows if number}
