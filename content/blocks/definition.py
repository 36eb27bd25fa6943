"""A term and what it means here."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from content.blocks.preview import Previewed
from content.blocks.text import PassageBlock


class DefinitionBlock(Previewed, StructBlock):
    term = CharBlock(label=_("Term"), max_length=120)
    text = PassageBlock(label=_("Meaning"))

    class Meta:
        icon = "openquote"
        label = _("Definition")
        description = _("A term and what it means here.")
        template = "lms_content/blocks/definition.html"
        preview_value = {
            "term": "Aktives Zuhören",
            "text": "<p>Sie geben in eigenen Worten wieder, was Sie verstanden haben.</p>",
        }
