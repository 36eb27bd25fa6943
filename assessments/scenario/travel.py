"""How a scenario travels: `szenario.yaml` in its module's folder."""

from assessments.scenario.pages import ScenarioPage
from courses.curriculum.travel.pageform import PageForm
from courses.curriculum.travel.registry import Node, register_node

FORM = PageForm(ScenarioPage, order=("slug", "title", "intro", "minutes"))


def connect() -> None:
    register_node(Node("scenario", ScenarioPage, "szenario{n}.yaml", FORM, below=("module",)))
