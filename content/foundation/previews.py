"""How authors look at a page before it is published."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

PARTICIPANT = ""  # Wagtail's own name for the first mode
PRINT = "print"


class PreviewModes:
    """Mixin of page types: as participants see it, and on paper. Mix it in before `Page`.

    The shell reads `preview_mode` and shows the page with the rules of its print stylesheets.
    """

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        return [(PARTICIPANT, _("As participants see it")), (PRINT, _("On paper"))]

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        context = super().get_preview_context(request, mode_name)  # type: ignore[misc]
        return {**context, "preview_mode": mode_name}
