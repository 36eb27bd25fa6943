"""A photograph or drawing, with words for those who do not see it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, StructBlock, StructValue
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from content.blocks.pictures import Picture, fetch_renditions
from content.blocks.preview import Previewed
from content.blocks.text import LineBlock


class FigureBlock(Previewed, StructBlock):
    """The author says what is to be seen, or that the picture only decorates: one of the two."""

    image = ImageChooserBlock(label=_("Picture"))
    alternative = CharBlock(
        label=_("Alternative text"),
        max_length=250,
        required=False,
        help_text=_("What is to be seen, as you would say it on the phone. Not “Picture of”."),
    )
    decorative = BooleanBlock(
        label=_("The picture only decorates"),
        required=False,
        help_text=_("Screen readers then leave it out."),
    )
    caption = LineBlock(
        label=_("Caption"), required=False, help_text=_("What readers should notice in it.")
    )
    credit = CharBlock(
        label=_("Author and licence"),
        max_length=200,
        help_text=_("For instance “Photo: Stadt Quellingen, CC BY 4.0” or “Own photo”."),
    )

    def clean(self, value: StructValue) -> StructValue:
        cleaned: StructValue = super().clean(value)
        if problem := _problem(cleaned):
            raise StructBlockValidationError({"alternative": ValidationError(problem)})
        return cleaned

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "picture": Picture.of(value["image"]) if value["image"] else None}

    def fetch(self, values: list[StructValue], context: dict[str, Any]) -> dict[str, Any]:
        fetch_renditions(value["image"] for value in values)
        return {}

    def get_preview_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        return {**(parent_context or {}), "placeholder": gettext("Your picture")}

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A photograph or drawing with alternative text, caption and licence.")
        template = "lms_content/blocks/figure.html"
        preview_value = {
            "image": None,
            "alternative": "Ein Brunnen auf einem leeren Platz.",
            "caption": "<p>Der Brunnenplatz am frühen Morgen.</p>",
            "credit": "Foto: Stadt Quellingen, CC BY 4.0",
        }


def _problem(value: StructValue) -> str:
    described, decorates = bool(value["alternative"].strip()), value["decorative"]
    if described and decorates:
        return gettext("Either describe the picture or say that it only decorates, not both.")
    if not described and not decorates:
        return gettext("Describe what is to be seen, or say that the picture only decorates.")
    return ""
