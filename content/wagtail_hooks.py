"""What the content app adds to Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.userbar import ContentCheckerItem

from content.checker import AuthorsChecker


@hooks.register("construct_wagtail_userbar")
def check_by_our_rules(request: HttpRequest, items: list[Any], page: Any) -> None:
    items[:] = [
        AuthorsChecker() if isinstance(item, ContentCheckerItem) else item for item in items
    ]
