"""What editors find on a page beside what everybody sees."""

from typing import Any

from django import template
from django.template import Context
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

register = template.Library()


@register.simple_tag(takes_context=True)
def editor_bar(context: Context) -> Any:
    """Wagtail's bar with the way into the editor and the accessibility checker.

    Only on pages somebody may edit, and in previews, whose panel reads the checker's results from
    it. Everybody else gets nothing, at no statement.
    """
    page, request = context.get("page"), context.get("request")
    if not page or not request or not hasattr(request, "user"):
        return ""
    if not getattr(request, "is_preview", False) and not _edits(context, request.user, page):
        return ""
    return wagtailuserbar(context, "bottom-left")


def _edits(context: Context, user: Any, page: Any) -> bool:
    """The shell may have asked already whether the admin is for this person."""
    if "opens_admin" in context and not context["opens_admin"]:
        return False
    may_enter = user.has_perm("wagtailadmin.access_admin")
    return may_enter and page.permissions_for_user(user).can_edit()
