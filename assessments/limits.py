"""A clear word to whoever pastes a library into a text box."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from content.ui.autosave import is_autosave

CHUNK = 64 * 1024
READ_AT_MOST = 64 * 1024 * 1024
TOO_MANY = _("These are too many entries to be saved at once. Please go back and remove some.")
View = Callable[..., HttpResponse]


def of_bearable_size(view: View) -> View:
    """Answers 413 with a sentence where a form is larger than the server takes.

    It has to stand before the CSRF check, because that one reads the form first and fails on it;
    the check itself happens right after. The outermost decorator of a view.
    """
    words = _("This text is too long to be saved. Please go back and shorten it.")
    return _bounded(view, words)


def of_bearable_files(view: View) -> View:
    """The same where a file is sent: one a little too large still gets its word in the form."""
    words = _("This file is too large to be read. Please go back and choose another one.")
    return _bounded(view, words, times=2)


def _bounded(view: View, words: Any, *, times: int = 1) -> View:
    @csrf_exempt
    @wraps(view)
    def bounded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if _length(request) > times * settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            _drain(request)
            return _too_large(request, str(words))
        try:
            return csrf_protect(view)(request, *args, **kwargs)
        except TooManyFieldsSent:
            return _too_large(request, str(TOO_MANY))

    return bounded


def _length(request: HttpRequest) -> int:
    said = request.META.get("CONTENT_LENGTH") or "0"
    return int(said) if said.isdigit() else 0


def _drain(request: HttpRequest) -> None:
    """A browser that is still sending would not hear the answer."""
    left = READ_AT_MOST
    while left > 0 and (chunk := request.read(CHUNK)):
        left -= len(chunk)


def _too_large(request: HttpRequest, sentence: str) -> HttpResponse:
    if is_autosave(request):
        return JsonResponse({"errors": {"text": [sentence]}}, status=413)
    return render(request, "lms_assessments/too_large.html", {"sentence": sentence}, status=413)
