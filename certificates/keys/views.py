"""What machines read: public, cacheable, readable from any page."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from certificates.keys.queries import published_did_document

FIVE_MINUTES = 300


@require_safe
@cache_control(public=True, max_age=FIVE_MINUTES)
def did_json(request: HttpRequest, slug: str) -> HttpResponse:
    document = published_did_document(slug)
    if document is None:
        raise Http404
    return for_machines(document, "application/did+json")


def for_machines(document: dict[str, Any], content_type: str) -> HttpResponse:
    """JSON that a verifier in any browser may fetch."""
    response = JsonResponse(document, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response
