"""What happens to blocks when their page is published."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from content.blocks.tasks import bodies_with_pictures
from content.foundation.queue import enqueue


@receiver(page_published)
def draw_pictures_early(instance: Page, **_facts: Any) -> None:
    """The worker draws, so that the first reader does not wait for seven encodings a picture."""
    if any(bodies_with_pictures(instance)):
        enqueue("content.blocks.tasks.draw_pictures", instance.pk)
