"""What every screen of feedback and release has in common inside Wagtail's admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _


def page(title: str, *trail: tuple[str, str], **context: Any) -> dict[str, Any]:
    """The context of a screen: heading and breadcrumbs in Wagtail's shape, and its own values."""
    crumbs = [(reverse("wagtailadmin_home"), _("Home")), *trail, ("", title)]
    return {
        "header_title": title,
        "page_title": title,
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in crumbs],
        **context,
    }


def below_queue(title: str, **context: Any) -> dict[str, Any]:
    return page(title, (reverse("lms_reviews:queue"), _("Feedback")), **context)


def below_releases(title: str, *trail: tuple[str, str], **context: Any) -> dict[str, Any]:
    return page(title, (reverse("lms_reviews:releases"), _("Release")), *trail, **context)
