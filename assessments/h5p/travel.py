"""How an interactive exercise travels: `h5p.yaml` in its module's folder. Its package stays."""

from assessments.h5p.pages import H5PPage
from courses.curriculum.travel.pageform import PageForm
from courses.curriculum.travel.registry import Node, register_node

FORM = PageForm(H5PPage, order=("slug", "title", "intro", "minutes", "content", "alternative"))


def connect() -> None:
    register_node(Node("h5p", H5PPage, "h5p{n}.yaml", FORM, below=("module",)))
