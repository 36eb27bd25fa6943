"""Running text."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from wagtail.rich_text import RichText, expand_db_html

from content.blocks.anchors import Anchors, headings_of, with_anchors
from content.blocks.hygiene import CleanTextBlock
from content.blocks.preview import Previewed

# What a text may hold; everything with a shape of its own is a block.
TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "term", "source"]
PASSAGE_FEATURES = ["bold", "italic", "ol", "ul", "link", "term", "source"]
LINE_FEATURES = ["bold", "italic", "link", "term", "source"]


class TextBlock(Previewed, CleanTextBlock):
    """Paragraphs, headings, lists. The headings can be jumped to."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": TEXT_FEATURES, **options})

    def get_context(
        self, value: RichText, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        # The body around us hands down ids that are unique in it; alone, we give our own.
        anchors = context.get("lms_anchors") or Anchors()
        return {**context, "html": self._html(value, anchors)}

    def _html(self, value: RichText, anchors: Anchors) -> SafeString:
        names = [anchors.give(title) for title in headings_of(value.source)]
        # The block has cleaned the text; ids are slugs.
        return mark_safe(with_anchors(expand_db_html(value.source), names))  # noqa: S308

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "lms_content/blocks/text.html"
        preview_value = "<h2>Woran Sie eine Stufe erkennen</h2><p>Suchen Sie nach Indizien.</p>"
        description = _("Paragraphs, headings and lists.")


class PassageBlock(CleanTextBlock):
    """A few paragraphs inside another block, without headings."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": PASSAGE_FEATURES, **options})

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class LineBlock(CleanTextBlock):
    """One paragraph inside a list or a table."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": LINE_FEATURES, **options})

    class Meta:
        icon = "pilcrow"
        label = _("Text")
