"""How a module feedback travels: `rueckmeldung.yaml` in its module's folder."""

from assessments.feedback.pages import FeedbackPage
from courses.curriculum.travel.pageform import PageForm
from courses.curriculum.travel.registry import Node, register_node

FORM = PageForm(FeedbackPage, order=("slug", "title", "minutes", "intro"))


def connect() -> None:
    register_node(Node("feedback", FeedbackPage, "rueckmeldung{n}.yaml", FORM, below=("module",)))
