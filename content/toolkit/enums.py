"""The words a card is sorted by."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Visibility(models.TextChoices):
    """Who may read a card."""

    PUBLIC = "public", _("Everybody")
    SIGNED_IN = "signed_in", _("Everybody with an account")
    ENROLLED = "enrolled", _("Participants and their trainers")


class Phase(models.TextChoices):
    """What a card is for in the work on a conflict; which level it suits is said in numbers."""

    UNDERSTAND = "understand", _("Understand and analyse")
    MANDATE = "mandate", _("Clarify the mandate")
    DIALOGUE = "dialogue", _("Get people talking")
    MEDIATE = "mediate", _("Mediate")
    PREVENT = "prevent", _("Prepare and practise")
