"""What every screen of feedback and release has in common inside Wagtail's admin."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.ui.screens import Step, screen


def below_queue(title: str, **context: Any) -> dict[str, Any]:
    return screen(title, (reverse("lms_reviews:queue"), _("Feedback")), **context)


def below_releases(title: str, *trail: Step, **context: Any) -> dict[str, Any]:
    return screen(title, (reverse("lms_reviews:releases"), _("Release")), *trail, **context)
