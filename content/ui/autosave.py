"""The answers the autosave script understands. Saving itself is the view's and the domain's."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, JsonResponse

from content.ui.dates import hour_minute

HEADER = "X-Autosave"


def is_autosave(request: HttpRequest) -> bool:
    """True if the script asks, so the answer is JSON instead of a redirect."""
    return request.headers.get(HEADER) == "1"


def saved(version: int, at: datetime) -> JsonResponse:
    return JsonResponse({"version": version, "saved_at": hour_minute(at)})


def conflict(version: int, theirs: Mapping[str, Any], *, by: str = "") -> JsonResponse:
    """Somebody saved in between: their version and texts, by field name, and their own name."""
    said = {"version": version, "theirs": dict(theirs)} | ({"by": by} if by else {})
    return JsonResponse(said, status=409)


def invalid(form: BaseForm) -> JsonResponse:
    errors = {name: [str(e) for e in found] for name, found in form.errors.items()}
    return JsonResponse({"errors": errors}, status=400)
