"""Ties the cockpit and exports to their neighbours; called once from the app's `ready()`."""

from django.utils.translation import gettext_lazy as _

from courses.cockpit.digest import NEED_A_HAND
from courses.cohorts import history
from courses.reminders.digest import register_line


def connect() -> None:
    register_line(NEED_A_HAND)
    history.describe({"export.made": _("Data exported")})
