"""The parts of a method card that come in numbers."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, IntegerBlock, StructBlock, TextBlock


class MethodStepBlock(StructBlock):
    """One step with the minutes it takes."""

    title = CharBlock(label=_("Step"), max_length=120)
    text = TextBlock(label=_("What happens"))
    minutes = IntegerBlock(label=_("Minutes"), min_value=0, max_value=600)

    class Meta:
        icon = "list-ol"
        label = _("Step")
