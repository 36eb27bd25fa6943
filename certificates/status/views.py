from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates.status.lists import KEEP_SECONDS
from certificates.status.queries import served_list


@require_safe
@cache_control(public=True, max_age=KEEP_SECONDS)
def status_list(request: HttpRequest, slug: str, name: str) -> HttpResponse:
    """The signed list, byte for byte as it was signed."""
    signed = served_list(slug, name)
    if signed is None:
        raise Http404
    response = HttpResponse(signed, content_type="application/vc")
    response["Access-Control-Allow-Origin"] = "*"
    return response
