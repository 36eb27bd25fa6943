from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """Levels of PAdES that are made here."""

    BASIC = "B-B", _("digitally signed")
    ARCHIVE = "B-LTA", _("digitally signed with a time stamp")
