"""What authors write a scenario with. The ids of the blocks are the ids of what they hold."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StructBlock,
    TextBlock,
)
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 4


class OptionBlock(StructBlock):
    text = CharBlock(label=_("Decision"), max_length=300)
    next = CharBlock(label=_("Leads to"), max_length=20, help_text=_("The name of a node."))
    escalation = IntegerBlock(label=_("Escalation"), default=0, min_value=-8, max_value=8)
    trust = IntegerBlock(label=_("Trust"), default=0, min_value=-5, max_value=5)
    room = IntegerBlock(label=_("Room for manoeuvre"), default=0, min_value=-5, max_value=5)
    follows = TextBlock(label=_("What happens then"), rows=3)
    gain = CharBlock(label=_("Gain"), max_length=300)
    price = CharBlock(label=_("Price"), max_length=300)
    lesson = PageChooserBlock(
        label=_("Read on in"), page_type="lms_courses.LessonPage", required=False
    )

    class Meta:
        icon = "arrow-right"
        label = _("Decision")


class SituationBlock(StructBlock):
    code = CharBlock(label=_("Name"), max_length=20, help_text=_("Short: E1, E2a."))
    title = CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock(label=_("Situation"), rows=6)
    image = ImageChooserBlock(label=_("Picture"), required=False)
    alt = CharBlock(label=_("The picture in words"), max_length=300, required=False)
    audio = AudioChooserBlock(label=_("Audio"), required=False)
    transcript = TextBlock(label=_("The audio in words"), rows=3, required=False)
    options = ListBlock(
        OptionBlock(), label=_("Decisions"), min_num=OPTIONS_AT_LEAST, max_num=OPTIONS_AT_MOST
    )

    class Meta:
        icon = "help"
        label = _("Situation")


class EndingBlock(StructBlock):
    code = CharBlock(label=_("Name"), max_length=20, help_text=_("Short: Ende A."))
    title = CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock(label=_("Debrief"), rows=6)

    class Meta:
        icon = "tick-inverse"
        label = _("Ending")


NODES = [("situation", SituationBlock()), ("ending", EndingBlock())]
