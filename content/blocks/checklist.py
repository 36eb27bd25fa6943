"""Things to tick off for oneself."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from content.blocks.preview import Previewed


class ChecklistBlock(Previewed, StructBlock):
    """Ticks live on the screen or on paper; we never learn of them."""

    title = CharBlock(label=_("Heading"), max_length=200)
    items = ListBlock(
        CharBlock(label=_("Item"), max_length=300),
        label=_("Items"),
        min_num=1,
        help_text=_("One thing each that is done or not done."),
    )

    class Meta:
        icon = "tasks"
        label = _("Checklist")
        description = _("To tick off for oneself, on the screen or on paper. Nothing is saved.")
        template = "lms_content/blocks/checklist.html"
        preview_value = {
            "title": "Vor dem Gespräch",
            "items": ["Der Raum ist gebucht.", "Beide Seiten kennen die Regeln."],
        }
