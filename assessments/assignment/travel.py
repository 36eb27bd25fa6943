"""How written work travels: a file with its sections and their fields, `rubric.yaml` beside it,
and `beispiel.yaml` where there is an example to read.
"""

from collections.abc import Mapping
from typing import Any

from assessments.assignment import rubric as rubrics
from assessments.assignment.pages import AssignmentPage
from assessments.assignment.sheet import examples
from assessments.assignment.sheet import sections as templates
from assessments.assignment.versions import publish_rubric, publish_template
from courses.curriculum.travel.pageform import Files, PageForm, Values, document
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source
from courses.curriculum.travel.spots import Spot, listed, named, plain, unknown
from courses.curriculum.travel.values import Via
from courses.governance.models import Provider

RUBRIC = "rubric.yaml"
EXAMPLE = "beispiel.yaml"
BESIDE = (RUBRIC, EXAMPLE)
SECTIONS = "sections"
SECTION = ("id", "number", "title", "required", "help", "prompts", "fields", "pictures")
CRITERION = ("id", "number", "title", "must", "sections", "levels")
GUARDS = "guards_sharing"  # said only where it is so
APART = (SECTIONS, "rubric", "example")
VERSIONS = frozenset({"template_version", "rubric_version", "example"})


class WorkForm(PageForm):
    """Sections and rubric are checked when they are read, and become versions when they are put."""

    def read(self, source: Source) -> Values:
        rubric = source.data_beside(RUBRIC)
        own = source.without(SECTIONS)
        sections = _sections(source)
        return {
            **super().read(own),
            SECTIONS: sections,
            "rubric": _rubric(rubric),
            "example": _example(source, sections),
        }

    def write(self, key: str, type_: str, values: Values, file: str) -> Files:
        ((name, text),) = super().write(key, type_, values, file).items()
        sections = [_section(section) for section in values[SECTIONS]]
        files = {
            name: text + document({SECTIONS: sections}, markdown=False),
            RUBRIC: document(_told(values["rubric"]), markdown=False),
        }
        if values["example"]:
            files[EXAMPLE] = document(values["example"], markdown=False)
        return files

    def of(self, page: Any) -> Values:
        return {
            **super().of(page),
            SECTIONS: page.template_version.sections,
            "rubric": page.rubric_version.definition,
            "example": _in_order(page),
        }

    def mapped(self, values: Values, via: Via) -> Values:
        apart = {name: values[name] for name in APART}
        return super().mapped(values, via) | apart

    def put(self, page: Any, values: Values, provider: Provider) -> None:
        """The same content is the same version; begun plans keep theirs."""
        title, slug = values["title"], values["slug"]
        own = {name: value for name, value in values.items() if name in self.forms}
        super().put(page, own, provider)
        page.template_version = publish_template(
            provider, slug, title=title, sections=templates.parse(values[SECTIONS])
        )
        page.rubric_version = publish_rubric(
            provider, slug, title=title, rubric=rubrics.parse(values["rubric"])
        )
        page.example = values["example"]


ORDER = ("slug", "title", "intro", "minutes", "reviewers", "people_at_most")
FORM = WorkForm(AssignmentPage, order=("number", *ORDER), stays=VERSIONS)


def connect() -> None:
    register_node(
        Node(
            "assignment",
            AssignmentPage,
            "aufgabe-{slug}/aufgabe.yaml",
            FORM,
            below=("module",),
            beside=BESIDE,
        )
    )


def _sections(source: Source) -> list[dict[str, Any]]:
    spot = Spot(source, SECTIONS, source.line_of(SECTIONS))
    rows = listed(source.data.get(SECTIONS, []), spot)
    for n, row in enumerate(rows):
        _only(row, SECTION, spot.below(rows, n))
    try:
        return templates.to_json(templates.parse(rows))
    except (ValueError, TypeError) as error:
        raise spot.fail(str(error)) from error


def _example(source: Source, sections: list[dict[str, Any]]) -> dict[str, Any]:
    """The example beside the file; empty where there is none."""
    if source.text_beside(EXAMPLE) is None:
        return {}
    beside = source.data_beside(EXAMPLE)
    whole = Spot(beside, EXAMPLE, 1)
    _only(beside.data, ("title", SECTIONS), whole)
    spot = Spot(beside, SECTIONS, beside.line_of(SECTIONS))
    data = named(beside.data.get(SECTIONS, {}), spot)
    try:
        values = examples.fitted(templates.parse(sections), data)
    except examples.Unfitting as error:
        for step in error.way:
            spot, data = spot.below(data, step), _inside(data, step)
        raise unknown(error.way[-1], error.known, spot) from error
    return {"title": beside.text("title"), SECTIONS: values}


def _in_order(page: Any) -> dict[str, Any]:
    """A page's example in the order of its template; a database may have kept it in another.

    One that no longer fits its template is told as it is: whoever reads it in again is told why.
    """
    if not page.example:
        return {}
    values = examples.values_in(page.example)
    try:
        values = examples.fitted(page.template_version.parsed(), values)
    except examples.Unfitting:
        values = dict(values)
    return {"title": page.example["title"], SECTIONS: values}


def _inside(data: Any, step: str | int) -> Any:
    try:
        return data[step]
    except (KeyError, IndexError, TypeError):
        return {}


def _rubric(source: Source) -> dict[str, Any]:
    spot = Spot(source, "criteria", source.line_of("criteria"))
    _only(source.data, ("minimum", "levels", "criteria"), Spot(source, "", 1))
    rows = listed(source.data.get("criteria", []), spot)
    for n, row in enumerate(rows):
        _only(row, (*CRITERION, GUARDS), spot.below(rows, n))
    try:
        return rubrics.to_json(rubrics.parse(source.data))
    except (ValueError, TypeError, AttributeError) as error:
        raise spot.fail(str(error)) from error


def _only(data: Any, names: tuple[str, ...], spot: Spot) -> None:
    for name in named(data, spot):
        if name not in names:
            raise unknown(name, names, spot.below(data, name))


def _section(section: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        **{name: section[name] for name in ("id", "number", "title", "required")},
        "help": plain(section["help"]),
        "prompts": [plain(prompt) for prompt in section["prompts"]],
        "fields": section.get("fields", []),
        "pictures": section.get("pictures", []),
    }
    return {name: value for name, value in told.items() if value not in ("", [])}


def _told(rubric: Mapping[str, Any]) -> dict[str, Any]:
    """Levels are numbers in a file; JSON knows only texts as names."""
    return {
        "minimum": rubric["minimum"],
        "levels": _levels(rubric["levels"]),
        "criteria": [_criterion(row) for row in rubric["criteria"]],
    }


def _criterion(row: Mapping[str, Any]) -> dict[str, Any]:
    told = {name: row[name] for name in CRITERION[:-1]}
    guards = {GUARDS: True} if row.get(GUARDS) else {}
    return told | guards | {"levels": _levels(row["levels"])}


def _levels(levels: Mapping[str, str]) -> dict[int, str]:
    return {int(level): plain(text) for level, text in levels.items()}
