"""What a page's text is made of.

Render a body with `{% include_block page.body %}` inside `<div class="ui-prose">`: the blocks
stand there as direct children, and headings get the ids that `headings()` speaks of.
"""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamBlock, StreamValue
from wagtail.rich_text import RichText

from content.blocks.anchors import Anchors, headings_of
from content.blocks.callouts import CareBlock, LawBlock, PracticeBlock, RuleBlock
from content.blocks.case import CaseBlock
from content.blocks.definition import DefinitionBlock
from content.blocks.diagrams import DIAGRAMS, StairsBlock
from content.blocks.literature import LiteratureBlock
from content.blocks.quote import QuoteBlock
from content.blocks.steps import StepsBlock
from content.blocks.table import TableBlock
from content.blocks.text import TextBlock

READING = _("Reading")
VOICES = _("Beside the text")
SHAPES = _("With a shape of its own")


class Body(StreamBlock):
    """A stream whose blocks share one set of heading ids."""

    def headings(self, value: StreamValue) -> list[tuple[str, str]]:
        """(id, words) of the second-level headings across all text blocks, in reading order."""
        anchors = Anchors()
        titles = [title for text in _texts(value) for title in headings_of(text.source)]
        return [(anchors.give(title), title) for title in titles]

    def render(self, value: StreamValue, context: Any = None) -> SafeString:
        shared = {**(context.flatten() if hasattr(context, "flatten") else context or {})}
        return super().render(value, {**shared, "lms_anchors": Anchors()})

    class Meta:
        template = "lms_content/blocks/body.html"


def _texts(value: StreamValue) -> list[RichText]:
    return [child.value for child in value if isinstance(child.block, TextBlock)]


class LessonBody(Body):
    """Everything an author of a lesson may use."""

    text = TextBlock(group=READING)
    rule = RuleBlock(group=VOICES)
    care = CareBlock(group=VOICES)
    practice = PracticeBlock(group=VOICES)
    law = LawBlock(group=VOICES)
    case = CaseBlock(group=SHAPES)
    definition = DefinitionBlock(group=SHAPES)
    steps = StepsBlock(group=SHAPES)
    table = TableBlock(group=SHAPES)
    quote = QuoteBlock(group=SHAPES)
    literature = LiteratureBlock(group=SHAPES)
    stairs = StairsBlock(group=DIAGRAMS)


class InfoBody(Body):
    """For legal notice, privacy, accessibility and help."""

    text = TextBlock(group=READING)
    care = CareBlock(group=VOICES)
    law = LawBlock(group=VOICES)
    steps = StepsBlock(group=SHAPES)
    table = TableBlock(group=SHAPES)
