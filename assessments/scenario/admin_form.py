"""The form of the page editor: drafts may be unfinished, what is published can be played."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from assessments.scenario.checks import Finding, check
from assessments.scenario.reading import read_story
from assessments.scenario.story import Story


class ScenarioForm(WagtailAdminPageForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and "nodes" in cleaned:
            self.instance.nodes = cleaned["nodes"]
            story = read_story(self.instance)
            if found := [finding for finding in check(story) if finding.error]:
                self.add_error("nodes", beside_their_nodes(story, found))
        return cleaned


def beside_their_nodes(story: Story, found: list[Finding]) -> StreamBlockValidationError:
    """Each sentence at the node it speaks of, the others above all of them."""
    errors: dict[int, Any] = {}
    for place, node in enumerate(story.nodes):
        if own := [finding.text for finding in found if finding.node == node.id]:
            errors[place] = StructBlockValidationError(non_block_errors=own)
    whole = [finding.text for finding in found if not finding.node]
    return StreamBlockValidationError(block_errors=errors, non_block_errors=whole)
