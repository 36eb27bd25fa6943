"""Something done one after the other."""

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import ListBlock, StructBlock

from content.blocks.preview import Previewed
from content.blocks.text import LineBlock


class StepsBlock(Previewed, StructBlock):
    steps = ListBlock(LineBlock(label=_("Step")), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        description = _("Something done one after the other.")
        template = "lms_content/blocks/steps.html"
        numbered = True  # also in the files in which a text travels
        preview_value = {
            "steps": ["<p><b>Anlass:</b> Was ist geschehen?</p>", "<p><b>Ziel</b></p>"]
        }
