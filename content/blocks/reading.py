"""Where to read on, chosen from the sources."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, StructValue

from content.blocks.preview import Previewed
from content.sources.blocks import SourceChooserBlock
from content.sources.marks import Shelf
from content.sources.models import Source


class ReadingItemBlock(StructBlock):
    work = SourceChooserBlock(label=_("Source"))
    note = CharBlock(
        label=_("Note"),
        max_length=200,
        required=False,
        help_text=_("What it is good for, in one sentence."),
    )

    class Meta:
        icon = "openquote"
        label = _("Work")


class ReadingBlock(Previewed, StructBlock):
    """Each work stands here in full, so the bibliography below leaves it out."""

    works = ListBlock(ReadingItemBlock(), label=_("Works"), min_num=1)

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """`entries`: pairs (entry, note) of works that are still there."""
        context = super().get_context(value, parent_context)
        rows = [(item["work"], item["note"]) for item in value["works"] if item["work"]]
        shelf = context.get("lms_shelf") or Shelf({work.pk: work for work, _note in rows})
        return {**context, "entries": [(shelf.entry(work), note) for work, note in rows]}

    def get_preview_value(self) -> StructValue:
        work = Source(pk=0, authors="Glasl, Friedrich", year="2020", title="Konfliktmanagement")
        return self.normalize({"works": [{"work": work, "note": ""}]})

    class Meta:
        icon = "list-ul"
        label = _("Further reading")
        description = _("Works from the list of sources, each with a short note.")
        template = "lms_content/blocks/reading.html"
