"""Ties rules and exceptions from them to their neighbours; called once from the app's `ready()`."""

from django.utils.translation import gettext_lazy as _

from courses.cohorts import history


def connect() -> None:
    history.describe(
        {
            "deadline.extended": _("More time given"),
            "requirement.waived": _("Requirement waived"),
            "session.made_up": _("Session credited as made up"),
            "exception.taken_back": _("Exception taken back"),
            "rule.created": _("Rule set up"),
            "rule.renamed": _("Rule renamed"),
            "rule.published": _("New version of the rule"),
            "rule.moved": _("Cohort moved to another version of its rule"),
            "recount.started": _("Everybody judged anew"),
        }
    )
