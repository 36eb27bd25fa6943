"""What every block of ours can do besides being drawn in a page."""

from typing import Any

from content.blocks.comparing import InWords


class Previewed:
    """Mixin of our blocks; comes before the block class it is mixed into.

    The picker shows the block as readers see it, and the history says in words what changed in it.
    """

    def get_preview_template(self, value: Any, context: dict[str, Any] | None = None) -> str:
        return "lms_content/blocks/preview.html"

    def get_comparison_class(self) -> type[InWords]:
        return InWords
