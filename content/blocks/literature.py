"""Where to read on."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock

from content.blocks.preview import Previewed
from content.blocks.text import LineBlock


class LiteratureBlock(Previewed, StructBlock):
    works = ListBlock(LineBlock(label=_("Work")), label=_("Works"), min_num=1)

    class Meta:
        icon = "list-ul"
        label = _("Literature")
        description = _("One work a line.")
        template = "lms_content/blocks/literature.html"
        preview_value = {"works": ["<p>Glasl, Friedrich: Konfliktmanagement.</p>"]}
