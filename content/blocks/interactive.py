"""An H5P content inside a text, to practise with. What counts has a page of its own."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, StructValue, TextBlock

from content.blocks.preview import Previewed
from content.h5p.admin.chooser import H5PChooserBlock
from content.h5p.models import H5PContent
from content.h5p.player.embed import Frame, tried


class InteractiveBlock(Previewed, StructBlock):
    """Plays for everybody who may read the text; nothing of it is kept."""

    title = CharBlock(label=_("Title"), max_length=200)
    content = H5PChooserBlock(label=_("H5P content"))
    alternative = TextBlock(
        label=_("The same in words"),
        rows=3,
        help_text=_("Shown where it cannot be played: without JavaScript, and on paper."),
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "frame": self._frame(value, context)}

    def _frame(self, value: StructValue, context: dict[str, Any]) -> Frame | None:
        """None where the content is gone; without a request there is nobody to play."""
        content, request = value["content"], context.get("request")
        if not content or request is None:
            return None
        seen = context.get("lms_h5p")
        seen = self.fetch([value], context)["lms_h5p"] if seen is None else seen
        found = seen.get(content.pk)
        if found is None or found.current is None:
            return None
        return tried(
            found.current,
            request.user.pk,
            title=value["title"],
            words=value["alternative"],
        )

    def fetch(self, values: list[StructValue], context: dict[str, Any]) -> dict[str, Any]:
        """The contents of a whole body with their versions, in one query."""
        chosen = [value["content"].pk for value in values if value["content"]]
        rows = H5PContent.objects.select_related("current") if chosen else None
        return {"lms_h5p": rows.in_bulk(chosen) if rows is not None else {}}

    class Meta:
        icon = "media"
        label = _("Interactive content (H5P)")
        description = _("To practise with inside a text. Results are not kept.")
        template = "lms_content/blocks/interactive.html"
        preview_value = {
            "title": "Fünf Sätze, die Zuhören zeigen",
            "content": None,
            "alternative": "Ordnen Sie fünf Sätze: Welche zeigen, dass jemand zuhört?",
        }
