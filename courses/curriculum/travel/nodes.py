"""How programme, modules, lessons, pages and method cards travel."""

from content.toolkit.pages import MethodIndexPage, MethodPage
from courses.curriculum.guides.pages import GuidePage
from courses.curriculum.pages import InfoPage, LessonPage, ModulePage, ProgrammePage
from courses.curriculum.travel.pageform import Numbers, PageForm
from courses.curriculum.travel.registry import Node, register_node

PROGRAMME = PageForm(
    ProgrammePage,
    order=(
        "slug",
        "title",
        "programme_title",
        "hero_title",
        "hero_lead",
        "figures",
        "audience_title",
        "audience",
        "promises",
        "hours",
        "note",
        "competences",
        "certificate_statement",
    ),
    stays=frozenset({"provider"}),
)
MODULE = PageForm(
    ModulePage,
    order=("number", "slug", "title", "summary", "days", "hours", "outcomes"),
    lead="lead",
)
LESSON = PageForm(
    LessonPage,
    order=("number", "slug", "title", "minutes", "serves"),
    lead="lead",
    body="body",
    beside={"plain_body": "einfach.md"},
    names={"serves": "outcomes"},
    special={"serves": Numbers},
)
GUIDE = PageForm(GuidePage, order=("slug", "title", "kind"), lead="lead", body="body")
TOOLKIT = PageForm(MethodIndexPage, order=("slug", "title"))
METHOD = PageForm(MethodPage, order=("slug", "title", "module"))
PAGE = PageForm(InfoPage, order=("slug", "title"), body="body")


def connect() -> None:
    for node in (
        Node("programme", ProgrammePage, "programme.yaml", PROGRAMME),
        Node("module", ModulePage, "{slug}/module.md", MODULE, below=("programme",)),
        Node(
            "lesson",
            LessonPage,
            "{slug}/lesson.md",
            LESSON,
            below=("module",),
            beside=("einfach.md",),
        ),
        Node("guide", GuidePage, "leitung/{slug}.md", GUIDE, below=("module",)),
        Node("toolkit", MethodIndexPage, "methoden.yaml", TOOLKIT, below=("programme",)),
        Node("method", MethodPage, "methoden/{slug}.yaml", METHOD, below=("toolkit",)),
        Node(
            "page",
            InfoPage,
            "seiten/{slug}.md",
            PAGE,
            below=("programme", "module", "lesson"),
        ),
    ):
        register_node(node)
