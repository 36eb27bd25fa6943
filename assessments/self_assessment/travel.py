"""How a self-assessment travels: `selbsteinschaetzung.yaml` in its module's folder."""

from assessments.self_assessment.pages import SelfAssessmentPage
from courses.curriculum.travel.pageform import PageForm
from courses.curriculum.travel.registry import Node, register_node

FORM = PageForm(SelfAssessmentPage, order=("slug", "title", "intro", "minutes"))


def connect() -> None:
    register_node(
        Node(
            "self_assessment",
            SelfAssessmentPage,
            "selbsteinschaetzung{n}.yaml",
            FORM,
            below=("module",),
        )
    )
