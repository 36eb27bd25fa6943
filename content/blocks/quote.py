"""Somebody else's words."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.preview import Previewed
from content.blocks.text import PassageBlock
from content.sources.blocks import SourceChooserBlock
from content.sources.marks import Shelf


class QuoteBlock(Previewed, StructBlock):
    """Free words say who spoke; beside a chosen source they say where it stands in there."""

    text = PassageBlock(label=gettext_lazy("Quotation"))
    work = SourceChooserBlock(label=gettext_lazy("From the list of sources"), required=False)
    source = CharBlock(
        label=gettext_lazy("Source"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Who says it. With a source from the list: the page, like S. 12"),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        if not cleaned.get("work") and not cleaned.get("source", "").strip():
            sentence = ValidationError(_("A quotation needs its source."))
            raise StructBlockValidationError(block_errors={"source": sentence})
        return cleaned

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """`cited` and `cited_at`: the short form and the address of the chosen source."""
        context = super().get_context(value, parent_context)
        if not (work := value.get("work")):
            return context
        shelf = context.get("lms_shelf")
        return {
            **context,
            "cited": (shelf or Shelf({})).short(work),
            "cited_at": f"#{work.anchor}" if shelf else work.get_absolute_url(),
        }

    class Meta:
        icon = "openquote"
        label = gettext_lazy("Quotation")
        description = gettext_lazy("Short, and with its source.")
        template = "lms_content/blocks/quote.html"
        preview_value = {"text": "<p>Erst verstehen, dann antworten.</p>", "source": "Jugendtreff"}
