"""What authors write a scenario with. The ids of the blocks are the ids of what they hold."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    Block,
    CharBlock,
    ChooserBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    StreamBlock,
    StructBlock,
    TextBlock,
)
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock

OPTIONS_AT_LEAST = 2
OPTIONS_AT_MOST = 4


class OptionBlock(StructBlock):
    text = CharBlock(
        label=_("Decision"),
        max_length=120,
        help_text=_("A few words. Every one should be something reasonable people might decide."),
    )
    detail = TextBlock(label=_("What it would mean"), rows=2, required=False)
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
    code = CharBlock(
        label=pgettext_lazy("of a node", "Name"), max_length=20, help_text=_("Short: E1, E2a.")
    )
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
    code = CharBlock(
        label=pgettext_lazy("of a node", "Name"), max_length=20, help_text=_("Short: Ende A.")
    )
    title = CharBlock(label=_("Heading"), max_length=120)
    text = TextBlock(label=_("Debrief"), rows=6)

    class Meta:
        icon = "tick-inverse"
        label = _("Ending")


NODES = [("situation", SituationBlock()), ("ending", EndingBlock())]


def sketch_block() -> StreamBlock:
    """The same stream without what has to be looked up, for the picture beside the fields."""
    situation = SituationBlock().child_blocks
    option = StructBlock(_without_choosers(OptionBlock().child_blocks))
    fields = [(n, b) for n, b in _without_choosers(situation) if n != "options"]
    return StreamBlock(
        [("situation", StructBlock([*fields, ("options", ListBlock(option))])), NODES[1]]
    )


def _without_choosers(children: Mapping[str, Block]) -> list[tuple[str, Block]]:
    return [
        (name, child) for name, child in children.items() if not isinstance(child, ChooserBlock)
    ]
