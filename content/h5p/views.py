"""Files of packages, for the frames they play in."""

from django.core.signing import BadSignature
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from content.foundation.ranges import part_of
from content.h5p.files import COMBINED, PACKED, h5p_files
from content.h5p.kinds import SERVED, extension
from content.h5p.serving import place_of

HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": "public, max-age=31536000, immutable",
    # Opened at its own address, a file runs nothing and belongs to nobody.
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}


@require_safe
def h5p_file(request: HttpRequest, token: str, path: str) -> HttpResponseBase:
    """One file of a library or content. Nothing here looks at a session or at the database."""
    try:
        place = place_of(token, path)
        kind = SERVED[extension(path)]
        is_packed = _takes_packed(request, place)
        file = h5p_files().open(place + PACKED if is_packed else place, "rb")
        size = file.size
    except (BadSignature, KeyError, OSError, ValueError):
        raise Http404 from None
    response = part_of(file, size, request.headers.get("Range", ""))
    for name, value in {**HEADERS, "Content-Type": kind}.items():
        response[name] = value
    if place.startswith(COMBINED):
        response["Vary"] = "Accept-Encoding"
    if is_packed:
        response["Content-Encoding"] = "gzip"
    return response


def _takes_packed(request: HttpRequest, place: str) -> bool:
    """Parts are counted in bytes of the file itself."""
    accepts = "gzip" in request.headers.get("Accept-Encoding", "")
    return accepts and place.startswith(COMBINED) and "Range" not in request.headers
