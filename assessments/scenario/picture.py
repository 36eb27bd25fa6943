"""What stands beside the fields of a scenario while somebody writes it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.scenario.checks import Finding, check, decisions
from assessments.scenario.drawing import as_table, draw
from assessments.scenario.story import Story


@dataclass(frozen=True, slots=True)
class Said:
    """A finding with the name of its node as authors know it."""

    where: str
    text: str
    error: bool


def picture_of(story: Story, *, page_id: int | None = None) -> dict[str, Any]:
    """The context of `admin/picture.html`. `page_id` lets authors play from each situation."""
    names = {node.id: node.code for node in story.nodes}
    found = [Said(names.get(f.node, ""), f.text, f.error) for f in check(story)]
    return {
        "graph": draw(story, uid="story"),
        "table": as_table(story),
        "found": found,
        "summary": _summary(check(story), story),
        "from_here": _from_here(story, page_id) if page_id else [],
    }


def _summary(found: tuple[Finding, ...], story: Story) -> str:
    errors = sum(finding.error for finding in found)
    if errors:
        return ngettext(
            "One thing to mend before this can be published.",
            "%(count)d things to mend before this can be published.",
            errors,
        ) % {"count": errors}
    least, most = decisions(story)
    if least == most:
        return _("This can be played. Every way takes %(count)d decisions.") % {"count": most}
    return _("This can be played. A way takes %(least)d to %(most)d decisions.") % {
        "least": least,
        "most": most,
    }


def _from_here(story: Story, page_id: int) -> list[dict[str, str]]:
    address = reverse("lms_scenarios:try", args=[page_id])
    return [
        {"code": node.code, "title": node.title, "url": f"{address}?ab={node.code}"}
        for node in story.nodes
        if not node.ending and node.code
    ]
