"""Blocks that know of the programme around a lesson."""

from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, PageChooserBlock, StructBlock, StructValue
from wagtail.models import Page, get_page_models

from content.blocks.preview import Previewed
from courses.curriculum.models import Activity


class ActivityChooserBlock(PageChooserBlock):
    """A page of any type that is an activity, whichever apps are installed."""

    @cached_property
    def target_models(self) -> list[type[Page]]:
        return [model for model in get_page_models() if hasattr(model, "activity_kind")]


class ActivityLinkBlock(Previewed, StructBlock):
    """Points to something to do; what is not published leaves no dead link."""

    page = ActivityChooserBlock(
        label=_("Activity"), help_text=_("A lesson, self-test, reflection or the plan.")
    )
    note = CharBlock(
        label=_("Why now"),
        max_length=200,
        required=False,
        help_text=_("One sentence: what the reader gains from doing it at this point."),
    )

    def get_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        found = context.get("lms_activities")
        found = self.fetch([value], context)["lms_activities"] if found is None else found
        return {**context, "activity": found.get(value["page"] and value["page"].pk)}

    def fetch(self, values: list[StructValue], context: dict[str, Any]) -> dict[str, Any]:
        """The live activities of a whole body by the id of their page, in one query."""
        chosen = [value["page"].pk for value in values if value["page"]]
        live = Activity.objects.available().with_page().select_related("parent")
        rows = live.filter(page__in=chosen) if chosen else ()
        return {"lms_activities": {row.page_id: row for row in rows}}

    def get_preview_value(self) -> StructValue:
        return self.normalize({"page": Page(pk=0), "note": "Danach wissen Sie, was sitzt."})

    def get_preview_context(
        self, value: StructValue, parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        lesson = Activity(kind=Activity.Kind.LESSON, number="1.4", title="Die neun Stufen")
        test = Activity(kind=Activity.Kind.QUIZ, title="Selbsttest", minutes=10, parent=lesson)
        return {**(parent_context or {}), "lms_activities": {0: test}}

    class Meta:
        icon = "pick"
        label = _("Link to an activity")
        description = _("To a self-test, a reflection, another lesson or the plan.")
        template = "lms_courses/blocks/activity.html"
