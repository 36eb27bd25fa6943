"""Addresses of the kit's own files. A broken manifest must not take the error page down with it."""

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def asset(path: str) -> str:
    """The address of a static file; the plain one where the manifest does not know it."""
    try:
        return static(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"


def module(name: str) -> SafeString:
    """One behaviour. The browser runs a module once, however often a page names it."""
    return format_html('<script type="module" src="{}"></script>', asset(f"lms/js/{name}.js"))
