"""A situation or a worked example."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock

from content.blocks.preview import Previewed
from content.blocks.text import PassageBlock


class CaseBlock(Previewed, StructBlock):
    title = CharBlock(label=_("Heading"), max_length=200)
    text = PassageBlock(label=_("Text"))

    class Meta:
        icon = "group"
        label = _("Case")
        description = _("A situation or a worked example. Roles, never names.")
        template = "lms_content/blocks/case.html"
        preview_value = {
            "title": "Dienstag, 12:10 Uhr, Treppenhaus",
            "text": "<p>Die Bürgermeisterin hält Sie auf. Sie haben drei Minuten.</p>",
        }
