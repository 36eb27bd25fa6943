"""How a plan travels: `plan.yaml` with its sections, `rubric.yaml` beside it."""

from assessments.assignment.travel import BESIDE, ORDER, VERSIONS, WorkForm
from assessments.plan.pages import PlanPage
from courses.curriculum.travel.registry import Node, register_node

FORM = WorkForm(PlanPage, order=ORDER, stays=VERSIONS)


def connect() -> None:
    register_node(
        Node(
            "plan",
            PlanPage,
            "plan{n}/plan.yaml",
            FORM,
            below=("programme", "module"),
            beside=BESIDE,
        )
    )
