"""German or English, by the address or by what the browser asks for; never by a cookie."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import get_language_from_request

View = Callable[..., HttpResponse]


def chosen_language(request: HttpRequest) -> str:
    """The language of `?lang=en`, empty where the address names none that we speak."""
    if not request.META.get("QUERY_STRING"):
        return ""
    asked = request.GET.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def language_of(request: HttpRequest) -> str:
    return chosen_language(request) or get_language_from_request(request)


def in_visitors_language(view: View) -> View:
    """Speak the visitor's language, also on a site that otherwise speaks only one."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language = language_of(request)
        if translation.get_language() == language:
            return view(request, *args, **kwargs)
        with translation.override(language):
            response = view(request, *args, **kwargs)
        response.headers["Content-Language"] = language
        return response

    return answer


def with_language(address: str, request: HttpRequest) -> str:
    """The address, with the language the visitor chose."""
    chosen = chosen_language(request)
    return f"{address}?lang={chosen}" if chosen else address


def spoken(request: HttpRequest) -> dict[str, Any]:
    """What the shell of these pages needs: the choice made, and the languages there are."""
    chosen = chosen_language(request)
    return {
        "chosen_language": chosen,
        "lang_query": f"?lang={chosen}" if chosen else "",
        "language_choices": [
            {"code": code, "name": translation.get_language_info(code)["name_local"]}
            for code, _name in settings.LANGUAGES
        ],
    }
