"""How a self-assessment travels: `selbsteinschaetzung.yaml` in its module's folder."""

from django.utils.translation import gettext as _

from assessments.self_assessment.pages import SelfAssessmentPage
from courses.curriculum.travel.identified import Identified
from courses.curriculum.travel.pageform import PageForm, Values
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source


class Statements(Identified):
    """Ids come from the file, so that answers find their statement again."""

    required = False


class AssessmentForm(PageForm):
    def read(self, source: Source) -> Values:
        """Raises BrokenFile where a file asks nothing, or asks in two ways."""
        values = super().read(source)
        if bool(values["statements"]) == bool(values["earlier"]):
            sentence = _("The file has either “statements” or “earlier”.")
            raise source.fail(sentence, line=source.line_of("statements"))
        return values


FORM = AssessmentForm(
    SelfAssessmentPage,
    order=("slug", "title", "minutes", "intro", "earlier", "statements"),
    special={"statements": Statements},
)


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
