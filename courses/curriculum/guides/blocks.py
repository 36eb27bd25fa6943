"""What guides are made of: everything a lesson knows, and the plan of a day."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    IntegerBlock,
    ListBlock,
    PageChooserBlock,
    RegexBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)
from wagtail.models import Page, get_page_models

from content.blocks.preview import Previewed
from content.toolkit.pages import MethodPage
from courses.curriculum.body import CurriculumBody
from courses.curriculum.guides.timetable import DAY, minutes_of, slots, working_minutes


class UsedPageChooserBlock(PageChooserBlock):
    """A method card, or something of the programme that the group works with."""

    @cached_property
    def target_models(self) -> list[type[Page]]:
        steps = [model for model in get_page_models() if hasattr(model, "activity_kind")]
        return [MethodPage, *steps]


class RowBlock(StructBlock):
    """One part of the day; the times follow from the minutes."""

    minutes = IntegerBlock(label=gettext_lazy("Minutes"), min_value=1, max_value=480)
    title = CharBlock(label=gettext_lazy("What happens"), max_length=120)
    pause = BooleanBlock(
        label=gettext_lazy("Break"),
        required=False,
        help_text=gettext_lazy("Breaks do not count as seminar time."),
    )
    aim = CharBlock(
        label=gettext_lazy("Aim"),
        max_length=250,
        required=False,
        help_text=gettext_lazy("What is there afterwards that was not there before."),
    )
    how = TextBlock(label=gettext_lazy("How"), rows=2, required=False)
    page = UsedPageChooserBlock(
        label=gettext_lazy("Method card, exercise or lesson"), required=False
    )
    material = CharBlock(label=gettext_lazy("Material"), max_length=250, required=False)
    who = CharBlock(label=gettext_lazy("Who"), max_length=80, required=False)

    class Meta:
        icon = "time"
        label = gettext_lazy("Part of the day")


class DayPlanBlock(Previewed, StructBlock):
    """A day from its first minute to its last. Somebody says how long, never until when."""

    title = CharBlock(label=gettext_lazy("Heading"), max_length=120)
    start = RegexBlock(
        r"(?:[01]\d|2[0-3]):[0-5]\d",
        label=gettext_lazy("Begins at"),
        default="09:00",
        error_messages={"invalid": gettext_lazy("Write the time like 09:00.")},
    )
    rows = ListBlock(RowBlock(), label=gettext_lazy("Parts of the day"), min_num=1)

    def clean(self, value: StructValue) -> StructValue:
        cleaned = super().clean(value)
        end = minutes_of(cleaned["start"]) + sum(row["minutes"] for row in cleaned["rows"])
        if end > DAY:
            words = _("These parts do not end before midnight.")
            raise StructBlockValidationError({"rows": ValidationError(words)})
        return cleaned

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        seen = context.get("lms_used")
        used = self.fetch([value], context)["lms_used"] if seen is None else seen
        day = slots(value["start"], value["rows"])
        parts = [(slot, used.get(slot.row["page"] and slot.row["page"].pk)) for slot in day]
        return {
            **context,
            "parts": parts,
            "begins": day[0].begins if day else "",
            "ends": day[-1].ends if day else "",
            "working": working_minutes(day),
        }

    def fetch(self, values: list[StructValue], context: dict[str, Any]) -> dict[str, Any]:
        """The published pages that all days of a body name, in one query."""
        chosen = {row["page"].pk for value in values for row in value["rows"] if row["page"]}
        return {"lms_used": Page.objects.live().in_bulk(chosen) if chosen else {}}

    class Meta:
        icon = "date"
        label = gettext_lazy("Plan of a day")
        description = gettext_lazy("Minutes, aims, methods, material. The times add themselves up.")
        template = "lms_courses/blocks/dayplan.html"
        preview_value = {
            "title": "Tag 1",
            "start": "09:00",
            "rows": [
                {"minutes": 30, "title": "Ankommen", "aim": "Alle kennen das Ziel des Tages."},
                {"minutes": 15, "title": "Pause", "pause": True},
            ],
        }


class GuideBody(CurriculumBody):
    dayplan = DayPlanBlock(group=gettext_lazy("For those who teach"))
