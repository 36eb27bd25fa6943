"""Four voices beside the text: keep in mind, take care, in your own municipality, the law."""

from datetime import date
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, DateBlock, StructBlock, StructValue

from content.blocks.preview import Previewed
from content.blocks.text import PassageBlock
from content.ui.dates import long_date


class CalloutBlock(Previewed, StructBlock):
    """`kind` names the form in the kit; the words on it belong to the kit as well."""

    kind: ClassVar[str]

    text = PassageBlock(label=gettext_lazy("Text"))

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        return {**context, "kind": self.kind, "valid": getattr(value, "valid", "")}

    class Meta:
        template = "lms_content/blocks/callout.html"


class RuleBlock(CalloutBlock):
    kind = "rule"

    class Meta:
        icon = "thumbtack"
        label = gettext_lazy("Keep in mind")
        description = gettext_lazy("One sentence that should stay.")
        preview_value = {"text": "<p>Bestimmen Sie die Stufe für jede Partei einzeln.</p>"}


class CareBlock(CalloutBlock):
    kind = "care"

    class Meta:
        icon = "warning"
        label = gettext_lazy("Take care")
        description = gettext_lazy("Where something can do harm.")
        preview_value = {"text": "<p>Klären Sie zuerst den Schutz der Betroffenen.</p>"}


class PracticeBlock(CalloutBlock):
    kind = "practice"

    class Meta:
        icon = "home"
        label = gettext_lazy("In your own municipality")
        description = gettext_lazy("A question for the reader's own place.")
        preview_value = {"text": "<p>Denken Sie an einen Streit der letzten zwölf Monate.</p>"}


class LawValue(StructValue):
    @property
    def valid(self) -> str:
        """„gilt für Thüringen, Stand 1. Oktober 2026“"""
        return _("applies to %(land)s, as of %(date)s") % {
            "land": self["land"],
            "date": long_date(self["date"]),
        }


class LawBlock(CalloutBlock):
    """What the law says, where, and when somebody last looked."""

    kind = "law"

    land = CharBlock(
        label=gettext_lazy("Federal state"),
        max_length=60,
        help_text=gettext_lazy("A federal state, or “ganz Deutschland” for federal law."),
    )
    date = DateBlock(label=gettext_lazy("Checked on"))

    class Meta:
        icon = "doc-full-inverse"
        label = gettext_lazy("Law")
        description = gettext_lazy("A legal statement with its state and the date of the check.")
        value_class = LawValue
        form_layout = ["land", "date", "text"]
        preview_value = {
            "land": "Thüringen",
            "date": date(2026, 10, 1),
            "text": "<p>Eine Verbotszone braucht eine belegte Gefahr.</p>",
        }
