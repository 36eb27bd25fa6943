"""A file from a stranger: refused before it is read where it is too large, kept in memory while
we look at it, and never written anywhere."""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload
from django.http import HttpRequest, QueryDict
from django.http.multipartparser import MultiPartParserError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from certificates.verification.errors import TooLargeError
from certificates.verification.forms import FileForm

# Many times what we hand out: a certificate as PDF has about a tenth of a megabyte.
LARGEST = 4 * 1024 * 1024
ENVELOPE = 64 * 1024


class InMemoryAlone(MemoryFileUploadHandler):
    """Keeps the file in memory, and stops at LARGEST whatever the request says about its length.

    It is the only handler, so nothing ever goes to the disk.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.received = 0

    def handle_raw_input(self, *_args: Any, **_options: Any) -> None:
        self.activated = True

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        if self.received > LARGEST:
            raise StopUpload(connection_reset=True)
        return super().receive_data_chunk(raw_data, start)


def uploaded(request: HttpRequest) -> FileForm:
    """The bound form. Raises TooLargeError without reading what is too large."""
    if _length(request) > LARGEST + ENVELOPE:
        raise _too_large()
    handler = InMemoryAlone(request)
    request.upload_handlers = [handler]
    try:
        form = FileForm(request.POST, request.FILES)
    except RequestDataTooBig as error:
        raise _too_large() from error
    except MultiPartParserError:
        return FileForm(QueryDict(), MultiValueDict())
    if handler.received > LARGEST:
        raise _too_large()
    return form


def _length(request: HttpRequest) -> int:
    """What the request announces; the server reads no byte beyond it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _too_large() -> TooLargeError:
    return TooLargeError(
        _("This file is too large. A certificate of ours has less than %(n)d MB.")
        % {"n": LARGEST // (1024 * 1024)}
    )
