"""The words of interactive exercises."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Policy(TextChoices):
    """When an exercise counts as done."""

    FINISH = "finish", _("when it was worked through to the end")
    PASS = "pass", _("when the pass mark is reached")
    VIEWED = "viewed", _("when somebody has used it")
    OWN = "own", _("when the person says so")


class Method(TextChoices):
    """Which of several attempts counts."""

    BEST = "best", _("the best attempt")
    LAST = "last", _("the last attempt")
    FIRST = "first", _("the first attempt")
    AVERAGE = "average", _("the average of all attempts")


class Trust(TextChoices):
    """Where a score comes from."""

    VERIFIED = "verified", _("checked by us")
    REPORTED = "client_reported", _("reported by the browser")
    MANUAL = "manual", _("confirmed by a trainer")

    @property
    def is_firm(self) -> bool:
        """Whether a certificate may rest on it."""
        return self is not Trust.REPORTED
