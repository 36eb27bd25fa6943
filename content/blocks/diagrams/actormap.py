"""An actor map, filled in by authors: relations speak of actors by their names."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.blocks import CharBlock, ChoiceBlock, IntegerBlock, ListBlock, StructBlock, StructValue

from content.blocks.diagrams.base import NAME, DiagramBlock
from content.diagrams import actormap
from content.diagrams.diagram import Diagram
from content.diagrams.placing import CELLS
from content.diagrams.relations import ALLIANCE, RELATION_NAMES, Relation
from content.diagrams.words import tidy


class ActorBlock(StructBlock):
    name = CharBlock(
        label=gettext_lazy("Role or group"),
        max_length=NAME,
        help_text=gettext_lazy("A role or a group, never a person's name."),
    )
    influence = IntegerBlock(
        label=gettext_lazy("Influence"),
        min_value=1,
        max_value=CELLS,
        help_text=gettext_lazy("How much they can change, from 1, little, to 5, much."),
    )
    affected = IntegerBlock(
        label=gettext_lazy("Affected"),
        min_value=1,
        max_value=CELLS,
        help_text=gettext_lazy("How deeply it touches them, from 1, little, to 5, deeply."),
    )
    stance = ChoiceBlock(
        label=gettext_lazy("Stance"),
        choices=list(actormap.STANCES.items()),
        default="ambivalent",
        help_text=gettext_lazy("Towards the goal of your work, as of today."),
    )

    class Meta:
        label_format = "{name}"


class RelationBlock(StructBlock):
    source = CharBlock(
        label=gettext_lazy("From"),
        max_length=NAME,
        help_text=gettext_lazy("Exactly as the role is named above."),
    )
    target = CharBlock(label=gettext_lazy("To whom"), max_length=NAME)
    kind = ChoiceBlock(
        label=gettext_lazy("Kind"),
        choices=list(RELATION_NAMES.items()),
        default=ALLIANCE,
    )

    class Meta:
        label_format = "{source} – {target}"


class ActorMapBlock(DiagramBlock):
    limits: ClassVar = {"actors": (2, 30), "relations": (0, 30)}

    actors = ListBlock(
        ActorBlock(label=gettext_lazy("Role or group")),
        label=gettext_lazy("Roles and groups"),
        help_text=gettext_lazy("2 to 30. With up to 14 the names also stand on the map."),
    )
    relations = ListBlock(
        RelationBlock(label=gettext_lazy("Relation")),
        label=gettext_lazy("Relations"),
        default=[],
        help_text=gettext_lazy("Only influence has a direction, from the first to the second."),
    )

    def draw(self, value: StructValue) -> Diagram:
        return actormap.draw(
            actormap.ActorMap(
                value["title"], _actors(value["actors"]), _relations(value["relations"])
            )
        )

    def problems(self, value: StructValue) -> dict[str, str]:
        found = {
            "actors": _named_twice([actor["name"] for actor in value["actors"]]),
            "relations": _unfit(value["relations"], {a.key for a in _actors(value["actors"])}),
        }
        return {name: text for name, text in found.items() if text}

    class Meta:
        icon = "crosshairs"
        label = gettext_lazy("Actor map")
        description = gettext_lazy(
            "Who has influence, who is affected, and who stands how to whom."
        )
        preview_value = {
            "title": "Wer am Brunnenplatz beteiligt ist",
            "caption": "Leise und betroffen: Diese Gruppen vergisst ein Plan am leichtesten.",
            "actors": [
                {"name": "Bürgermeisterin", "influence": 5, "affected": 3, "stance": "supportive"},
                {"name": "Ordnungsamt", "influence": 4, "affected": 2, "stance": "ambivalent"},
                {"name": "Jugendtreff", "influence": 2, "affected": 4, "stance": "supportive"},
                {"name": "Jugendliche", "influence": 1, "affected": 5, "stance": "ambivalent"},
                {"name": "Anwohnende", "influence": 3, "affected": 5, "stance": "opposed"},
                {
                    "name": "Bürgerinitiative",
                    "influence": 4,
                    "affected": 1,
                    "stance": "destructive",
                },
            ],
            "relations": [
                {"source": "Bürgermeisterin", "target": "Ordnungsamt", "kind": "influence"},
                {"source": "Jugendtreff", "target": "Jugendliche", "kind": "alliance"},
                {"source": "Anwohnende", "target": "Jugendliche", "kind": "conflict"},
                {"source": "Bürgerinitiative", "target": "Bürgermeisterin", "kind": "tension"},
            ],
        }


def _key(name: str) -> str:
    """How a name is recognised: neither capitals nor stray spaces make another role of it."""
    return tidy(name).casefold()


def _actors(values: Any) -> tuple[actormap.Actor, ...]:
    return tuple(
        actormap.Actor(_key(a["name"]), a["name"], a["influence"], a["affected"], a["stance"])
        for a in values
    )


def _relations(values: Any) -> tuple[Relation, ...]:
    return tuple(Relation(_key(r["source"]), _key(r["target"]), r["kind"]) for r in values)


def _named_twice(names: Sequence[str]) -> str:
    keys = [_key(name) for name in names]
    for name, key in zip(names, keys, strict=True):
        if keys.count(key) > 1:
            return _("“%(name)s” stands here twice. Relations need one name for each role.") % {
                "name": name
            }
    return ""


def _unfit(relations: Any, known: set[str]) -> str:
    """Why the first relation that cannot be drawn cannot be drawn."""
    pairs: set[tuple[str, str]] = set()
    for relation in relations:
        names = relation["source"], relation["target"]
        pair = _key(names[0]), _key(names[1])
        if missing := [name for name in names if _key(name) not in known]:
            return _missing(missing[0])
        if pair[0] == pair[1]:
            return _("“%(name)s” cannot stand in a relation to itself.") % {"name": names[0]}
        if pair in pairs:
            return _(
                "From “%(source)s” to “%(target)s” there are two relations. "
                "Choose the one that matters more."
            ) % {"source": names[0], "target": names[1]}
        pairs.add(pair)
    return ""


def _missing(name: str) -> str:
    return _(
        "“%(name)s” is not among the roles and groups above. "
        "Add it there, or write the name exactly as it stands there."
    ) % {"name": name}
