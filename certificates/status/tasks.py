"""Run by the worker, which holds the keys."""

from certificates.status import domain
from certificates.status.models import StatusList
from content.foundation.queue import enqueue


def publish(status_list_id: int) -> None:
    domain.publish(status_list_id)


def publish_all() -> None:
    """Every night: no list grows old, and a publication that was lost is made up for."""
    for pk in StatusList.objects.values_list("pk", flat=True):
        enqueue("certificates.status.tasks.publish", pk)
