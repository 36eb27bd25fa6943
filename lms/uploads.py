"""Pictures, sound and film that authors put into lessons, served by the site itself.

Only folders named here are open. Documents go through Wagtail's own view, which asks who may have
them, and originals of photographs stay inside, because they can tell where they were taken.
"""

import mimetypes
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from content.foundation.ranges import part_of

FOLDERS = ("images", "media", "media_thumbnails")
TYPES = ("audio/", "image/", "video/")
A_DAY = "private, max-age=86400"


@require_safe
def upload(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """One file, or the part of it a player asks for."""
    path = _path(folder, name)
    kind = mimetypes.guess_type(path.name)[0] or ""
    if not path.is_file() or not kind.startswith(TYPES):
        raise Http404
    size = path.stat().st_size
    response = part_of(path.open("rb"), size, request.headers.get("Range", ""))
    response["Content-Type"] = kind
    response["Cache-Control"] = A_DAY
    response["Last-Modified"] = http_date(path.stat().st_mtime)
    return response


def _path(folder: str, name: str) -> Path:
    if folder not in FOLDERS:
        raise Http404
    try:
        return Path(safe_join(Path(settings.MEDIA_ROOT) / folder, name))
    except (SuspiciousFileOperation, ValueError):
        raise Http404 from None
