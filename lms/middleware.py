"""What every answer of the site carries."""

from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import add_never_cache_headers


class ContentSecurityPolicy(CSPMiddleware):
    """The strict policy everywhere; Wagtail's admin, which needs inline style, gets its own."""

    def get_policy_parts(
        self, request: Any, response: Any, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if not report_only and request.path.startswith(reverse("wagtailadmin_home")):
            relaxed = {
                "script-src": [SELF, UNSAFE_INLINE],
                "style-src": [SELF, UNSAFE_INLINE],
                "img-src": [SELF, "data:", "blob:"],
                "frame-src": [SELF],
            }
            parts.replace = {**relaxed, **(parts.replace or {})}
        return parts


class PrivatePagesAreNotCached:
    """Office computers are shared: after signing out, the back button must show nothing."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        # Looking at `user` would load it; a page that never asked for it is nobody's page.
        somebody = getattr(request, "_cached_user", None) and request.user.is_authenticated
        if somebody and not response.has_header("Cache-Control"):
            add_never_cache_headers(response)
        return response
