"""How a scenario travels: `szenario.yaml` in its module's folder.

Nodes and options carry their ids, so that runs find them again; options name the node they lead to
by its code. What keeps a scenario from being played is said with its line.
"""

from collections.abc import Mapping
from typing import Any

from assessments.scenario.blocks import sketch_block
from assessments.scenario.checks import check
from assessments.scenario.pages import ScenarioPage
from assessments.scenario.reading import story_of
from assessments.scenario.story import Dials, Story
from courses.curriculum.travel.identified import Identified
from courses.curriculum.travel.pageform import PageForm, Values
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.spots import Spot

NODES = "nodes"
DIALS = ("escalation", "trust", "room")


class ScenarioForm(PageForm):
    """Checked as the editor checks it: a file is meant to be published."""

    def read(self, source: Source) -> Values:
        values = super().read(source)
        found = [finding for finding in check(_story(values)) if finding.error]
        if not found:
            return values
        places = {item["id"]: n for n, item in enumerate(values[NODES])}
        spot = Spot(source, NODES, source.line_of(NODES))
        at = places.get(found[0].node)
        where = spot if at is None else spot.below(source.data[NODES], at)
        raise where.fail(found[0].text)


def _story(values: Mapping[str, Any]) -> Story:
    """Read without what has to be looked up: a file asks no database."""
    given = {name: values[name] for name in DIALS if values.get(name) is not None}
    nodes = sketch_block().to_python([_plain(item) for item in values[NODES]])
    return story_of(nodes, Dials(**{**dict.fromkeys(DIALS, 3), **given}))


def _plain(item: Mapping[str, Any]) -> dict[str, Any]:
    value = {n: v for n, v in item["value"].items() if n not in ("image", "audio")}
    options = [
        {**option, "value": {n: v for n, v in option["value"].items() if n != "lesson"}}
        for option in value.get("options", ())
    ]
    return {**item, "value": {**value, **({"options": options} if options else {})}}


FORM = ScenarioForm(
    ScenarioPage,
    order=("slug", "title", "role", "intro", "minutes", *DIALS),
    special={NODES: Identified},
)


def connect() -> None:
    register_node(Node("scenario", ScenarioPage, "szenario{n}.yaml", FORM, below=("module",)))
