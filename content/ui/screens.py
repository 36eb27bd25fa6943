"""What every screen of ours inside Wagtail's admin has in common: its heading and the way to it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

Step = tuple[str, str]  # address, words


def screen(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    """The context of a screen: heading and breadcrumbs in Wagtail's shape, and its own values."""
    crumbs = [(reverse("wagtailadmin_home"), _("Home")), *trail, ("", title)]
    return {
        "header_title": title,
        "page_title": title,
        "breadcrumbs_items": [{"url": url, "label": label} for url, label in crumbs],
        "trail": trail,
        **context,
    }
