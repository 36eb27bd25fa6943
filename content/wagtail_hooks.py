"""What the content app adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from content.checker import AuthorsChecker
from content.glossary import hooks as glossary_hooks
from content.sources import hooks as sources_hooks

# Each room registers its own part.
__all__ = ["glossary_hooks", "sources_hooks"]


@hooks.register("construct_wagtail_userbar")
def check_by_our_rules(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [
        AuthorsChecker() if isinstance(item, ContentCheckerItem) else item for item in items
    ]
