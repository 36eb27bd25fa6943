"""How a reflection travels: `reflexion.yaml` in the folder of its module or lesson."""

from assessments.reflection.pages import ReflectionPage
from courses.curriculum.travel.identified import Identified
from courses.curriculum.travel.pageform import PageForm
from courses.curriculum.travel.registry import Node, register_node

# Ids come from the file, so that entries find their prompt again.
FORM = PageForm(ReflectionPage, order=("slug", "title", "minutes"), special={"prompts": Identified})


def connect() -> None:
    register_node(
        Node("reflection", ReflectionPage, "reflexion{n}.yaml", FORM, below=("module", "lesson"))
    )
