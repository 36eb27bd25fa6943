"""Finding one's way: crumbs, neighbours, pages of a list, the main navigation."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString

from content.foundation.conf import site_name
from content.ui.html import render
from content.ui.journey import linked


def crumbs(*steps: Any) -> SafeString:
    """`(title, address, title, address, current)` or `(things, current)`."""
    if steps and not isinstance(steps[0], str | Promise) and isinstance(steps[0], Iterable):
        trail, current = linked(steps[0]), steps[1] if len(steps) > 1 else ""
    else:
        pairs, current = steps[:-1], steps[-1]
        trail = linked(zip(pairs[::2], pairs[1::2], strict=True))
    return render("crumbs", trail=trail, current=current)


def pager(previous: Any = None, following: Any = None) -> SafeString:
    before, after = linked([previous]), linked([following])
    return render("pager", previous=before and before[0], following=after and after[0])


def pagination(page: Any, request: HttpRequest | None, name: str = "page") -> SafeString:
    """Pages of a list; the other parts of the query string stay."""
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?{name}={number}"
        query[name] = str(number)
        return f"?{query.urlencode()}"

    return render(
        "pagination",
        page=page,
        previous=address(page.previous_page_number()) if page.has_previous() else "",
        following=address(page.next_page_number()) if page.has_next() else "",
    )


def is_current(context: Context, url: str, key: str, under: str) -> str:
    """`page` for the page itself, `true` for pages below it, nothing elsewhere."""
    request = context.get("request")
    path = request.path if request else ""
    if forced := context.get("nav_section"):
        return "true" if forced == key else ""
    if path == url:
        return "page"
    bases = [base for base in (url, under) if base and base != "/" and "#" not in base]
    return "true" if any(path.startswith(base) for base in bases) else ""


def sign_in_address(back: str) -> str:
    """Where one signs in, to come back to `back`."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({REDIRECT_FIELD_NAME: back})}"


def nav_link(context: Context, label: Any, url: str, key: str = "", under: str = "") -> SafeString:
    current = is_current(context, url, key, under)
    return format_html(
        '<li><a href="{}"{}>{}</a></li>',
        url,
        format_html(' aria-current="{}"', current) if current else "",
        label,
    )


def wordmark(context: Context) -> dict[str, str]:
    """The site's name in its two lines, split at the dash."""
    name = context.get("lms_site_name") or site_name()
    first, _dash, second = name.partition(" – ")
    return {"name": first, "sub": second, "full": name}
