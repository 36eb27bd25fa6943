"""How a plan travels: `plan.yaml` with its sections, `rubric.yaml` beside it."""

from typing import Any

from assessments.assignment import rubric as rubrics
from assessments.assignment import sections as templates
from assessments.assignment.versions import publish_rubric, publish_template
from assessments.plan.pages import PlanPage
from courses.curriculum.travel.registry import Node, register_node
from courses.curriculum.travel.source import Source, read
from courses.governance.models import Provider


def connect() -> None:
    register_node(Node("plan", PlanPage, read_plan, prepare))


def read_plan(source: Source) -> dict[str, Any]:
    """Sections and rubric are checked here and become versions in `prepare`."""
    rubric = read(source.folder, source.folder / "rubric.yaml")
    try:
        sections = templates.parse(source.data.get("template", {}).get("sections", []))
    except ValueError as error:
        raise source.fail(str(error), at="template") from error
    try:
        criteria = rubrics.parse(rubric.data)
    except ValueError as error:
        raise rubric.fail(str(error), at="criteria") from error
    return {
        "title": source.text("title"),
        "slug": source.text("slug"),
        "intro": source.text("intro"),
        "minutes": source.integer("minutes"),
        "template_version": sections,
        "rubric_version": criteria,
    }


def prepare(fields: dict[str, Any], provider: Provider) -> dict[str, Any]:
    """The same content is the same version; begun plans keep theirs."""
    title, slug = fields["title"], fields["slug"]
    return {
        **fields,
        "template_version": publish_template(
            provider, slug, title=title, sections=fields["template_version"]
        ),
        "rubric_version": publish_rubric(
            provider, slug, title=title, rubric=fields["rubric_version"]
        ),
    }
