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
from content.blocks.card import MethodCardBlock
from content.blocks.case import CaseBlock
from content.blocks.checklist import ChecklistBlock
from content.blocks.definition import DefinitionBlock
from content.blocks.diagrams import (
    DIAGRAMS,
    ActorMapBlock,
    ConflictTreeBlock,
    CrisisCurveBlock,
    ForceFieldBlock,
    IcebergBlock,
    OnionBlock,
    StairsBlock,
    TimelineBlock,
    TriangleBlock,
)
from content.blocks.download import DownloadBlock
from content.blocks.external import ExternalBlock
from content.blocks.figure import FigureBlock
from content.blocks.interactive import InteractiveBlock
from content.blocks.literature import LiteratureBlock
from content.blocks.marks import marks_of
from content.blocks.media import AudioBlock, VideoBlock
from content.blocks.quote import QuoteBlock
from content.blocks.reading import ReadingBlock
from content.blocks.steps import StepsBlock
from content.blocks.table import TableBlock
from content.blocks.text import TextBlock

# Groups of the picker, in the order of an author's thinking.
READING = _("Tell")
VOICES = _("Beside the text")
SHAPES = _("Explain")
SHOWING = _("To show")
DOING = _("Use and practise")
SOURCES = _("Give sources")


class Body(StreamBlock):
    """A stream whose blocks share one set of heading ids, of terms and of sources.

    What its texts cite stands in a bibliography at the end.
    A block that needs the database may have `fetch(values, context)`: it gets all its values of
    the body at once and returns what `get_context` will find in its context.
    """

    def headings(self, value: StreamValue) -> list[tuple[str, str]]:
        """(id, words) of the second-level headings across all text blocks, in reading order."""
        anchors = Anchors()
        with marks_of(value):
            titles = [title for text in _texts(value) for title in headings_of(text.source)]
        return [(anchors.give(title), title) for title in titles]

    def render(self, value: StreamValue, context: Any = None) -> SafeString:
        shared = {**(context.flatten() if hasattr(context, "flatten") else context or {})}
        shared["lms_anchors"] = Anchors()
        with marks_of(value) as marks:
            shared |= {"lms_shelf": marks.shelf, "lms_terms": list(marks.terms.values())}
            html = super().render(value, {**shared, **self._fetched(value, shared)})
            return marks.finish(html)

    def _fetched(self, value: StreamValue, context: dict[str, Any]) -> dict[str, Any]:
        """What blocks ask the database for, once a kind of block and not once a block."""
        fetched: dict[str, Any] = {}
        for name, block in self.child_blocks.items():
            if hasattr(block, "fetch"):
                values = [child.value for child in value if child.block_type == name]
                fetched |= block.fetch(values, context)
        return fetched

    class Meta:
        template = "lms_content/blocks/body.html"


def _texts(value: StreamValue) -> list[RichText]:
    return [child.value for child in value if isinstance(child.block, TextBlock)]


class LessonBody(Body):
    """Everything an author of a lesson may use that needs no course around it."""

    text = TextBlock(group=READING)
    rule = RuleBlock(group=VOICES)
    care = CareBlock(group=VOICES)
    practice = PracticeBlock(group=VOICES)
    law = LawBlock(group=VOICES)
    definition = DefinitionBlock(group=SHAPES)
    case = CaseBlock(group=SHAPES)
    steps = StepsBlock(group=SHAPES)
    table = TableBlock(group=SHAPES)
    stairs = StairsBlock(group=DIAGRAMS)
    triangle = TriangleBlock(group=DIAGRAMS)
    iceberg = IcebergBlock(group=DIAGRAMS)
    conflicttree = ConflictTreeBlock(group=DIAGRAMS)
    onion = OnionBlock(group=DIAGRAMS)
    forcefield = ForceFieldBlock(group=DIAGRAMS)
    timeline = TimelineBlock(group=DIAGRAMS)
    actormap = ActorMapBlock(group=DIAGRAMS)
    crisiscurve = CrisisCurveBlock(group=DIAGRAMS)
    figure = FigureBlock(group=SHOWING)
    video = VideoBlock(group=SHOWING)
    audio = AudioBlock(group=SHOWING)
    external = ExternalBlock(group=SHOWING)
    checklist = ChecklistBlock(group=DOING)
    interactive = InteractiveBlock(group=DOING)
    card = MethodCardBlock(group=DOING)
    download = DownloadBlock(group=DOING)
    quote = QuoteBlock(group=SOURCES)
    reading = ReadingBlock(group=SOURCES)
    literature = LiteratureBlock(group=SOURCES)


class InfoBody(Body):
    """For legal notice, privacy, accessibility and help."""

    text = TextBlock(group=READING)
    care = CareBlock(group=VOICES)
    law = LawBlock(group=VOICES)
    steps = StepsBlock(group=SHAPES)
    table = TableBlock(group=SHAPES)
    figure = FigureBlock(group=SHOWING)
    download = DownloadBlock(group=DOING)
