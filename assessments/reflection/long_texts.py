"""Somebody pastes a whole report: the page says what is too much, with the report still in it."""

from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from assessments.limits import View, of_bearable_size

# Five million umlauts, as forms write them.
READ_AT_MOST = 32 * 1024 * 1024


def keeps_long_texts(view: View) -> View:
    """For people signed in, reads a form that is larger than the server takes elsewhere.

    The view can then show it again. Everything else goes through `of_bearable_size`, which this
    decorator stands in for: it comes first.
    """
    bearable = of_bearable_size(view)

    @csrf_exempt
    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_worth_reading(request):
            return bearable(request, *args, **kwargs)
        request.POST = QueryDict(request.read(), encoding="utf-8")
        return csrf_protect(view)(request, *args, **kwargs)

    return kept


def _is_worth_reading(request: HttpRequest) -> bool:
    said = request.META.get("CONTENT_LENGTH") or "0"
    length = int(said) if said.isdigit() else 0
    return (
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE < length <= READ_AT_MOST
        and request.content_type == "application/x-www-form-urlencoded"
        and request.user.is_authenticated
    )
