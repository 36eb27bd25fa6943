"""Escalation stairs, filled in by authors."""

from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.blocks import CharBlock, IntegerBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import NAME, DiagramBlock
from content.diagrams import stairs
from content.diagrams.diagram import Diagram

MOST = 12


class StepBlock(StructBlock):
    name = CharBlock(label=gettext_lazy("Name"), max_length=NAME)
    hint = CharBlock(label=gettext_lazy("Recognised by"), required=False, max_length=NAME)


class SpanBlock(StructBlock):
    """From stair to stair, both included."""

    name = CharBlock(label=gettext_lazy("Name"), max_length=NAME)
    first = IntegerBlock(label=gettext_lazy("From stair"), min_value=1, max_value=MOST)
    last = IntegerBlock(label=gettext_lazy("To stair"), min_value=1, max_value=MOST)


class PartyBlock(StructBlock):
    name = CharBlock(
        label=gettext_lazy("Party"),
        max_length=NAME,
        help_text=gettext_lazy("A role or a group, never a person's name."),
    )
    step = IntegerBlock(label=gettext_lazy("On stair"), min_value=1, max_value=MOST)


class StairsBlock(DiagramBlock):
    limits: ClassVar = {"steps": (2, MOST), "helps": (0, 8), "zones": (0, 3), "parties": (0, 6)}

    steps = ListBlock(
        StepBlock(label=gettext_lazy("Stair")),
        label=gettext_lazy("Stairs"),
        help_text=gettext_lazy("From the lightest to the heaviest, 2 to 12."),
    )
    helps = ListBlock(
        SpanBlock(label=gettext_lazy("Form of help")),
        label=gettext_lazy("Forms of help"),
        default=[],
        help_text=gettext_lazy("Stand beside the stairs on which they help."),
    )
    zones = ListBlock(
        SpanBlock(label=gettext_lazy("Zone")),
        label=gettext_lazy("Zones"),
        default=[],
        help_text=gettext_lazy("Up to three, in their order: “Alle können gewinnen” …"),
    )
    parties = ListBlock(
        PartyBlock(label=gettext_lazy("Party")),
        label=gettext_lazy("Parties of a case"),
        default=[],
        help_text=gettext_lazy("Leave empty when the picture explains the model."),
    )

    def draw(self, value: StructValue) -> Diagram:
        return stairs.draw(
            stairs.Stairs(
                value["title"],
                tuple(stairs.Step(step["name"], step["hint"]) for step in value["steps"]),
                helps=_spans(value["helps"]),
                zones=_spans(value["zones"]),
                parties=tuple(stairs.Party(p["name"], p["step"]) for p in value["parties"]),
            )
        )

    def problems(self, value: StructValue) -> dict[str, str]:
        count = len(value["steps"])
        found = {name: _misplaced(_spans(value[name]), count) for name in ("helps", "zones")}
        beyond = [p["name"] for p in value["parties"] if p["step"] > count]
        found["parties"] = _beyond(beyond[0], count) if beyond else ""
        return {name: text for name, text in found.items() if text}

    class Meta:
        icon = "order-up"
        label = gettext_lazy("Escalation stairs")
        description = gettext_lazy("Stairs of a conflict, and what helps on which of them.")
        preview_value = {
            "title": "Stufen der Eskalation und passende Hilfe",
            "caption": "Die Übergänge sind fließend. Bestimmen Sie die Stufe für jede Partei.",
            "steps": [
                {"name": "Verhärtung", "hint": "Standpunkte prallen aufeinander"},
                {"name": "Debatte", "hint": "Es geht ums Rechthaben"},
                {"name": "Taten statt Worte", "hint": "Vollendete Tatsachen"},
                {"name": "Koalitionen", "hint": "Verbündete werden gesucht"},
            ],
            "helps": [
                {"name": "Moderation", "first": 1, "last": 3},
                {"name": "Prozessbegleitung", "first": 3, "last": 4},
            ],
            "zones": [{"name": "Alle können gewinnen", "first": 1, "last": 3}],
            "parties": [{"name": "Anwohnende", "step": 2}],
        }


def _spans(values: Any) -> tuple[stairs.Span, ...]:
    return tuple(stairs.Span(span["name"], span["first"], span["last"]) for span in values)


def _misplaced(spans: tuple[stairs.Span, ...], count: int) -> str:
    for span in spans:
        if span.last > count:
            return _beyond(span.name, count)
        if span.first > span.last:
            return _("“%(name)s” ends before it begins.") % {"name": span.name}
    return ""


def _beyond(name: str, count: int) -> str:
    return ngettext(
        "“%(name)s” names a stair that is missing: there is only one.",
        "“%(name)s” names a stair that is missing: there are only %(count)d.",
        count,
    ) % {"name": name, "count": count}
