"""A card of the method toolkit, shown where it is needed."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue

from content.blocks.preview import Previewed


class MethodCardBlock(Previewed, StructBlock):
    """Shows what the reader may see: a card that is not published, or not for them, is left out."""

    page = PageChooserBlock(label=_("Method card"), page_type="lms_content.MethodPage")
    note = CharBlock(
        label=_("Why here"),
        max_length=200,
        required=False,
        help_text=_("One sentence: what the card helps with at this point."),
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        seen = context.get("lms_cards")
        cards = self.fetch([value], context)["lms_cards"] if seen is None else seen
        return {**context, "card": cards.get(value["page"] and value["page"].pk)}

    def fetch(self, values: list[StructValue], context: dict[str, Any]) -> dict[str, Any]:
        """The cards of a whole body that its reader may see, in one query."""
        chosen = [value["page"].pk for value in values if value["page"]]
        if not chosen:
            return {"lms_cards": {}}
        cards = self.child_blocks["page"].target_model.objects
        reader = getattr(context.get("request"), "user", None)
        return {"lms_cards": cards.visible_to(reader).in_bulk(chosen)}

    def get_preview_value(self) -> StructValue:
        return self.normalize({"page": self.child_blocks["page"].target_model(pk=0), "note": ""})

    def get_preview_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        card = {"title": "Haltungslinie", "purpose": "Unterschiede zeigen, ohne zu werten."}
        facts = {"minutes": 20, "group_min": 6, "group_max": 20}
        return {**(parent_context or {}), "lms_cards": {0: {**card, **facts}}}

    class Meta:
        icon = "clipboard-list"
        label = _("Method card")
        description = _("A card of the toolkit with its purpose, minutes and group size.")
        template = "lms_content/blocks/card.html"
