"""What the cockpit has to say once a week, to those who look after cohorts: numbers, no names."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils.translation import ngettext_lazy

from courses.cockpit.matrix import load_matrices
from courses.cockpit.needs import needs_of
from courses.cohorts.models import CohortRole
from courses.cohorts.policies import ADMIN_ROLES
from courses.reminders.digest import Counts, Line


def _need_a_hand(cohorts: Collection[Any], now: datetime) -> Counts:
    """How many people of their cohorts need a hand, by user. Six statements."""
    needing = {pk: len(needs_of(matrix)) for pk, matrix in load_matrices(cohorts, now=now).items()}
    roles = CohortRole.objects.filter(cohort__in=needing, role__in=ADMIN_ROLES)
    held = {(role.cohort_id, role.user): None for role in roles.select_related("user")}
    found = Counter[Any]()
    for cohort_id, user in held:
        found[user] += needing[cohort_id]
    return found


NEED_A_HAND = Line(
    _need_a_hand,
    ngettext_lazy(
        "%(n)d person of your cohorts may need a hand",
        "%(n)d people of your cohorts may need a hand",
        "n",
    ),
)
