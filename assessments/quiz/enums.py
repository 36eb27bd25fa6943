from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChoiceKind(TextChoices):
    """The kinds of question that are answered by choosing among options."""

    SINGLE = "single", _("one answer is right")
    MULTIPLE = "multiple", _("several answers may be right")
    TRUEFALSE = "truefalse", _("true or false")
