"""Run by the worker, which holds the keys."""

import logging

from django.utils import timezone

from certificates.status import domain
from certificates.status.domain import ASK_AGAIN
from certificates.status.models import StatusList
from content.foundation.queue import enqueue

logger = logging.getLogger(__name__)


def publish(status_list_id: int) -> None:
    """After a change. Of several tasks for one list the first does the work of all."""
    domain.publish_due(status_list_id)


def publish_overdue() -> int:
    """Every minute: ask again for lists that have waited too long; returns how many."""
    late = StatusList.objects.filter(due_since__lt=timezone.now() - ASK_AGAIN)
    pks = list(late.values_list("pk", flat=True))
    for pk in pks:
        enqueue("certificates.status.tasks.publish", pk)
    return len(pks)


def publish_all() -> None:
    """Every night: no list grows old, and a publication that was lost is made up for."""
    for pk in StatusList.objects.values_list("pk", flat=True):
        enqueue("certificates.status.tasks.refresh", pk)


def refresh(status_list_id: int) -> None:
    """Build the bit string from the rows, which are the truth, and sign it."""
    if wrong := domain.rebuild(status_list_id):
        logger.error("Status list %s had %s wrong bits; they are mended.", status_list_id, wrong)
