"""Somebody else's words."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from content.blocks.preview import Previewed
from content.blocks.text import PassageBlock


class QuoteBlock(Previewed, StructBlock):
    text = PassageBlock(label=_("Quotation"))
    source = CharBlock(label=_("Source"), max_length=300)

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Short, and with its source.")
        template = "lms_content/blocks/quote.html"
        preview_value = {"text": "<p>Erst verstehen, dann antworten.</p>", "source": "Jugendtreff"}
