"""A file in the parts a player asks for: without them some browsers play no film."""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
PIECE = 64 * 1024


def part_of(file: IO[Any], size: int, asked: str) -> HttpResponseBase:
    """The whole file, the bytes of the header `Range` (206), or a refusal (416)."""
    match = RANGE.match(asked)
    if match is None or not any(match.groups()):
        response: HttpResponseBase = FileResponse(file)
        response["Content-Length"] = size
        return _in_parts(response)
    first, last = _bounds(match[1], match[2], size)
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_bytes(file, first, last), status=206)
    response["Content-Length"] = last - first + 1
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    return _in_parts(response)


def _in_parts(response: HttpResponseBase) -> HttpResponseBase:
    response["Accept-Ranges"] = "bytes"
    return response


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """First and last byte; `-500` asks for the last 500."""
    if not first:
        return max(size - int(last), 0), size - 1
    return int(first), min(int(last), size - 1) if last else size - 1


def _bytes(file: IO[Any], first: int, last: int) -> Iterator[bytes]:
    with file:
        file.seek(first)
        left = last - first + 1
        while left and (piece := file.read(min(left, PIECE))):
            left -= len(piece)
            yield piece
