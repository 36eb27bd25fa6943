"""Ties the cockpit and exports to their neighbours; called once from the app's `ready()`."""

from django.utils.translation import gettext_lazy as _

from courses.cohorts import history


def connect() -> None:
    history.describe({"export.made": _("Data exported")})
