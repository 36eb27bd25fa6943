"""Pictures, sound and film that authors put into lessons, served by the site itself.

Only folders named here are open. Documents go through Wagtail's own view, which asks who may have
them, and originals of photographs stay inside, because they can tell where they were taken.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

FOLDERS = ("images", "media", "media_thumbnails")
TYPES = ("audio/", "image/", "video/")
RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PIECE = 64 * 1024
A_DAY = "private, max-age=86400"


@require_safe
def upload(request: HttpRequest, folder: str, name: str) -> HttpResponseBase:
    """One file, or the part of it a player asks for: without parts some browsers play no film."""
    path = _path(folder, name)
    kind = mimetypes.guess_type(path.name)[0] or ""
    if not path.is_file() or not kind.startswith(TYPES):
        raise Http404
    response = _part(path, request.headers.get("Range", ""))
    response["Content-Type"] = kind
    response["Accept-Ranges"] = "bytes"
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


def _part(path: Path, asked: str) -> HttpResponseBase:
    """The whole file, bytes `first` to `last` of it (206), or a refusal (416)."""
    size = path.stat().st_size
    match = RANGE.match(asked)
    if match is None or not any(match.groups()):
        return FileResponse(path.open("rb"))
    first, last = _bounds(match[1], match[2], size)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_bytes(path, first, last), status=206)
    response["Content-Length"] = last - first + 1
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; `-500` asks for the last 500."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _bytes(path: Path, first: int, last: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(left, PIECE))):
            left -= len(piece)
            yield piece
