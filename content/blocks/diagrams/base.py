"""What all diagram blocks share: title and caption, limits, drawing, the table below."""

from collections.abc import Mapping
from typing import Any, ClassVar
from zlib import crc32

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.blocks import Block, CharBlock, IntegerBlock, ListBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError

from content.blocks.anchors import Anchors
from content.blocks.preview import Previewed
from content.diagrams.diagram import Diagram
from content.diagrams.figure import Figure

NAME = 80  # characters of a heading or a name
ITEM = 120  # characters of an item


def item_list(label: Any, item: Any, **options: Any) -> ListBlock:
    """A list of short texts, each a line of the form."""
    return ListBlock(CharBlock(label=item, max_length=ITEM), label=label, **options)


class DiagramBlock(Previewed, StructBlock):
    """A picture drawn from what the author fills in.

    A subclass adds its fields, gives `limits` of its lists (name → fewest, most), and draws.
    Fields stay plain (StructBlock, ListBlock, CharBlock, ChoiceBlock, IntegerBlock), so that the
    block travels in curriculum files without a form of its own.
    """

    limits: ClassVar[Mapping[str, tuple[int, int]]] = {}

    title = CharBlock(
        label=gettext_lazy("Title"),
        max_length=120,
        help_text=gettext_lazy("Stands above the picture and is read aloud with it."),
    )
    caption = CharBlock(
        label=gettext_lazy("Caption"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Stands below the picture: where the model comes from, what to see."
        ),
    )

    def draw(self, value: StructValue) -> Diagram:
        raise NotImplementedError

    def problems(self, value: StructValue) -> dict[str, str]:
        """Name of a field → what does not fit together in it; asked once every field is right."""
        return {}

    def clean(self, value: StructValue) -> StructValue:
        """A draft may be unfinished; whether it all fits together is asked when it goes out."""
        if not self.is_deferred_validation:
            _refuse(self._miscounted(value))
        cleaned: StructValue = super().clean(value)
        if not self.is_deferred_validation:
            _refuse(self.problems(cleaned))
        return cleaned

    def _miscounted(self, value: StructValue) -> dict[str, str]:
        found = {name: len(value[name]) for name in self.limits}
        answers = {name: _count_problem(n, *self.limits[name]) for name, n in found.items()}
        return {name: answer for name, answer in answers.items() if answer}

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """`figure`: the picture, with ids that are unique in the body around us."""
        context = super().get_context(value, parent_context)
        diagram = self.draw(_drawable(self, value))
        anchors = context.get("lms_anchors") or Anchors()
        uid = anchors.give(f"diagram-{crc32(diagram.wide.shapes.encode()):x}")
        return {**context, "figure": Figure(diagram, uid)}

    class Meta:
        template = "lms_content/blocks/diagram.html"


def _drawable(block: Block, value: Any) -> Any:
    """The value as it is, with the smallest number where a draft has none yet."""
    if isinstance(block, StructBlock):
        children = block.child_blocks.items()
        return StructValue(block, [(name, _drawable(b, value.get(name))) for name, b in children])
    if isinstance(block, ListBlock):
        return [_drawable(block.child_block, item) for item in value]
    if isinstance(block, IntegerBlock) and value is None:
        return block.field.min_value or 0
    return value


def _count_problem(found: int, fewest: int, most: int) -> str:
    if found < fewest:
        return ngettext(
            "The picture needs at least one entry here.",
            "The picture needs at least %(fewest)d entries here.",
            fewest,
        ) % {"fewest": fewest}
    if found > most:
        return _(
            "At most %(most)d entries can be read in one picture; there are %(found)d. "
            "Please shorten the list or use two pictures."
        ) % {"most": most, "found": found}
    return ""


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        raise StructBlockValidationError(
            block_errors={name: ValidationError(text) for name, text in problems.items()}
        )
